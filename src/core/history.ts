/** Earlier checks, the newest first: for each its gist alone. */
import type { Summary } from "./summary.ts";

/** How many checks are remembered. */
export const HISTORY_LIMIT = 50;

/** The history with a new check at its head; the oldest fall out. A check that is in it already moves up. */
export function prependSummary(history: readonly Summary[], summary: Summary): Summary[] {
  return [summary, ...history.filter(({ id }) => id !== summary.id)].slice(0, HISTORY_LIMIT);
}
