/** Whether this machine's clock is right, by the `Date` headers of the servers that were reached. */
import type { Observation } from "./observation.ts";

export interface ClockReading {
  /** How far this machine's clock is behind the servers', in ms; negative where it is ahead. */
  behindMs: number;
  /** How many servers this rests on. */
  servers: number;
}

/** AWS refuses signed requests beyond this difference in ms (docs.aws.amazon.com, Signature Version 4). */
export const CLOCK_LIMIT_MS = 5 * 60_000;

/** How far servers may disagree among themselves, in ms. */
const AGREEMENT_MS = 60_000;

/**
 * Reads the clock; null with fewer than two servers or if they disagree, because one wrong server must not accuse this
 * machine.
 */
export function readClock(observations: readonly Observation[]): ClockReading | null {
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

/** Whether a reading is off by more than AWS accepts. */
export function isClockOff(reading: ClockReading | null): boolean {
  return reading !== null && Math.abs(reading.behindMs) > CLOCK_LIMIT_MS;
}
