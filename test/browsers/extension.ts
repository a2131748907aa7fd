/** Builds of the extension for real browsers: with the built-in catalogue, or with the lab's. */
import { join } from "node:path";
import { build } from "vite";
import { targetConfig } from "../../build/config.ts";
import { ROOT } from "../../build/files.ts";
import type { Catalogue } from "../../src/core/catalogue.ts";
import type { BrowserFamily } from "../../src/core/words.ts";

/** Builds one browser's extension with a catalogue and returns its directory. */
export async function buildExtension(family: BrowserFamily, catalogue: Catalogue): Promise<string> {
  const edition = catalogue.edition === "built-in" ? "live" : catalogue.edition;
  const directory = join(ROOT, ".cache", "extension", edition, family);
  await build(targetConfig(family, directory, catalogue));
  return directory;
}
