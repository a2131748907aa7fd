/** What the popup shows, derived from what stands in storage. */
import { isInterrupted, type RunningCheck } from "../src/core/checkup.ts";
import type { Report } from "../src/core/report.ts";

/** Storage as the popup finds it. */
export interface Kept {
  running: RunningCheck | null;
  report: Report | null;
}

export type Screen =
  | { state: "checking"; ended: number; planned: number }
  | { state: "interrupted" }
  | { state: "trouble"; reason: string }
  | { state: "done"; report: Report };

/** The screen for what is kept; `kept` is null until storage has been read. `now` in ms since the epoch. */
export function screenOf(kept: Kept | null, trouble: string | null, now: number): Screen {
  if (trouble !== null) return { state: "trouble", reason: trouble };
  const running = kept?.running;
  if (running) {
    if (isInterrupted(running, now)) return { state: "interrupted" };
    return { state: "checking", ended: running.ended, planned: running.planned };
  }
  if (kept?.report) return { state: "done", report: kept.report };
  return { state: "checking", ended: 0, planned: 0 };
}
