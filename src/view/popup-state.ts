/** What popup and report show, derived from what stands in storage and from how the background answers. */
import { isInterrupted, REPORT_FRESH_MS, type RunningCheck } from "../core/checkup.ts";
import type { Report } from "../core/report.ts";

/** Storage as a view finds it. */
export interface StoredCheckState {
  running: RunningCheck | null;
  report: Report | null;
}

/** The last question to the background. Until it is answered, only what is certain is shown. */
export interface BackgroundAnswer {
  /** When, in ms since the epoch. */
  at: number;
  answered: boolean;
  /** Why it failed; null where it did not. */
  trouble: string | null;
}

export type PopupState =
  /** `answered`: ids of the roots whose test page has answered. */
  | { state: "checking"; ended: number; planned: number; answered: readonly string[] }
  | { state: "interrupted" }
  /** `reason` is the browser's own word; null where there was no answer at all. */
  | { state: "trouble"; reason: string | null }
  | { state: "done"; report: Report };

/** How long a question may stay without any sign of an answer, in ms. */
export const SILENCE_MS = 8_000;

/**
 * The screen for what is kept (null until storage has been read), at `now` in ms since the epoch. Storage
 * speaks first: a check that runs is shown as such, whatever became of the question.
 */
export function popupState(
  kept: StoredCheckState | null,
  asked: BackgroundAnswer,
  now: number,
): PopupState {
  const running = kept?.running;
  if (running) {
    if (isInterrupted(running, now)) return { state: "interrupted" };
    const { ended, planned, answered } = running;
    return { state: "checking", ended, planned, answered };
  }
  const report = kept?.report;
  // An old report would only flash: the background is about to replace it.
  if (report && (asked.answered || isFresh(report, now))) return { state: "done", report };
  if (asked.trouble !== null) return { state: "trouble", reason: asked.trouble };
  if (now - asked.at > SILENCE_MS) return { state: "trouble", reason: null };
  return { state: "checking", ended: 0, planned: 0, answered: [] };
}

function isFresh(report: Report, now: number): boolean {
  const age = now - Date.parse(report.finishedAt);
  return age >= 0 && age < REPORT_FRESH_MS;
}
