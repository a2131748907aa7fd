import { browser } from "../platform/browser.ts";
import { systemClock } from "../platform/environment.ts";
import { NO_TAB } from "./adapter.ts";
import { createChromium } from "./chromium.ts";
import { createFirefox } from "./firefox.ts";
import { watchPages, type RawPage } from "./page-watch.ts";
import type { EndpointPort, ProbePort } from "./port.ts";
import { Requests } from "./request.ts";

/** A constant condition: the bundler drops the other adapter with its tables. */
const createAdapter = __FAMILY__ === "firefox" ? createFirefox : createChromium;

/** Call it synchronously at start-up, and what it returns after each check. Needs permission for the origins. */
export function watchPagesOf(
  origins: string[],
  onPage: (page: RawPage) => void,
): () => Promise<void> {
  const adapter = createAdapter();
  watchPages(adapter, origins, systemClock, onPage);
  return async () => adapter.prepareForPages?.();
}

/** Call it synchronously at start-up. */
export function createProbePort(): ProbePort {
  const hosts = browser.runtime.getManifest().host_permissions ?? [];
  const adapter = createAdapter();
  const requests = new Requests(adapter, { urls: hosts, tabId: NO_TAB }, systemClock);
  return {
    prepare: async () => adapter.prepare?.(),
    observe: (probe, limitMs, signal) =>
      probe.kind === "baseline"
        ? requests.askBlindly(probe, limitMs, signal)
        : requests.follow(probe, limitMs, signal),
    permitted: () => browser.permissions.contains({ origins: hosts }),
    online: () => navigator.onLine,
    async describeBrowser() {
      const [identity, { os }, { installType }] = await Promise.all([
        adapter.describe(),
        browser.runtime.getPlatformInfo(),
        browser.management.getSelf(),
      ]);
      const language = browser.i18n.getUILanguage();
      return { ...identity, os, language, managed: installType === "admin" };
    },
  };
}

/** For a page that probes from its own tab. Sees only that tab's requests to hosts with permission. */
export async function createEndpointPort(): Promise<EndpointPort> {
  const adapter = createAdapter();
  const tab = await browser.tabs.getCurrent();
  const filter = { urls: ["https://*/*"], tabId: tab?.id ?? NO_TAB };
  const requests = new Requests(adapter, filter, systemClock);
  return {
    prepare: async () => adapter.prepare?.(),
    observe: (probe, limitMs, signal) => requests.follow(probe, limitMs, signal),
    observeBlindly: (probe, limitMs, signal) => requests.askBlindly(probe, limitMs, signal),
  };
}
