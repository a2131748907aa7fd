/** Builds the unpacked extension of every browser. */
import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { BROWSER_FAMILIES, type BrowserFamily } from "../src/core/vocabulary.ts";
import { chosenCatalogue } from "./catalogue.ts";
import { targetConfig } from "./config.ts";
import { ROOT, filesUnder } from "./files.ts";

/** Where builds go: the directory in `DIST`, else `dist`. */
export function distDirectory(): string {
  return resolve(ROOT, process.env["DIST"] || "dist");
}

/** Builds the directories of these browsers; one line of summary for each. */
export async function buildAll(
  families: readonly BrowserFamily[] = BROWSER_FAMILIES,
): Promise<string[]> {
  const catalogue = chosenCatalogue();
  const lines: string[] = [];
  for (const family of families) {
    const directory = join(distDirectory(), family);
    await build(targetConfig(family, directory, catalogue));
    lines.push(summary(family, directory));
  }
  return lines;
}

function summary(family: BrowserFamily, directory: string): string {
  const files = filesUnder(directory);
  const bytes = (name: string) => readFileSync(join(directory, name));
  const total = files.reduce((sum, name) => sum + bytes(name).length, 0);
  const scripts = files.filter((name) => name.endsWith(".js"));
  const packed = scripts.reduce((sum, name) => sum + gzipSync(bytes(name)).length, 0);
  return `${family.padEnd(8)} ${shortPath(directory)}  ${kilobytes(total)} in ${files.length} files, scripts ${kilobytes(packed)} gzip`;
}

/** A path as a person would type it here: relative below the current directory, else absolute. */
export function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short || ".";
}

/** A size in words. */
export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Runs a command's work; an error is one plain message and exit code 1, without a stack. */
export async function plainly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
