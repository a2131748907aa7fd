/** Wires the background together. Every listener is added before the first await. */
import catalogue from "virtual:catalogue";
import { isInterrupted } from "../core/running-check.ts";
import { showBadge } from "../platform/badge.ts";
import { browser } from "../platform/browser.ts";
import { answerCalls } from "../platform/calls.ts";
import { consolePatterns } from "../platform/console.ts";
import { systemClock } from "../platform/environment.ts";
import { expectFirstRun } from "../platform/first-run.ts";
import { translate } from "../platform/i18n.ts";
import {
  historyItem,
  ownCheckItem,
  pagesItem,
  reportItem,
  runningItem,
} from "../platform/stored-checks.ts";
import { readSettings, saveSettings, watchSettings } from "../platform/stored-settings.ts";
import { loadedTabs, tabOf, whileLoading } from "../platform/tabs.ts";
import { createProbePort, watchPagesOf } from "../probe/index.ts";
import { lookOf } from "./badge-look.ts";
import { createCheckup } from "./checkup.ts";
import { checkStore } from "./store.ts";
import { createWatch } from "./watch.ts";

/** How long (ms) a check may run before it shows progress: a check without faults takes about as long. */
const PROGRESS_MS = 150;

/** How long (ms) to wait after a page's response before judging the page, so that its loading is not slowed. */
const AFTER_RESPONSE_MS = 250;

const settings = async () => (await readSettings()).values;

const checkup = createCheckup({
  catalogue,
  probe: createProbePort(),
  store: checkStore,
  clock: systemClock,
  settings,
  toolVersion: browser.runtime.getManifest().version,
  newId: () => crypto.randomUUID(),
  progressMs: PROGRESS_MS,
});

const watch = createWatch({
  catalogue,
  store: {
    pages: pagesItem.get,
    setPages: pagesItem.set,
    report: reportItem.get,
    lastSummary: async () => (await historyItem.get())?.[0],
    async checking() {
      const running = await runningItem.get();
      return !!running && !isInterrupted(running, systemClock.now());
    },
    ownCheck: ownCheckItem.get,
    setOwnCheck: ownCheckItem.set,
  },
  clock: systemClock,
  settings,
  show: (tabId, reason) => showBadge(tabId, lookOf(reason, translate)),
  whileLoading,
  loadedTabs: () => loadedTabs(consolePatterns()),
  tabOf,
  startCheck: checkup.startCheck,
});

const prepareForPages = watchPagesOf(
  consolePatterns(),
  (page) => void setTimeout(() => void watch.seen(page), AFTER_RESPONSE_MS),
);

answerCalls({
  ...checkup,
  readSettings: settings,
  watchConsole: () => saveSettings({ watchConsole: true }),
  async watchForbidden() {
    const { values, sources } = await readSettings();
    return sources.watchConsole === "policy" && !values.watchConsole;
  },
});

// An interrupted check leaves no report.
runningItem.watch((running) => {
  if (running?.interrupted) void watch.repaint();
});
reportItem.watch(() => {
  void prepareForPages();
  void watch.repaint();
});
watchSettings(() => void watch.repaint());

browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === "install") void expectFirstRun();
  // An update removes badges, and with the session's storage what was seen of each page.
  void watch.afterUpdate();
});

// Firefox would cut off a running check with an update. Chromium waits until the worker has ended.
if (__FAMILY__ === "firefox") {
  browser.runtime.onUpdateAvailable.addListener(
    () => void checkup.untilIdle().then(() => browser.runtime.reload()),
  );
}

browser.permissions.onAdded.addListener(({ origins = [] }) => {
  // In Firefox, the prompt for the permission closes the popup: start the check that the person wanted.
  const needed = browser.runtime.getManifest().host_permissions ?? [];
  if (origins.some((origin) => needed.includes(origin))) {
    void checkup.startCheck().catch(() => undefined);
  }
});

browser.permissions.onRemoved.addListener(() => void watch.repaint());

void prepareForPages();
// Badges outlive the worker; the settings, the report or the permission may have changed since.
void watch.repaint();
