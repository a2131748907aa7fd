/** Pages of pictures that are put together: the popup beside a page, and the tiles of stores. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../../build/files.ts";
import messages from "../../../public/_locales/en/messages.json" with { type: "json" };
import type { Frame } from "./scenes.ts";

/** Room around the popup and the page, in pixels. */
const GAP = 40;

/** The ground lies apart from the pages' own, which tokens.css sets. */
const GROUND = { light: "#d5dee5", dark: "#04080b" };
const EDGE = { light: "#b9c5cf", dark: "#3b4a58" };

/** The room for a page to the right of a popup of this width. */
export function pageRoom(frame: Frame, popupWidth: number): { width: number; height: number } {
  return { width: frame.width - popupWidth - 3 * GAP, height: frame.height - GAP };
}

/** The popup, and beside it a page that goes on below the picture. Both pictures are base64. */
export function besideHtml(popup: string, page: string, { colorScheme }: Frame): string {
  const edge = EDGE[colorScheme];
  return `${head(GROUND[colorScheme])}
<style>
  body { display: flex; align-items: center; gap: ${GAP}px; padding-left: ${GAP}px }
  img { border-radius: 10px; box-shadow: 0 0 0 1px ${edge} }
  .page { align-self: flex-end; border-radius: 10px 10px 0 0 }
</style>
<img class="popup" src="${pngUrl(popup)}" alt=""><img class="page" src="${pngUrl(page)}" alt="">`;
}

/** The icon and the name. */
export function smallTileHtml(): string {
  return `${head(BRAND)}
<style>
  body { display: grid; place-content: center; justify-items: center; gap: 14px }
  ${NAME_STYLE}
</style>
<img class="icon" src="${iconUrl()}" width="132" height="132" alt=""><p>${messages.extensionName.message}</p>`;
}

/** The icon and the name, and beside them the popup (base64). */
export function largeTileHtml(popup: string): string {
  return `${head(BRAND)}
<style>
  body { display: flex; align-items: center; justify-content: space-evenly }
  div { display: grid; justify-items: center; gap: 28px }
  ${NAME_STYLE}
  p { font-size: 72px }
  .popup { border-radius: 12px; box-shadow: 0 14px 40px #0007 }
</style>
<div><img class="icon" src="${iconUrl()}" width="220" height="220" alt=""><p>${messages.extensionName.message}</p></div>
<img class="popup" src="${pngUrl(popup)}" alt="">`;
}

/** The icon alone. */
export function logoHtml({ width, height }: Frame): string {
  return `${head("transparent")}<img src="${iconUrl()}" width="${width}" height="${height}" alt="">`;
}

const BRAND = "linear-gradient(135deg, #0f6f8a, #04293f)";
const NAME_STYLE = `.icon { filter: drop-shadow(0 0 12px #9fe8f066) }
  p { margin: 0; color: #fff; font: 600 40px system-ui, sans-serif }`;

const head = (ground: string) => `<!doctype html><meta charset="utf-8">
<style>body { margin: 0; height: 100vh; overflow: hidden; background: ${ground} } img { display: block }</style>`;

const pngUrl = (base64: string) => `data:image/png;base64,${base64}`;

function iconUrl(): string {
  const svg = readFileSync(join(ROOT, "build/icon.svg")).toString("base64");
  return `data:image/svg+xml;base64,${svg}`;
}
