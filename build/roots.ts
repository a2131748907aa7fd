/**
 * `npm run roots`: writes `src/guidance/root-files.json`, the certificates of the roots that the guide advises to add.
 * They come from the list of Mozilla's roots that node brings along; the catalogue's hashes say which they are. Roots that
 * the list does not have are named and left out.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import type { Catalogue } from "../src/core/catalogue.ts";
import { rootsToAdd } from "../src/guidance/trust-stores.ts";
import { ROOT, readJson } from "./files.ts";
import { findRootFiles, readRootFiles, ROOT_FILES } from "./root-files.ts";
import { plainly } from "./targets.ts";

await plainly(async () => {
  const { roots: known } = readJson<Catalogue>("src/core/catalogue.json");
  const wanted = rootsToAdd(known);
  const before = readRootFiles();
  const packaged = before.roots.map(({ id }) => id);
  const roots = findRootFiles(rootCertificates, wanted, packaged);
  const changed = JSON.stringify(roots) !== JSON.stringify(before.roots);
  const date = changed ? new Date().toISOString().slice(0, 10) : before.date;
  const text = JSON.stringify({ ...before, date, roots }, null, 2);
  writeFileSync(join(ROOT, ROOT_FILES), `${text}\n`);
  for (const { id, name } of wanted) {
    if (roots.some((file) => file.id === id)) continue;
    process.stdout.write(`${name}: not in node's list, left out\n`);
  }
  process.stdout.write(`${roots.length} roots, ${changed ? "changed" : "as before"}\n`);
});
