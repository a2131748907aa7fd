import type { BrowserInfo } from "../../core/report.ts";
import type { LogReading } from "./reading.ts";

/** Why a log proves nothing of this browser as it is now. */
export const LOG_REFUSALS = [
  "not-a-log",
  "no-host",
  "resumed",
  "other-browser",
  "too-old",
  "unreadable",
] as const;
export type LogRefusal = (typeof LOG_REFUSALS)[number];

/** How old (ms) a log may be: networks and policies change. */
const FRESH_MS = 3_600_000;

/** Null if the log may take the place of a check. `now`: ms since the epoch. */
export function refusalOf(
  reading: LogReading | null,
  browser: Pick<BrowserInfo, "version">,
  now: number,
): LogRefusal | null {
  if (!reading) return "not-a-log";
  const ofAmazon = reading.observations.filter(({ root }) => root !== null);
  if (ofAmazon.length === 0) return "no-host";
  if (majorOf(reading.browser.version) !== majorOf(browser.version)) return "other-browser";
  if (now - Date.parse(reading.finishedAt) > FRESH_MS) return "too-old";
  const isResumed = ofAmazon.every(
    ({ outcome, evidence }) => outcome === "loaded" && evidence !== "anchor",
  );
  return isResumed ? "resumed" : null;
}

function majorOf(version: string): string {
  return version.split(".")[0] ?? "";
}
