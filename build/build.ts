/**
 * `npm run build [-- FAMILY]`: writes `dist/chromium/` and `dist/firefox/`, or one of them, or the same under the directory in
 * `DIST`.
 */
import { BROWSER_FAMILIES } from "../src/core/vocabulary.ts";
import { buildAll, plainly } from "./targets.ts";

await plainly(async () => {
  const asked = process.argv.slice(2);
  const families = BROWSER_FAMILIES.filter((family) => !asked.length || asked.includes(family));
  const unknown = asked.filter((word) => !families.some((family) => family === word));
  if (unknown.length) {
    throw new Error(`${unknown.join(", ")}: choose from ${BROWSER_FAMILIES.join(" and ")}`);
  }
  for (const line of await buildAll(families)) process.stdout.write(`${line}\n`);
});
