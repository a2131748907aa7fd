import type { RunningCheck } from "../core/running-check.ts";
import type { Report } from "../core/report.ts";
import { browser } from "./browser.ts";
import { call } from "./calls.ts";
import { systemClock } from "./environment.ts";
import { reportItem, runningItem } from "./stored-checks.ts";

interface CheckState {
  running: RunningCheck | null;
  report: Report | null;
}

export const checkPorts = {
  async read(): Promise<CheckState> {
    const [running, report] = await Promise.all([runningItem.get(), reportItem.get()]);
    return { running: running ?? null, report: report ?? null };
  },
  watch(changed: (change: Partial<CheckState>) => void) {
    // The report first: both change in one step, and no view may show a check that ended without its report.
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
