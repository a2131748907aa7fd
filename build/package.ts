/** `npm run package`: builds, then packs each browser's directory into the zip that its store takes. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { BROWSER_FAMILIES } from "../src/core/vocabulary.ts";
import { readJson } from "./files.ts";
import { buildAll, distDirectory, kilobytes, plainly, shortPath } from "./targets.ts";
import { zipOf } from "./zip.ts";

await plainly(async () => {
  await buildAll();
  const { version } = readJson<{ version: string }>("package.json");
  for (const family of BROWSER_FAMILIES) {
    const file = join(distDirectory(), `trust-ready-${version}-${family}.zip`);
    const bytes = await zipOf(join(distDirectory(), family));
    writeFileSync(file, bytes);
    process.stdout.write(`${shortPath(file)}  ${kilobytes(bytes.length)}\n`);
  }
});
