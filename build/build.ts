/** `npm run build`: writes `dist/chromium/` and `dist/firefox/`, or the same under the directory in `DIST`. */
import { buildAll, plainly } from "./targets.ts";

await plainly(async () => {
  for (const line of await buildAll()) process.stdout.write(`${line}\n`);
});
