/** How old something is, and for how long it is good. */

export const DAY_MS = 86_400_000;

/** For how long (ms) a report is evidence about today's network. */
export const RECENT_MS = DAY_MS;

/** Whether something finished (ISO 8601) less than this long (ms) before `now`, and not in the future. */
export function isRecent(
  { finishedAt }: { finishedAt: string },
  now: number,
  limitMs: number,
): boolean {
  const age = now - Date.parse(finishedAt);
  return age >= 0 && age < limitMs;
}
