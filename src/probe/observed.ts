/** Observations with nothing in them yet, so that their shape stands in one place. */
import type { Failure } from "../core/failure.ts";
import type { Probe } from "../core/observation.ts";
import type { RawObservation } from "./port.ts";

/** An observation of nothing, for others to fill. */
export function unseen(probe: Probe, durationMs: number): RawObservation {
  return {
    ...probe,
    outcome: "failed",
    durationMs,
    status: null,
    ip: null,
    serverTime: null,
    failure: null,
    evidence: "none",
    tls: null,
    chain: [],
  };
}

/** A failed observation. */
export function failed(probe: Probe, durationMs: number, failure: Failure): RawObservation {
  return { ...unseen(probe, durationMs), failure };
}

/** An observation that an error of our own cut short. */
export function brokenOff(probe: Probe, durationMs: number, error: unknown): RawObservation {
  const raw = error instanceof Error ? error.message : String(error);
  return failed(probe, durationMs, { code: "unknown", raw, symbol: null });
}
