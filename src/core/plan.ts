/** Which probes a check makes, from the catalogue alone. */
import { testHosts, type Catalogue } from "./catalogue.ts";
import type { Observation, Probe } from "./observation.ts";

/** Time limits of a check, in milliseconds. */
export const LIMITS = { probeMs: 10_000, checkMs: 12_000 } as const;

/** One place to look, with the URLs to try in order: the next only where the name before does not resolve. */
export interface PlannedProbe extends Omit<Probe, "url"> {
  urls: string[];
}

/**
 * The probes of a readiness check: every root's valid host, the controls of the roots that decide, and
 * the baseline.
 */
export function planCheck(catalogue: Catalogue): PlannedProbe[] {
  const planned: PlannedProbe[] = [
    { kind: "baseline", root: null, urls: [catalogue.baseline.url] },
  ];
  for (const root of catalogue.roots) {
    for (const kind of root.decides
      ? (["valid", "expired", "revoked"] as const)
      : (["valid"] as const)) {
      const urls = testHosts(root, kind)?.urls;
      if (urls?.length) planned.push({ kind, root: root.id, urls });
    }
  }
  return planned;
}

/** Whether a probe that saw this should be tried at the older name of the same host. */
export function wantsOlderName(observation: Observation): boolean {
  return observation.failure?.code === "dns";
}

/** The observation that stands for a root and kind: the last one made, since each retry replaces the one before. */
export function standing(
  observations: readonly Observation[],
  kind: Probe["kind"],
  root: string | null,
): Observation | undefined {
  return observations.findLast((seen) => seen.kind === kind && seen.root === root);
}
