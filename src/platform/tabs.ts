/** Without the `tabs` permission, a tab's address is known only if the host is permitted. */
import { browser } from "./browser.ts";
import { parseUrl } from "../core/parse-url.ts";

/** How long (ms) a page may load: less than an idle worker lives, so that the worker removes its listener. */
const LOADING_MS = 20_000;

/** When (ms) to act by the clock: Firefox reports nothing when its error page replaces a page. */
const AFTERWARDS_MS = [250, 1_000, 3_000];

/** Acts at each update: a browser removes a tab's badge with the old page, which may be after the response. */
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
  host: string | null;
  isLoading: boolean;
  isPrivate: boolean;
}

export async function tabOf(tabId: number): Promise<ShownTab | null> {
  try {
    const { url, status, incognito } = await browser.tabs.get(tabId);
    return { host: hostIn(url), isLoading: status === "loading", isPrivate: incognito };
  } catch {
    return null;
  }
}

/** Returns the tabs that have loaded a page that fits one of the patterns. */
export async function loadedTabs(patterns: string[]): Promise<{ id: number; url: string }[]> {
  const tabs = await browser.tabs.query({ url: patterns, status: "complete" });
  return tabs.flatMap(({ id, url }) => (id === undefined || !url ? [] : [{ id, url }]));
}

interface TabInView extends Pick<ShownTab, "host" | "isPrivate"> {
  id: number;
}

export async function tabInView(): Promise<TabInView | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) return null;
  return { id: tab.id, host: hostIn(tab.url), isPrivate: tab.incognito };
}

function hostIn(url: string | undefined): string | null {
  return parseUrl(url ?? "")?.hostname.replace(/\.$/, "") ?? null;
}
