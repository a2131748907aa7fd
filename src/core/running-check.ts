import type { EarlyResult } from "./decided.ts";
import { LIMITS } from "./plan.ts";

/** `startedAt`: ms since the epoch. */
export interface RunningCheck {
  id: string;
  startedAt: number;
  /** A retry at an older name belongs to its probe. */
  planned: number;
  ended: number;
  answered: string[];
  /** Absent until the result is certain. */
  early?: EarlyResult;
  /** Set when a new worker finds the check of an older worker. */
  interrupted: boolean;
}

/** How much longer (ms) than its limit a check may take. */
const GRACE_MS = 1_500;

export function isInterrupted(check: RunningCheck, now: number): boolean {
  const age = now - check.startedAt;
  return check.interrupted || age > LIMITS.checkMs + GRACE_MS || age < -GRACE_MS;
}

/** A report older than this (ms) is replaced when the popup opens. */
export const REPORT_FRESH_MS = 5 * 60_000;
