/** The stored state of a check under way. */
import { LIMITS } from "./plan.ts";

/** A check under way, or one that never came to its end. Times in ms since the epoch. */
export interface RunningCheck {
  id: string;
  startedAt: number;
  /** How many probes were planned; a retry at an older name is part of its probe. */
  planned: number;
  /** How many of the planned have ended. */
  ended: number;
  /** Ids of the roots whose valid host has loaded or failed. */
  answered: string[];
  /** Set when a new worker finds a check that an older one left behind. */
  interrupted: boolean;
}

/** How much longer (ms) than its limit a check may take before it is called interrupted. */
const GRACE_MS = 1_500;

/** Whether a check that is stored as running can no longer end. */
export function isInterrupted(check: RunningCheck, now: number): boolean {
  const age = now - check.startedAt;
  return check.interrupted || age > LIMITS.checkMs + GRACE_MS || age < -GRACE_MS;
}

/** A report older than this (ms) is replaced when the popup opens. */
export const REPORT_FRESH_MS = 5 * 60_000;
