/** The probe port of the browser that this build is for. */
import { systemClock } from "../platform/environment.ts";
import { browser } from "../platform/browser.ts";
import { createChromium, describeChromium } from "./chromium.ts";
import { describeFirefox, firefox } from "./firefox.ts";
import type { EndpointPort, ProbePort } from "./port.ts";
import { NO_TAB, Requests } from "./request.ts";
import { watchPages, type RawPage } from "./pages.ts";

/**
 * Tells of pages that tabs load below these origins, while the extension holds permission for them. Adds its
 * listeners at once: call it synchronously at start-up. What it gives back is to be called after each check, which
 * may have found that this browser shows certificates.
 */
export function watchPagesOf(
  origins: string[],
  seen: (page: RawPage) => void,
): () => Promise<void> {
  if (__FAMILY__ === "firefox") {
    watchPages(firefox, origins, systemClock, seen);
    return () => Promise.resolve();
  }
  const chromium = createChromium();
  watchPages(chromium, origins, systemClock, seen);
  return () => chromium.prepareForPages();
}

/** Adds the listeners that probes need: call it synchronously at start-up. */
export function createProbePort(): ProbePort {
  const hosts = browser.runtime.getManifest().host_permissions ?? [];
  const isFirefox = __FAMILY__ === "firefox";
  const vendor = isFirefox ? firefox : createChromium();
  const requests = new Requests(vendor, { urls: hosts, tabId: NO_TAB }, systemClock);
  return {
    prepare: () => vendor.prepare(),
    observe: (probe, limitMs, signal) =>
      probe.kind === "baseline"
        ? requests.askBlindly(probe, limitMs, signal)
        : requests.follow(probe, limitMs, signal),
    permitted: () => browser.permissions.contains({ origins: hosts }),
    online: () => navigator.onLine,
    async describeBrowser() {
      const [own, { os }, { installType }] = await Promise.all([
        isFirefox ? describeFirefox() : describeChromium(),
        browser.runtime.getPlatformInfo(),
        browser.management.getSelf(),
      ]);
      const language = browser.i18n.getUILanguage();
      return { ...own, os, language, managed: installType === "admin" };
    },
  };
}

/**
 * The port of a page that probes by itself, from its own tab. Its listeners see nothing but that tab's requests, and
 * of those only the ones to hosts that the person has given permission for.
 */
export async function createEndpointPort(): Promise<EndpointPort> {
  const vendor = __FAMILY__ === "firefox" ? firefox : createChromium();
  const tab = await browser.tabs.getCurrent();
  const filter = { urls: ["https://*/*"], tabId: tab?.id ?? NO_TAB };
  const requests = new Requests(vendor, filter, systemClock);
  return {
    prepare: () => vendor.prepare(),
    observe: (probe, limitMs, signal) => requests.follow(probe, limitMs, signal),
    observeBlindly: (probe, limitMs, signal) => requests.askBlindly(probe, limitMs, signal),
  };
}
