/**
 * `npm run store-pictures` and `npm run readme-pictures`: take the pictures of `table.ts`, from built extensions in real
 * browsers on the lab.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../../../build/files.ts";
import type { BrowserFamily } from "../../../src/core/vocabulary.ts";
import { buildExtension } from "../extension.ts";
import { browsers, builtIn, inScenario, labWorld } from "../stage.ts";
import { compressed, pngHeader } from "./png.ts";
import type { Scene } from "./scenes.ts";
import { STORE_IMAGES } from "./store-images.ts";
import { PICTURES, type Picture } from "./table.ts";

const USAGE = `npm run store-pictures -- [--only TEXT]    pictures for the extension stores, in store/pictures/
npm run readme-pictures -- [--only TEXT]   the README's pictures, in docs/pictures/

  --only TEXT   only pictures whose path contains the text, for example "firefox" or "chain"
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { only: { type: "string", default: "" }, help: { type: "boolean" } },
    allowPositionals: true,
  });
  if (values.help) return console.log(USAGE);
  const isForReadme = positionals[0] === "readme";
  const wanted = PICTURES.filter(
    ({ file, uses }) => uses.includes("readme") === isForReadme && file.includes(values.only),
  );
  if (!wanted.length) throw new Error(`No picture has "${values.only}" in its path`);
  for (const picture of wanted) {
    const taken = await take(picture);
    // The repository keeps every version of these.
    const png = isForReadme ? await compressed(taken) : taken;
    const target = join(ROOT, picture.file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, png);
    console.log(`${picture.file}  ${picture.width}x${picture.height}  ${png.length} bytes`);
  }
}

async function take(picture: Picture): Promise<Uint8Array> {
  const found = browsers.find(({ family }) => family === picture.browser);
  if (!found) throw new Error(`${picture.file} needs ${picture.browser}`);
  const { scenario, options, show, isTransparent = false } = picture.scene;
  const extensionDir = await extensionFor(picture.browser, picture.scene);
  const png = await inScenario(
    found,
    scenario,
    async (staged) => {
      const page = await show(staged, picture);
      return page.screenshot({ omitBackground: isTransparent });
    },
    { ...options, extensionDir, language: "en-US" },
  );
  const { width, height, hasAlpha } = pngHeader(png);
  if (width !== picture.width || height !== picture.height)
    throw new Error(`${picture.file} is ${width}x${height}`);
  if (hasAlpha && picture.uses.some((use) => use !== "readme" && STORE_IMAGES[use].opaque))
    throw new Error(`${picture.file} has an alpha channel, which a store refuses`);
  return png;
}

const builds = new Map<string, Promise<string>>();

/** The extension as it is shipped; with the lab's roots, it does not warn of another catalogue. */
async function extensionFor(
  family: BrowserFamily,
  { isShippedCatalogue = false }: Scene,
): Promise<string> {
  const key = `${family} ${isShippedCatalogue}`;
  const { catalogue } = await labWorld();
  const known =
    builds.get(key) ??
    buildExtension(
      family,
      isShippedCatalogue ? builtIn : { ...catalogue, edition: builtIn.edition },
    );
  builds.set(key, known);
  return known;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
