/**
 * Renews whatever is made from the settings table, `src/core/setting-table.ts`: the schema of policies, the
 * administrators' templates and their table of settings.
 *
 *   npx tsx build/settings.ts
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./files.ts";
import { policyFiles } from "./policy-files.ts";

for (const [path, content] of Object.entries(policyFiles())) {
  writeFileSync(join(ROOT, path), content);
}
