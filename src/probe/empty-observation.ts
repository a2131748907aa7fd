import type { Failure } from "../core/failure.ts";
import { NOTHING_SEEN, type Probe } from "../core/observation.ts";
import type { RawObservation } from "../core/observe.ts";

export function emptyObservation(probe: Probe, durationMs: number): RawObservation {
  return {
    ...probe,
    ...NOTHING_SEEN,
    outcome: "failed",
    durationMs,
    chain: [],
  };
}

export function failedObservation(
  probe: Probe,
  durationMs: number,
  failure: Failure,
): RawObservation {
  return { ...emptyObservation(probe, durationMs), failure };
}

export function observationOfError(
  probe: Probe,
  durationMs: number,
  error: unknown,
): RawObservation {
  const raw = error instanceof Error ? error.message : String(error);
  return failedObservation(probe, durationMs, { code: "unknown", raw, symbol: null });
}
