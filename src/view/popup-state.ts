/** What popup and report page show, derived from storage and from how the background answers. */
import { isInterrupted, REPORT_FRESH_MS, type RunningCheck } from "../core/running-check.ts";
import type { Report } from "../core/report.ts";

/** What storage holds about checks. */
export interface StoredCheckState {
  running: RunningCheck | null;
  report: Report | null;
}

/** The last call to the background. Until it is answered, only what is certain is shown. */
export interface BackgroundAnswer {
  /** When, in ms since the epoch. */
  at: number;
  answered: boolean;
  /** Why the call failed; null if it did not. */
  trouble: string | null;
}

export type PopupState =
  /** `answered`: ids of the roots whose test page has answered. */
  | { state: "checking"; ended: number; planned: number; answered: readonly string[] }
  /** The result is certain, and the last test pages are still open. `settled`: ids of the roots whose finding is certain. */
  | {
      state: "decided";
      report: Report;
      settled: readonly string[];
      answered: readonly string[];
    }
  | { state: "interrupted" }
  /** `reason`: the browser's own words; null if there was no answer at all. */
  | { state: "trouble"; reason: string | null }
  | { state: "done"; report: Report };

/** How long the background may be silent: ms. */
export const SILENCE_MS = 8_000;

/**
 * The state at `now` (ms since the epoch). `stored`: null until storage has been read. Storage comes first: a
 * running check is shown, whatever happened to the call.
 */
export function popupState(
  stored: StoredCheckState | null,
  answer: BackgroundAnswer,
  now: number,
): PopupState {
  const running = stored?.running;
  if (running) {
    if (isInterrupted(running, now)) return { state: "interrupted" };
    const { ended, planned, answered, early } = running;
    if (early) return { state: "decided", ...early, answered };
    return { state: "checking", ended, planned, answered };
  }
  const report = stored?.report;
  // Not an old report, which the background is about to replace.
  if (report && (answer.answered || isFresh(report, now))) return { state: "done", report };
  if (answer.trouble !== null) return { state: "trouble", reason: answer.trouble };
  if (now - answer.at > SILENCE_MS) return { state: "trouble", reason: null };
  return { state: "checking", ended: 0, planned: 0, answered: [] };
}

function isFresh(report: Report, now: number): boolean {
  const age = now - Date.parse(report.finishedAt);
  return age >= 0 && age < REPORT_FRESH_MS;
}

/** The report whose verdict is shown; it is complete only if the state is `done`. */
export function shownReport(current: PopupState): Report | null {
  return "report" in current ? current.report : null;
}

/** Whether a check is under way. */
export function isBusy({ state }: PopupState): boolean {
  return state === "checking" || state === "decided";
}
