/**
 * `npm run store-texts`: writes every text that the stores ask for, each field in a file of its own and in the order of the
 * form, and what `web-ext sign` sends to addons.mozilla.org beside the package.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { amoMetadata, STORES, storeFields, type StoreFields } from "./store-fields.ts";
import { distDirectory, plainly, say, shortPath } from "./targets.ts";

await plainly(async () => {
  const folder = join(distDirectory(), "store");
  rmSync(folder, { recursive: true, force: true });
  for (const store of STORES) {
    const fields = storeFields(store);
    const left = writeFields(join(folder, store), fields);
    say(`${shortPath(join(folder, store))}  ${fields.size - left.length} fields`);
    if (left.length) say(`  left out: ${left.join(", ")}`);
    if (left.length) say(`  They need the repository's address: "repository" in package.json.`);
    if (store === "firefox") {
      const metadata = `${JSON.stringify(amoMetadata(fields), null, 2)}\n`;
      writeFileSync(join(folder, "firefox.json"), metadata);
    }
  }
});

/** Returns the fields that cannot be written yet. */
function writeFields(folder: string, fields: StoreFields): string[] {
  mkdirSync(folder, { recursive: true });
  return [...fields].flatMap(([field, text], index) => {
    if (text === null) return [field];
    const number = String(index + 1).padStart(2, "0");
    writeFileSync(join(folder, `${number} ${field}.txt`), `${text}\n`);
    return [];
  });
}
