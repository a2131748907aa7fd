/** Mounts the popup on the extension's doors. */
import catalogue from "virtual:catalogue";
import { render } from "preact";
import { browser } from "../src/platform/browser.ts";
import { reportItem, runningItem } from "../src/platform/checks.ts";
import { systemClock } from "../src/platform/clock.ts";
import { translate, uiLanguage } from "../src/platform/i18n.ts";
import { call } from "../src/platform/messages.ts";
import { DoorsContext, type Doors } from "../src/view/doors.ts";
import { App, type PopupPorts } from "./App.tsx";
import "./style.css";

const { tag, direction } = uiLanguage();
document.documentElement.lang = tag;
document.documentElement.dir = direction;

const doors: Doors = {
  t: translate,
  language: tag,
  copy: (text) => navigator.clipboard.writeText(text),
};

const ports: PopupPorts = {
  catalogue,
  async read() {
    const [running, report] = await Promise.all([runningItem.get(), reportItem.get()]);
    return { running: running ?? null, report: report ?? null };
  },
  watch(changed) {
    const stops = [
      runningItem.watch((running) => changed({ running: running ?? null })),
      reportItem.watch((report) => changed({ report: report ?? null })),
    ];
    return () => stops.forEach((stop) => stop());
  },
  checkIfDue: () => call("checkIfDue"),
  startCheck: () => call("startCheck"),
  requestPermission: () =>
    browser.permissions.request({ origins: browser.runtime.getManifest().host_permissions ?? [] }),
  now: systemClock.now,
};

render(
  <DoorsContext.Provider value={doors}>
    <App ports={ports} />
  </DoorsContext.Provider>,
  document.body,
);
