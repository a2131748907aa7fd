/** Sizes of what is shipped. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipOf } from "../../build/zip.ts";
import { BROWSER_FAMILIES } from "../../src/core/vocabulary.ts";
import { buildExtension } from "../browsers/extension.ts";
import { builtIn } from "../browsers/stage.ts";
import type { Figure } from "./figure.ts";

/** Sizes in kB (1,000 bytes) of each browser's build. */
export async function sizeFigures(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const family of BROWSER_FAMILIES) {
    const directory = await buildExtension(family, builtIn);
    const packed = (entry: string) =>
      scriptsOf(directory, entry).reduce(
        (sum, file) => sum + gzipSync(readFileSync(file)).length / 1000,
        0,
      );
    const popup = packed("popup/main.js");
    const background = packed("background.js");
    const store = await zipOf(directory);
    figures.push(
      { what: `${family}: popup scripts, gzip`, measured: popup, reach: 30, unit: "kB" },
      { what: `${family}: background scripts, gzip`, measured: background, reach: 30, unit: "kB" },
      { what: `${family}: store zip`, measured: store.length / 1000, reach: 450, unit: "kB" },
    );
  }
  return figures;
}

/** A script and all that is loaded with it, directly or through others. */
function scriptsOf(directory: string, entry: string): string[] {
  const found = new Set<string>();
  const visit = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    const imports = readFileSync(file, "utf8").matchAll(/(?:from|import)\s*["'`](\.[^"'`]+)["'`]/g);
    for (const [, path] of imports) visit(join(dirname(file), path!));
  };
  visit(join(directory, entry));
  return [...found];
}
