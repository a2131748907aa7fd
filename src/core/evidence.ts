/** What a check's observations say about each root and about the baseline, derived once. */
import type { Observation } from "./observation.ts";

/** The observation to judge by for each host of one root; absent where none was made. */
export interface RootEvidence {
  valid?: Observation;
  expired?: Observation;
  revoked?: Observation;
}

export interface CheckEvidence {
  /** By the root's id; only roots of which something was observed. */
  roots: ReadonlyMap<string, RootEvidence>;
  /** The first baseline that loaded, else the first one asked. */
  baseline: Observation | undefined;
}

const NOTHING: RootEvidence = {};

/** Sorts observations by root and kind, and picks the one to judge by where a host was asked twice. */
export function evidenceOf(observations: readonly Observation[]): CheckEvidence {
  const roots = new Map<string, RootEvidence>();
  let baseline: Observation | undefined;
  for (const seen of observations) {
    const { kind, root } = seen;
    if (kind === "baseline") {
      if (!baseline || (baseline.outcome !== "loaded" && seen.outcome === "loaded"))
        baseline = seen;
    } else if (kind !== "endpoint" && root !== null) {
      const evidence = roots.get(root) ?? {};
      roots.set(root, evidence);
      evidence[kind] = later(evidence[kind], seen);
    }
  }
  return { roots, baseline };
}

/** The evidence on one root; empty where nothing of it was observed. */
export function evidenceOn(root: string, { roots }: Pick<CheckEvidence, "roots">): RootEvidence {
  return roots.get(root) ?? NOTHING;
}

/**
 * A retry replaces the observation before it, unless that one loaded. A load is replaced only by a refused issuer:
 * then the load came from an old TLS session.
 */
function later(before: Observation | undefined, next: Observation): Observation {
  const isRefused = next.failure?.code === "untrusted-issuer";
  return before?.outcome === "loaded" && !isRefused ? before : next;
}
