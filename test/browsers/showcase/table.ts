/** The pictures that show the extension to strangers, one row each. */
import type messages from "../../../public/_locales/en/messages.json";
import type { BrowserFamily } from "../../../src/core/vocabulary.ts";
import {
  CHAIN,
  ENDPOINTS,
  HELP_DESK,
  LARGE_TILE,
  LOGO,
  MISSING,
  READING,
  SMALL_TILE,
  STEPS,
  type Scene,
} from "./scenes.ts";
import type { StoreImage } from "./store-images.ts";

export interface Picture {
  /** Path from the repository's root. */
  file: `${string}.png`;
  browser: BrowserFamily;
  scene: Scene;
  width: number;
  height: number;
  colorScheme: "light" | "dark";
  uses: readonly (StoreImage | "readme")[];
  /** Texts in the picture that the README's alternative text repeats. */
  texts?: readonly (keyof typeof messages)[];
}

const IN_CHROMIUM = ["chrome/screenshot", "edge/screenshot"] as const;

export const PICTURES: readonly Picture[] = [
  readmePicture("docs/pictures/check-light.png", "light"),
  readmePicture("docs/pictures/check-dark.png", "dark"),
  screenshot("chromium", "1-verdict", MISSING),
  screenshot("chromium", "2-steps", STEPS),
  screenshot("chromium", "3-endpoints", ENDPOINTS),
  screenshot("chromium", "4-reading", READING),
  screenshot("chromium", "5-help-desk", HELP_DESK),
  screenshot("firefox", "1-verdict", MISSING),
  screenshot("firefox", "2-chain", CHAIN),
  screenshot("firefox", "3-steps", STEPS),
  screenshot("firefox", "4-endpoints", ENDPOINTS),
  screenshot("firefox", "5-reading", READING),
  screenshot("firefox", "6-help-desk", HELP_DESK),
  tile("small-tile", SMALL_TILE, 440, 280, ["chrome/small-tile", "edge/small-tile"]),
  tile("large-tile", LARGE_TILE, 1400, 560, ["chrome/large-tile", "edge/large-tile"]),
  tile("logo", LOGO, 300, 300, ["edge/logo"]),
];

function readmePicture(file: Picture["file"], colorScheme: Picture["colorScheme"]): Picture {
  return {
    file,
    browser: "chromium",
    scene: MISSING,
    width: 1280,
    height: 640,
    colorScheme,
    uses: ["readme"],
    texts: ["title_missing_root_unproven"],
  };
}

function screenshot(browser: BrowserFamily, name: string, scene: Scene): Picture {
  return {
    file: `store/pictures/${browser}/${name}.png`,
    browser,
    scene,
    width: 1280,
    height: 800,
    colorScheme: "light",
    uses: browser === "chromium" ? IN_CHROMIUM : ["amo/screenshot"],
  };
}

function tile(
  name: string,
  scene: Scene,
  width: number,
  height: number,
  uses: readonly StoreImage[],
): Picture {
  const file = `store/pictures/${name}.png` as const;
  return { file, browser: "chromium", scene, width, height, colorScheme: "light", uses };
}
