/** Names of test hosts that this browser session has not verified yet: only those show a verified chain in a log. */
import { testHosts, type Catalogue } from "./catalogue.ts";
import type { PlannedProbe } from "./plan.ts";

/** Keeps of each probe the names that are not in `asked`, and all of a probe that has no other. */
export function withUnusedNames(
  plan: readonly PlannedProbe[],
  asked: ReadonlySet<string>,
): PlannedProbe[] {
  return plan.map((planned) => {
    const urls = planned.urls.filter((url) => !asked.has(url));
    return urls.length ? { ...planned, urls } : planned;
  });
}

/** Whether every deciding root's valid host has a name that is not in `asked`. */
export function hasUnusedNames({ roots }: Catalogue, asked: ReadonlySet<string>): boolean {
  return roots
    .filter(({ decides }) => decides)
    .every((root) => testHosts(root, "valid")?.urls.some((url) => !asked.has(url)));
}
