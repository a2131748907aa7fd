import type { SeenPage } from "../core/seen-page.ts";
import { browser } from "./browser.ts";
import { pagesItem } from "./stored-checks.ts";
import { tabInView } from "./tabs.ts";

/** For endpoint tests, which ask for one host at a time. The watch does not need it. */
const ANY_HOST = "https://*/*";

export function consolePatterns(): string[] {
  const { optional_host_permissions: optional = [] } = browser.runtime.getManifest() as unknown as {
    optional_host_permissions?: string[];
  };
  return optional.filter((pattern) => pattern !== ANY_HOST);
}

export async function releaseConsole(): Promise<void> {
  await browser.permissions.remove({ origins: consolePatterns() });
}

export const consolePorts = {
  permitted: () => browser.permissions.contains({ origins: consolePatterns() }),
  /** Call it directly in the event of the press. Resolves to whether the person allowed it. */
  request: () => browser.permissions.request({ origins: consolePatterns() }),
  async pageInView(): Promise<SeenPage | null> {
    const [tab, pages] = await Promise.all([tabInView(), pagesItem.get()]);
    const seen = tab && pages?.[tab.id];
    return seen && seen.page.host === tab.host ? seen : null;
  },
};
