/** Wires the background together. Every listener is added before the first await. */
import catalogue from "virtual:catalogue";
import { isInterrupted } from "../core/checkup.ts";
import { showBadge } from "../platform/badge.ts";
import { browser } from "../platform/browser.ts";
import {
  historyItem,
  reportItem,
  runningItem,
  ownCheckItem,
  pagesItem,
} from "../platform/stored-checks.ts";
import { systemClock } from "../platform/environment.ts";
import { consolePatterns } from "../platform/console.ts";
import { translate } from "../platform/i18n.ts";
import { answerCalls } from "../platform/calls.ts";
import { readSettings, saveSettings, watchSettings } from "../platform/stored-settings.ts";
import { tabOf, whileLoading } from "../platform/tabs.ts";
import { createProbePort, watchPagesOf } from "../probe/index.ts";
import { lookOf } from "./badge-look.ts";
import { createCheckup } from "./checkup.ts";
import { checkStore } from "./store.ts";
import { createWatch } from "./watch.ts";

const settings = async () => (await readSettings()).values;

const checkup = createCheckup({
  catalogue,
  probe: createProbePort(),
  store: checkStore,
  clock: systemClock,
  settings,
  toolVersion: browser.runtime.getManifest().version,
  newId: () => crypto.randomUUID(),
  // A check in which all goes well takes about as long: nobody sees its progress.
  progressMs: 150,
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
  tabOf,
  startCheck: checkup.startCheck,
});

/** A page is loading: what is made of it waits that long, in ms, so that it takes nothing from that. */
const AFTER_ANSWER_MS = 250;
const prepareForPages = watchPagesOf(
  consolePatterns(),
  (page) => void setTimeout(() => void watch.seen(page), AFTER_ANSWER_MS),
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

// A check that gave up leaves no report.
runningItem.watch((running) => {
  if (running?.interrupted) void watch.repaint();
});
reportItem.watch(() => {
  void prepareForPages();
  void watch.repaint();
});
watchSettings(() => void watch.repaint());

browser.permissions.onAdded.addListener(({ origins = [] }) => {
  // The prompt for the permission closes the popup in Firefox: go on where the person left off.
  const needed = browser.runtime.getManifest().host_permissions ?? [];
  if (origins.some((origin) => needed.includes(origin))) {
    void checkup.startCheck().catch(() => undefined);
  }
});

browser.permissions.onRemoved.addListener(() => void watch.repaint());

void prepareForPages();
// Badges outlive the worker, but what they rest on may have changed while there was none.
void watch.repaint();
