import type { Observation } from "./observation.ts";
import type { ClockSign } from "./verdict.ts";

export interface ClockReading {
  behindMs: number;
  /** How many servers agree. */
  servers: number;
}

/** AWS refuses signed requests beyond this difference (docs.aws.amazon.com, Signature Version 4). */
export const CLOCK_LIMIT_MS = 5 * 60_000;

const AGREEMENT_MS = 60_000;

/**
 * From the valid hosts of the roots that decide; if these do not agree, from all hosts. So no host that decides nothing
 * is waited for.
 */
export function readClock(
  observations: readonly Observation[],
  deciding: ReadonlySet<string>,
): ClockReading | null {
  return readDecidingClock(observations, deciding) ?? agreedReading(observations);
}

/** Null unless the valid hosts of deciding roots agree. */
export function readDecidingClock(
  observations: readonly Observation[],
  deciding: ReadonlySet<string>,
): ClockReading | null {
  return agreedReading(
    observations.filter(({ kind, root }) => kind === "valid" && deciding.has(root ?? "")),
  );
}

/** Null unless two servers and more than half agree: one wrong server must not accuse this machine. */
function agreedReading(observations: readonly Observation[]): ClockReading | null {
  const behind = observations
    .filter(({ outcome }) => outcome === "loaded")
    .flatMap(({ serverTime }) => {
      const ms = serverTime ? Date.parse(serverTime.server) - Date.parse(serverTime.local) : NaN;
      return Number.isFinite(ms) ? [ms] : [];
    })
    .toSorted((a, b) => a - b);
  if (behind.length < 2) return null;
  const middle = behind[behind.length >> 1]!;
  const agreeing = behind.filter((ms) => Math.abs(ms - middle) <= AGREEMENT_MS);
  if (agreeing.length < 2 || agreeing.length * 2 <= behind.length) return null;
  return { behindMs: middle, servers: agreeing.length };
}

export function isClockOff(reading: ClockReading | null): boolean {
  return reading !== null && Math.abs(reading.behindMs) > CLOCK_LIMIT_MS;
}

export function clockSign(reading: ClockReading | null): ClockSign {
  if (reading === null) return "unknown";
  return isClockOff(reading) ? "off" : "right";
}
