/** Mounts the popup on the extension's doors. */
import catalogue from "virtual:catalogue";
import { render } from "preact";
import { browser } from "../src/platform/browser.ts";
import { reportItem, runningItem } from "../src/platform/checks.ts";
import { systemClock } from "../src/platform/clock.ts";
import { translate, uiLanguage } from "../src/platform/i18n.ts";
import { call } from "../src/platform/messages.ts";
import { DoorsContext, type Doors } from "../src/view/doors.ts";
import { formatLanguage } from "../src/view/format.ts";
import { App } from "./App.tsx";
import type { PopupPorts } from "./ports.ts";
import "./style.css";

const { tag, direction } = uiLanguage();
const language = formatLanguage(translate("languageTag"), tag);
document.documentElement.lang = language;
document.documentElement.dir = direction;

const doors: Doors = {
  t: translate,
  language,
  copy: (text) => navigator.clipboard.writeText(text),
};

const ports: PopupPorts = {
  catalogue,
  async read() {
    const [running, report] = await Promise.all([runningItem.get(), reportItem.get()]);
    return { running: running ?? null, report: report ?? null };
  },
  watch(changed) {
    // The report first: both change in one step, and no screen must show the end of the check without it.
    const stops = [
      reportItem.watch((report) => changed({ report: report ?? null })),
      runningItem.watch((running) => changed({ running: running ?? null })),
    ];
    return () => stops.forEach((stop) => stop());
  },
  checkIfDue: () => call("checkIfDue"),
  startCheck: () => call("startCheck"),
  requestPermission: () =>
    browser.permissions.request({ origins: browser.runtime.getManifest().host_permissions ?? [] }),
  now: systemClock.now,
};

/** The frame of the page is painted before the first render, which takes longer. */
function afterFirstPaint(act: () => void): void {
  const once = { done: false };
  const run = () => {
    if (once.done) return;
    once.done = true;
    act();
  };
  requestAnimationFrame(() => setTimeout(run));
  // A page in the background paints nothing.
  setTimeout(run, 100);
}

afterFirstPaint(() =>
  render(
    <DoorsContext.Provider value={doors}>
      <App ports={ports} />
    </DoorsContext.Provider>,
    document.body,
  ),
);
