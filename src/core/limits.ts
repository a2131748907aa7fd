/** How long to wait for each host: as long as it may change the result; for others, as their siblings teach. */
import { controlResult } from "./control-result.ts";
import { evidenceOf, evidenceOn } from "./evidence.ts";
import { layerOf } from "./failure.ts";
import type { Observation } from "./observation.ts";
import { LIMITS, type PlannedProbe } from "./plan.ts";

/** Nothing is learned from fewer siblings: one fast answer says little about a network. */
export const SIBLINGS_NEEDED = 4;

/** A host may take this many times as long as the slowest sibling that answered. */
export const PATIENCE = 3;

/** Long enough (ms) for one lost packet: TCP sends the first one again after a second (RFC 6298). */
export const FLOOR_MS = 1_500;

/**
 * The same for a revoked control after its root's expired control has spoken, while the result waits for it because the valid
 * host is silent. All it could still show is somebody else's chain, and each of the other revoked controls would show the same.
 */
export const CONTROL_FLOOR_MS = 500;

/**
 * How long (ms) other hosts wait for those that decide. On a fast network, the verdict is on the screen by then; on a slow
 * one, there is room for both.
 */
export const SECOND_WAVE_MS = 200;

export interface Progress {
  /** Ids of the roots that decide. */
  deciding: ReadonlySet<string>;
  /** Of probes that have ended. */
  observations: readonly Observation[];
  open: Iterable<PlannedProbe>;
  /** Whether the result is certain: then no open probe can change it. */
  isDecided: boolean;
}

/** How long (ms) after its request a probe may stay open. Any number below `LIMITS.probeMs` was learned. */
export function limitFor(probe: PlannedProbe, progress: Progress): number {
  if (mayDecide(probe, progress)) return LIMITS.probeMs;
  // While a host that decides is silent, others may take as long, and the slowest answer may be to come.
  for (const other of progress.open) if (mayDecide(other, progress)) return LIMITS.probeMs;
  const answers = progress.observations.filter(hasAnswered).map(({ durationMs }) => durationMs);
  if (answers.length < SIBLINGS_NEEDED) return LIMITS.probeMs;
  const isWaitedFor = probe.kind === "revoked" && !progress.isDecided;
  const floor = isWaitedFor ? CONTROL_FLOOR_MS : FLOOR_MS;
  return Math.min(Math.max(PATIENCE * Math.max(...answers), floor), LIMITS.probeMs);
}

function mayDecide(
  { kind, root }: PlannedProbe,
  { deciding, observations, isDecided }: Progress,
): boolean {
  if (isDecided) return false;
  const evidence = evidenceOf(observations);
  if (kind === "baseline") return evidence.baseline?.outcome !== "loaded";
  if (root === null || !deciding.has(root)) return false;
  return kind !== "revoked" || controlResult(evidenceOn(root, evidence).expired) !== "refused";
}

/** Whether the host of a root sent something that only its own server, or somebody in its place, can send. */
function hasAnswered({ root, outcome, failure }: Observation): boolean {
  if (root === null) return false;
  if (outcome === "loaded") return true;
  const layer = failure && layerOf(failure.code);
  return layer === "certificate" || layer === "handshake";
}
