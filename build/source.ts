/**
 * `npm run source`: packs the tracked files of the current commit into the zip that reviewers of addons.mozilla.org build
 * again. Refuses uncommitted changes: the zip would not give the package that it comes with.
 */
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { ROOT, readJson } from "./files.ts";
import { packTracked } from "./source-zip.ts";
import { distDirectory, kilobytes, plainly, shortPath } from "./targets.ts";

await plainly(async () => {
  const { version } = readJson<{ version: string }>("package.json");
  const file = join(distDirectory(), `trust-ready-${version}-source.zip`);
  mkdirSync(distDirectory(), { recursive: true });
  packTracked(ROOT, file);
  process.stdout.write(`${shortPath(file)}  ${kilobytes(statSync(file).size)}\n`);
});
