/** The zip of the files that git tracks. */
import { execFileSync } from "node:child_process";

/** Packs the current commit of the repository in `root` into `file`. Throws if something is not committed. */
export function packTracked(root: string, file: string): void {
  // Zips hold local times: UTC makes them the same everywhere.
  const env = { ...process.env, TZ: "UTC" };
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", env });
  const changed = git("status", "--porcelain", "--untracked-files=normal").trimEnd();
  if (changed) throw new Error(`Commit these first, or remove them:\n${changed}`);
  git("archive", "--format=zip", "-9", `--output=${file}`, "HEAD");
}
