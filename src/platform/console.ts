/** The permission to watch AWS console pages, and what was seen of them in this session. */
import type { SeenPage } from "../core/seen-page.ts";
import { browser } from "./browser.ts";
import { pagesItem } from "./stored-checks.ts";
import { tabInView } from "./tabs.ts";

/** Any host: permission for it is asked one host at a time, for endpoints. The watch does not need it. */
const ANY_HOST = "https://*/*";

/** Returns the match patterns of the console's pages. The manifest lists them one by one. */
export function consolePatterns(): string[] {
  const { optional_host_permissions: optional = [] } = browser.runtime.getManifest() as unknown as {
    optional_host_permissions?: string[];
  };
  return optional.filter((pattern) => pattern !== ANY_HOST);
}

/** Gives the permission back, so that the browser no longer reports console pages. */
export async function releaseConsole(): Promise<void> {
  await browser.permissions.remove({ origins: consolePatterns() });
}

/** What views use to offer the watch. */
export const consolePorts = {
  permitted: () => browser.permissions.contains({ origins: consolePatterns() }),
  /** Asks the person; resolves to whether they allowed it. Call it directly in the event of the press. */
  request: () => browser.permissions.request({ origins: consolePatterns() }),
  /** Returns what was seen of the console page in the active tab; null if the tab shows none. */
  async pageInView(): Promise<SeenPage | null> {
    const [tab, pages] = await Promise.all([tabInView(), pagesItem.get()]);
    const seen = tab && pages?.[tab.id];
    return seen && seen.page.host === tab.host ? seen : null;
  },
};
