export const DAY_MS = 86_400_000;

/** How long (ms) a report is evidence about today's network. */
export const RECENT_MS = DAY_MS;

/** Whether this finished (ISO 8601) less than `limitMs` before `now` (ms), and not in the future. */
export function isRecent(
  { finishedAt }: { finishedAt: string },
  now: number,
  limitMs: number,
): boolean {
  const age = now - Date.parse(finishedAt);
  return age >= 0 && age < limitMs;
}
