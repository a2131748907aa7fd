import { testHosts, type Catalogue } from "./catalogue.ts";
import type { RootEvidence } from "./evidence.ts";
import type { Observation, Probe } from "./observation.ts";
import type { ProbeKind, RootProgramme } from "./vocabulary.ts";

export const LIMITS = { probeMs: 10_000, checkMs: 12_000 } as const;

/** `urls` in order: the next is tried only if a name does not resolve. */
export interface PlannedProbe extends Omit<Probe, "url"> {
  urls: string[];
}

/** Every root's valid host, the controls of the deciding roots, and the baselines. */
export function planCheck(
  catalogue: Catalogue,
  programme: RootProgramme | null = null,
): PlannedProbe[] {
  const planned = baselineUrls(catalogue, programme).map((url): PlannedProbe => {
    return { kind: "baseline", root: null, urls: [url] };
  });
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

/**
 * What "ready" rests on, in the order in which to ask, because browsers send requests one after the other; then all others.
 * Asked together, they would compete for the network and the processor.
 */
export function inWaves(
  plan: readonly PlannedProbe[],
  deciding: ReadonlySet<string>,
): [PlannedProbe[], PlannedProbe[]] {
  const isFirst = ({ kind, root }: PlannedProbe) =>
    root !== null && deciding.has(root) && FIRST_ASKED.includes(kind);
  const first = plan
    .filter(isFirst)
    .toSorted((a, b) => FIRST_ASKED.indexOf(a.kind) - FIRST_ASKED.indexOf(b.kind));
  return [first, plan.filter((planned) => !isFirst(planned))];
}

const FIRST_ASKED: readonly ProbeKind[] = ["valid", "expired"];

/** `programme` null: only the baseline that every browser asks. */
export function baselineUrls(
  { baseline, makerBaselines = [] }: Catalogue,
  programme: RootProgramme | null,
): string[] {
  const own = makerBaselines.filter((row) => row.programme === programme);
  return [baseline, ...own].map(({ url }) => url);
}

export function baselineHosts({ baseline, makerBaselines = [] }: Catalogue): string[] {
  return [baseline, ...makerBaselines].map(({ url }) => new URL(url).hostname);
}

/** Replaces all baselines by this host, unless it is `""`. */
export function withBaseline(catalogue: Catalogue, host: string): Catalogue {
  if (host === "") return catalogue;
  const baseline = { ...catalogue.baseline, url: `https://${host}/`, source: "settings" };
  return { ...catalogue, baseline, makerBaselines: [] };
}

export function wantsOlderName(observation: Observation): boolean {
  return observation.failure?.code === "dns";
}

/** Whether to ask the valid host's older name: a resumed TLS session hides a refusal that the control shows. */
export function wantsFreshLook({ valid, expired }: RootEvidence): boolean {
  return valid?.outcome === "loaded" && expired?.failure?.code === "untrusted-issuer";
}
