/** Finds scenarios that one running browser can go through, because it is started alike for all of them. */
import type { BrowserFamily } from "../../src/core/vocabulary.ts";
import type { Scenario } from "../lab/scenario.ts";

/**
 * What a browser must be given at its start. Both: the state of the browser itself. Chromium also: roots, where names
 * lead, the proxy, and preferences, all of which Firefox takes while it runs.
 */
function startOf(family: BrowserFamily, { trusted, proxy, browser = {}, rules }: Scenario): string {
  const { preferences, ...state } = browser;
  if (family === "firefox") return JSON.stringify(state);
  const names = rules.filter(({ then }) => then.address !== undefined);
  return JSON.stringify([state, preferences?.chromium, trusted.toSorted(), proxy, names]);
}

/** Sorts items by the browser start that their scenarios need, in the order in which they come. */
export function byStart<Item extends { scenario: Scenario; features?: readonly string[] }>(
  family: BrowserFamily,
  items: readonly Item[],
): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = `${startOf(family, item.scenario)} ${item.features?.join() ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}
