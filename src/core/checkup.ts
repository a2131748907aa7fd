/** The state of a check as it stands in storage: what popup and badge are derived from. */
import { LIMITS } from "./plan.ts";

/** A check under way, or one that never came to its end. Times in ms since the epoch. */
export interface RunningCheck {
  id: string;
  startedAt: number;
  /** How many probes were planned; each may be followed by one at an older name. */
  planned: number;
  /** How many of the planned have ended. */
  ended: number;
  /** Ids of the roots whose valid host has answered, well or not. */
  answered: string[];
  /** Set when a new worker finds a check that an older one left behind. */
  interrupted: boolean;
}

/** How much longer than its bound a check may take before it counts as cut off, in ms. */
const GRACE_MS = 1_500;

/** Whether a check that stands in storage as running can no longer end. */
export function isInterrupted(check: RunningCheck, now: number): boolean {
  const age = now - check.startedAt;
  return check.interrupted || age > LIMITS.checkMs + GRACE_MS || age < -GRACE_MS;
}

/** How long a report stands for "now" when the popup opens again, in ms; an older one is replaced. */
export const REPORT_FRESH_MS = 5 * 60_000;
