import type { Observation } from "./observation.ts";

/** The observation to judge each host by; absent if none was made. */
export interface RootEvidence {
  valid?: Observation;
  expired?: Observation;
  revoked?: Observation;
}

export interface CheckEvidence {
  roots: ReadonlyMap<string, RootEvidence>;
  /** The first that loaded, else the first. */
  baseline: Observation | undefined;
}

const NOTHING: RootEvidence = {};

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

export function evidenceOn(root: string, { roots }: Pick<CheckEvidence, "roots">): RootEvidence {
  return roots.get(root) ?? NOTHING;
}

/** A retry replaces a failure; a load only if the issuer is refused, because then it used an old TLS session. */
function later(before: Observation | undefined, next: Observation): Observation {
  const isRefused = next.failure?.code === "untrusted-issuer";
  return before?.outcome === "loaded" && !isRefused ? before : next;
}
