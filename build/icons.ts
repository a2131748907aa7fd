/** `npm run icons`: draws `public/icons/*.png` from `build/icon.svg` with a headless Chromium. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { findBrowsers } from "../test/browsers/find.ts";
import { ROOT } from "./files.ts";

const SIZES = [16, 32, 48, 128];

/** At 16 and 32 pixels fine lines only blur the mark: the drawing has a plainer variant. */
const SMALL = `<style>.large { display: none } .small { display: inline }</style>`;

const chromium = (await findBrowsers()).find(({ family }) => family === "chromium");
if (!chromium) throw new Error("Drawing the icons needs a Chromium, Chrome or Edge.");
const browser = await puppeteer.launch({
  executablePath: chromium.path,
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
const page = await browser.newPage();
const svg = readFileSync(join(ROOT, "build/icon.svg"), "utf8");
mkdirSync(join(ROOT, "public/icons"), { recursive: true });
for (const size of SIZES) {
  const drawing = size <= 32 ? svg.replace("</defs>", `</defs>${SMALL}`) : svg;
  const source = `data:image/svg+xml;base64,${Buffer.from(drawing).toString("base64")}`;
  await page.setViewport({ width: size, height: size, deviceScaleFactor: 1 });
  await page.setContent(
    `<body style="margin:0"><img src="${source}" width="${size}" height="${size}" style="display:block"></body>`,
  );
  await page.waitForFunction(() => document.images[0]?.complete);
  const png = await page.screenshot({ omitBackground: true });
  writeFileSync(join(ROOT, `public/icons/icon-${size}.png`), png);
}
await browser.close();
