/**
 * `npm run source`: packs the tracked files of the current commit into the zip that reviewers of addons.mozilla.org build
 * again. Refuses uncommitted changes: the zip would not give the package that it comes with.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { ROOT, readJson } from "./files.ts";
import { distDirectory, kilobytes, plainly, shortPath } from "./targets.ts";

await plainly(async () => {
  const changed = git("status", "--porcelain", "--untracked-files=normal");
  if (changed) throw new Error(`Commit these first, or remove them:\n${changed}`);
  const { version } = readJson<{ version: string }>("package.json");
  const file = join(distDirectory(), `trust-ready-${version}-source.zip`);
  mkdirSync(distDirectory(), { recursive: true });
  git("archive", "--format=zip", "-9", `--output=${file}`, "HEAD");
  process.stdout.write(`${shortPath(file)}  ${kilobytes(statSync(file).size)}\n`);
});

/** Zips hold local times: UTC makes them the same everywhere. */
function git(...args: string[]): string {
  const env = { ...process.env, TZ: "UTC" };
  return execFileSync("git", args, { cwd: ROOT, encoding: "utf8", env }).trimEnd();
}
