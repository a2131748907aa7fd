/** What views that show checks need of the extension, bound to the browser. */
import type { RunningCheck } from "../core/checkup.ts";
import type { Report } from "../core/report.ts";
import { browser } from "./browser.ts";
import { reportItem, runningItem } from "./checks.ts";
import { systemClock } from "./clock.ts";
import { call } from "./messages.ts";

interface Kept {
  running: RunningCheck | null;
  report: Report | null;
}

export const checkPorts = {
  async read(): Promise<Kept> {
    const [running, report] = await Promise.all([runningItem.get(), reportItem.get()]);
    return { running: running ?? null, report: report ?? null };
  },
  watch(changed: (change: Partial<Kept>) => void) {
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
