/**
 * Policies of the whole machine that one browser alone sees: its process has a mount namespace of its own, in which the
 * directories for policies are others. Linux only, and only with the rights to mount.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { BrowserFamily } from "../../src/core/vocabulary.ts";
import { temporaryDirectory } from "../lab/cleanup.ts";
import type { FoundBrowser } from "./find.ts";

/** Where each family looks below /etc: Debian's Chromium, Google's and Microsoft's; Mozilla's Firefox and Debian's. */
const PLACES: Record<BrowserFamily, string[]> = {
  chromium: [
    "chromium/policies/managed",
    "opt/chrome/policies/managed",
    "opt/edge/policies/managed",
  ],
  firefox: ["firefox/policies", "firefox-esr/policies"],
};

/** Gives the process that follows an /etc of its own, with the directory \`policies\` in every place. */
function enter(directory: string, places: readonly string[]): string {
  return `set -e
mount --make-rprivate /
mount -t tmpfs tmpfs '${directory}/mount'
mkdir '${directory}/mount/upper' '${directory}/mount/work'
mount -t overlay overlay -o 'lowerdir=/etc,upperdir=${directory}/mount/upper,workdir=${directory}/mount/work' /etc
for place in ${places.join(" ")}; do
  mkdir -p "/etc/$place"
  mount --bind '${directory}/policies' "/etc/$place"
done
exec "$@"`;
}

export interface PolicySpace {
  /** The browser, as a program that sees the policies. */
  browser: FoundBrowser;
  /** Writes a file of policies, which the browser reads at its next start. */
  give(name: string, text: string): void;
  remove(): void;
}

/** Makes a program that starts the browser with policies of its own. */
export function policySpace(found: FoundBrowser): PolicySpace {
  const { directory, remove } = temporaryDirectory("trust-ready-policies-");
  const policies = path.join(directory, "policies");
  for (const each of ["mount", "policies"]) mkdirSync(path.join(directory, each));
  const inside = path.join(directory, "inside.sh");
  writeFileSync(inside, enter(directory, PLACES[found.family]));
  const program = path.join(directory, "browser.sh");
  writeFileSync(program, `#!/bin/sh\nexec unshare -m bash '${inside}' '${found.path}' "$@"\n`);
  chmodSync(program, 0o700);
  return {
    browser: { ...found, path: program },
    give: (name, text) => writeFileSync(path.join(policies, name), text),
    remove,
  };
}

/** Says why no process here can have policies of its own; null if it can. */
export function policySpaceObstacle(): string | null {
  if (process.platform !== "linux") return "policies in files are for Linux";
  const space = policySpace({ family: "chromium", name: "", version: "", path: "true" });
  const { status, stderr } = spawnSync(space.browser.path, { encoding: "utf8" });
  space.remove();
  return status === 0 ? null : `no mount namespace of its own: ${stderr.trim()}`;
}
