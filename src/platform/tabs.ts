/** What the extension learns of tabs without the `tabs` permission: of hosts that it has permission for. */
import { browser } from "./browser.ts";

/**
 * How long a page may take to load before nobody waits for it any more, in ms: less than a worker lives without
 * events, so that it takes its listener away itself.
 */
const LOADING_MS = 20_000;

/** When to look again by the clock alone, in ms: Firefox tells nothing when its error page takes a page's place. */
const AFTERWARDS_MS = [250, 1_000, 3_000];

/**
 * Calls back each time a tab tells of its loading, until it has loaded, and a few times in the seconds after now. A browser
 * takes a tab's badge away when the page in it changes, which may be after its answer came. Nothing of this
 * lasts.
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
  /** What it shows or failed to show; null where the browser does not say. */
  host: string | null;
  /** Whether it is on its way to another page, whose host it does not tell yet. */
  isLoading: boolean;
  /** Whether it is in a private window. */
  isPrivate: boolean;
}

/** What a tab shows; null where it is gone. */
export async function tabOf(tabId: number): Promise<ShownTab | null> {
  try {
    const { url, status, incognito } = await browser.tabs.get(tabId);
    return { host: hostIn(url), isLoading: status === "loading", isPrivate: incognito };
  } catch {
    return null;
  }
}

/** The tab in view of the window that this page belongs to, with its host. */
export async function tabInView(): Promise<{ id: number; host: string | null } | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id === undefined ? null : { id: tab.id, host: hostIn(tab.url) };
}

/** In the form that a `SeenPage` has it. */
function hostIn(url: string | undefined): string | null {
  return url !== undefined && URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, "") : null;
}
