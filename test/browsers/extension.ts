/** Builds of the extension for real browsers: with the built-in catalogue, or with the lab's. */
import { join } from "node:path";
import { build } from "vite";
import { targetConfig } from "../../build/config.ts";
import type { Catalogue } from "../../src/core/catalogue.ts";
import type { BrowserFamily } from "../../src/core/vocabulary.ts";
import { temporaryDirectory } from "../lab/cleanup.ts";

/**
 * Builds one browser's extension with a catalogue and returns its directory: one of this process alone, so
 * that two runs do not build over each other, and gone when it ends.
 */
export async function buildExtension(family: BrowserFamily, catalogue: Catalogue): Promise<string> {
  const directory = join(temporaryDirectory("trust-ready-extension-").directory, family);
  await build(targetConfig(family, directory, catalogue));
  return directory;
}
