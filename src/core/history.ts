/** Summaries of earlier checks, the newest first. */
import type { Summary } from "./summary.ts";

export const HISTORY_LIMIT = 50;

/** Puts a summary first; the oldest fall out, and a summary of the same id moves up. */
export function prependSummary(history: readonly Summary[], summary: Summary): Summary[] {
  return [summary, ...history.filter(({ id }) => id !== summary.id)].slice(0, HISTORY_LIMIT);
}
