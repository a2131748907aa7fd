import type { Summary } from "./summary.ts";

export const HISTORY_LIMIT = 50;

/** Newest first. A summary with the same id moves to the front. */
export function prependSummary(history: readonly Summary[], summary: Summary): Summary[] {
  return [summary, ...history.filter(({ id }) => id !== summary.id)].slice(0, HISTORY_LIMIT);
}
