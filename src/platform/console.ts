/** The permission to watch console pages, and what was seen of them in this session. */
import type { SeenPage, SeenPages } from "../core/seen-page.ts";
import { browser } from "./browser.ts";
import { storedItem } from "./storage.ts";
import { tabInView } from "./tabs.ts";

/** Any host: asked for one at a time, and not part of what watching needs. */
const ANY_HOST = "https://*/*";

/** Match patterns of the console's pages, as they stand one by one in the manifest. */
export function consolePatterns(): string[] {
  const { optional_host_permissions: optional = [] } = browser.runtime.getManifest() as unknown as {
    optional_host_permissions?: string[];
  };
  return optional.filter((pattern) => pattern !== ANY_HOST);
}

/** Pages by their tab, for as long as the browser runs. */
export const pagesItem = storedItem<SeenPages>("session", "pages", 2);

/** When a check was last begun because of a page, in ms since the epoch. */
export const ownCheckItem = storedItem<number>("local", "ownCheck", 1);

/** Gives the permission back, so that the browser tells of no console page any more. */
export async function releaseConsole(): Promise<void> {
  await browser.permissions.remove({ origins: consolePatterns() });
}

/** What views need to offer the watch. */
export const consolePorts = {
  permitted: () => browser.permissions.contains({ origins: consolePatterns() }),
  /** Asks the person: call it in the very press. Resolves to whether it was given. */
  request: () => browser.permissions.request({ origins: consolePatterns() }),
  /** What was seen of the console page in the tab in view; null where it shows none. */
  async pageInView(): Promise<SeenPage | null> {
    const [tab, pages] = await Promise.all([tabInView(), pagesItem.get()]);
    const seen = tab && pages?.[tab.id];
    return seen && seen.page.host === tab.host ? seen : null;
  },
};
