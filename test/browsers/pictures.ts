/**
 * `npm run pictures`: pictures of every page in every state, in both browsers, and contact sheets of them. They are made
 * from the previews (`npm run dev`) and written outside the project, unless a directory is given.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Browser, MediaFeature } from "puppeteer-core";
import { FIRST_RUN_STATES } from "../preview/first-run.ts";
import { LOG_STATE } from "../preview/read-states.ts";
import { goToPreview, openPlainBrowser, SCREENS, servePreviews, type Previews } from "./preview.ts";
import { browsers } from "./stage.ts";

const USAGE = `npm run pictures -- [--page popup|report|…] [--only TEXT] [DIRECTORY]

  --page NAME   this page alone
  --only TEXT   only pictures whose name contains the text, for example "dark" or "captive portal"
`;

interface Look {
  name: string;
  /** CSS pixels; the popup's own width where there is none. */
  width?: number;
  /** Device pixels for each CSS pixel. */
  scale?: number;
  options?: readonly string[];
  media?: MediaFeature[];
  dark?: boolean;
  chromiumOnly?: boolean;
}

const DARK: MediaFeature = { name: "prefers-color-scheme", value: "dark" };

/** How every state is looked at, and how a few states of each page are looked at as well. */
const USUAL: Look = { name: "light", options: ["managed"] };
const OTHERS: readonly Look[] = [
  { name: "dark", dark: true, options: ["managed", "console"] },
  { name: "320 px", width: 320, options: ["managed", "console"] },
  {
    name: "forced colours",
    media: [{ name: "forced-colors", value: "active" }],
    options: ["managed"],
    chromiumOnly: true,
  },
  { name: "200 %", width: 512, scale: 2, options: ["managed"] },
  { name: "longer words", options: ["managed", "longer"] },
  { name: "right to left", options: ["managed", "rtl"] },
];
const FEW = [
  "ready, only loads",
  "all roots missing",
  "inspected",
  "captive portal",
  "checking",
  "decided",
  "a list without two roots",
  "an inspected chain",
  LOG_STATE,
  ...FIRST_RUN_STATES,
];

const PER_SHEET = 15;

interface Picture {
  page: string;
  label: string;
  file: string;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { page: { type: "string" }, only: { type: "string" }, help: { type: "boolean" } },
    allowPositionals: true,
  });
  if (values.help) return console.log(USAGE);
  const directory = positionals[0]
    ? resolve(positionals[0])
    : mkdtempSync(join(tmpdir(), "trust-ready-pictures-"));
  mkdirSync(directory, { recursive: true });
  const previews = await servePreviews();
  const pictures: Picture[] = [];
  try {
    for (const found of browsers) {
      for (const dark of [false, true]) {
        const browser = await openPlainBrowser(found, dark);
        const wanted = planned(found.family === "chromium", dark).filter(
          ({ page, label }) =>
            (!values.page || page === values.page) && (!values.only || label.includes(values.only)),
        );
        pictures.push(...(await take(browser, found.family, wanted, previews, directory)));
        await browser.close();
      }
    }
    await sheets(pictures, directory);
  } finally {
    await previews.stop();
  }
  console.log(`${pictures.length} pictures: ${join(directory, "index.html")}`);
}

interface Planned {
  page: (typeof SCREENS)[number][0];
  state: string;
  look: Look;
  label: string;
}

function planned(inChromium: boolean, dark: boolean): Planned[] {
  return SCREENS.flatMap(([page, states]) =>
    states.flatMap((state) => {
      const few = states.length < 10 || FEW.includes(state);
      return [USUAL, ...(few ? OTHERS : [])]
        .filter((look) => (look.dark ?? false) === dark && (inChromium || !look.chromiumOnly))
        .map((look) => ({ page, state, look, label: `${state || page}, ${look.name}` }));
    }),
  );
}

async function take(
  browser: Browser,
  family: string,
  wanted: readonly Planned[],
  previews: Previews,
  directory: string,
): Promise<Picture[]> {
  const tab = await browser.newPage();
  // Firefox takes no media features by remote control; its scheme is set at the start.
  const client = family === "chromium" ? await tab.createCDPSession() : null;
  const pictures: Picture[] = [];
  for (const { page, state, look, label } of wanted) {
    const { width = page === "popup" ? 400 : 1100, scale = 1, media = [], dark = false } = look;
    await tab.setViewport({ width, height: 600, deviceScaleFactor: scale });
    const features = dark ? [...media, DARK] : media;
    await client?.send("Emulation.setEmulatedMedia", { features });
    await goToPreview(tab, previews.address(page, state, look.options));
    // A picture beyond the window shifts pages that are written from right to left.
    const height = await tab.evaluate(() => document.documentElement.scrollHeight);
    await tab.setViewport({ width, height: Math.max(height, 600), deviceScaleFactor: scale });
    const file = `${family}-${page}-${label.replaceAll(/[^a-z0-9]+/gi, "-")}.png` as const;
    await tab.screenshot({ path: join(directory, file) as `${string}.png` });
    pictures.push({ page, label: `${label} (${family})`, file });
  }
  return pictures;
}

/** An index of all pictures, and pictures of many of them together, for a look at a page as a whole. */
async function sheets(pictures: readonly Picture[], directory: string): Promise<void> {
  writeFileSync(join(directory, "index.html"), sheetHtml(pictures, 300));
  const chromium = browsers.find(({ family }) => family === "chromium");
  if (!chromium) return;
  const browser = await openPlainBrowser(chromium);
  const tab = await browser.newPage();
  await tab.setViewport({ width: 1560, height: 900 });
  for (const page of new Set(pictures.map((picture) => picture.page))) {
    const own = pictures.filter((picture) => picture.page === page);
    for (let first = 0; first < own.length; first += PER_SHEET) {
      const html = join(directory, "sheet.html");
      writeFileSync(
        html,
        sheetHtml(own.slice(first, first + PER_SHEET), page === "popup" ? 295 : 370),
      );
      await tab.goto(pathToFileURL(html).href);
      const file = join(directory, `sheet-${page}-${first / PER_SHEET + 1}.png`);
      await tab.screenshot({ path: file as `${string}.png`, fullPage: true });
    }
  }
  await browser.close();
}

function sheetHtml(pictures: readonly Picture[], width: number): string {
  const figures = pictures.map(
    ({ file, label }) =>
      `<figure><a href="${file}"><img src="${file}" width="${width}" alt=""></a><figcaption>${label}</figcaption></figure>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>Trust Ready: pictures</title>
<style>body{display:flex;flex-wrap:wrap;gap:12px;font:12px sans-serif;align-items:flex-start}
figure{margin:0;width:${width}px}img{border:1px solid #888}</style>
${figures.join("\n")}`;
}

await main();
