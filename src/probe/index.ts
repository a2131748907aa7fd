/** The probe port of the browser that this build is for. */
import { systemClock } from "../platform/clock.ts";
import { browser } from "../platform/browser.ts";
import { createChromium, describeChromium } from "./chromium.ts";
import { describeFirefox, firefox } from "./firefox.ts";
import type { ProbePort } from "./port.ts";
import { Requests } from "./request.ts";
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
  const requests = new Requests(vendor, hosts, systemClock);
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
