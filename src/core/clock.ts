/** Whether this machine's clock can be believed, by the `Date` headers of servers that were reached. */
import type { Observation } from "./observation.ts";

export interface ClockReading {
  /** How far this machine's clock is behind the servers', in ms; negative where it is ahead. */
  behindMs: number;
  /** How many servers this rests on. */
  servers: number;
}

/** From here on AWS refuses signed requests (docs.aws.amazon.com, Signature Version 4), in ms. */
export const CLOCK_LIMIT_MS = 5 * 60_000;

/** How far servers may disagree among themselves, in ms. */
const AGREEMENT_MS = 60_000;

/**
 * What the servers say of this machine's clock; null with fewer than two of them, or where they disagree:
 * one server with a wrong clock must not accuse this one.
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
