import { DAY_MS } from "./age.ts";
import { isClockOff } from "./clock.ts";
import type { Report } from "./report.ts";

/** Days. One more than a leap year has. */
const OLD_DAYS = 367;

type ClockEvidence = Pick<Report, "clock" | "verdict">;

/**
 * Whether a catalogue is more than a year old at `at` (ms, by this machine's clock). Never if the last check, if there is
 * one, found that this clock is wrong.
 */
export function isCatalogueOld(
  { date }: { date: string },
  at: number,
  check: ClockEvidence | null,
): boolean {
  if (check && (isClockOff(check.clock) || check.verdict.cause === "wrong-clock")) return false;
  return at - Date.parse(date) >= OLD_DAYS * DAY_MS;
}
