/** Longest credible `Age` of a cached response in seconds: ten years. */
const OLDEST_S = 315_360_000;
/** The report's format has years of four digits. */
const LATEST_MS = Date.parse("9990-01-01T00:00:00Z");

/** In ms since the epoch: `Date` plus the `Age` of a cached response (RFC 9111, 5.1); else NaN. */
export function serverTimeOf(dateHeader: string | null, ageHeader: string | null): number {
  const age = Number(ageHeader ?? 0);
  const held = age >= 0 && age <= OLDEST_S ? age * 1_000 : 0;
  const date = Date.parse(dateHeader ?? "");
  return date < LATEST_MS ? date + held : NaN;
}
