/** Tabs, without the `tabs` permission: a tab's address is known only for hosts with permission. */
import { browser } from "./browser.ts";
import { parseUrl } from "../core/parse-url.ts";

/**
 * How long (ms) to wait for a page to load. Shorter than an idle worker lives, so that it removes its listener
 * itself.
 */
const LOADING_MS = 20_000;

/** When (ms) to act again by the clock: Firefox reports nothing when its error page replaces a page. */
const AFTERWARDS_MS = [250, 1_000, 3_000];

/**
 * Calls back at each update of a loading tab until it has loaded, and a few times in the next seconds. A browser
 * removes a tab's badge when the tab's page changes, which may be after the response.
 */
export function whileLoading(tabId: number, act: () => void): void {
  const { onUpdated } = browser.tabs;
  const listener = (id: number, { status }: { status?: string }) => {
    if (id !== tabId || status === undefined) return;
    act();
    if (status === "complete") stop();
  };
  const timer = setTimeout(() => stop(), LOADING_MS);
  const stop = () => {
    clearTimeout(timer);
    onUpdated.removeListener(listener);
  };
  onUpdated.addListener(listener);
  for (const ms of AFTERWARDS_MS) setTimeout(act, ms);
}

export interface ShownTab {
  /** The host that the tab shows or failed to show; null if the browser does not say. */
  host: string | null;
  /** Whether another page is on its way, whose host is not known yet. */
  isLoading: boolean;
  /** Whether the tab is in a private window. */
  isPrivate: boolean;
}

/** Returns what a tab shows; null if the tab is closed. */
export async function tabOf(tabId: number): Promise<ShownTab | null> {
  try {
    const { url, status, incognito } = await browser.tabs.get(tabId);
    return { host: hostIn(url), isLoading: status === "loading", isPrivate: incognito };
  } catch {
    return null;
  }
}

/** Returns the active tab of this page's window, with its host; null if there is none. */
export async function tabInView(): Promise<{ id: number; host: string | null } | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id === undefined ? null : { id: tab.id, host: hostIn(tab.url) };
}

/** The same form as in a `SeenPage`. */
function hostIn(url: string | undefined): string | null {
  return parseUrl(url ?? "")?.hostname.replace(/\.$/, "") ?? null;
}
