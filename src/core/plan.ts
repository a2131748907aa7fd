/** Which probes a check makes, from the catalogue alone. */
import { testHosts, type Catalogue } from "./catalogue.ts";
import type { RootEvidence } from "./evidence.ts";
import type { Observation, Probe } from "./observation.ts";
import type { RootProgramme } from "./vocabulary.ts";

/** Time limits of a check, in milliseconds. */
export const LIMITS = { probeMs: 10_000, checkMs: 12_000 } as const;

/** A place to probe, with URLs to try in order: the next one only if a name does not resolve. */
export interface PlannedProbe extends Omit<Probe, "url"> {
  urls: string[];
}

/**
 * The probes of a readiness check: every root's valid host, the controls of the roots that decide, and
 * the baselines.
 */
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

/** The baselines for a browser of this root programme; null: those that every browser asks. */
export function baselineUrls(
  { baseline, makerBaselines = [] }: Catalogue,
  programme: RootProgramme | null,
): string[] {
  const own = makerBaselines.filter((row) => row.programme === programme);
  return [baseline, ...own].map(({ url }) => url);
}

/** The hosts of all baselines, whatever the browser. */
export function baselineHosts({ baseline, makerBaselines = [] }: Catalogue): string[] {
  return [baseline, ...makerBaselines].map(({ url }) => new URL(url).hostname);
}

/** The catalogue with this host in place of all baselines; unchanged for `""`. */
export function withBaseline(catalogue: Catalogue, host: string): Catalogue {
  if (host === "") return catalogue;
  const baseline = { ...catalogue.baseline, url: `https://${host}/`, source: "settings" };
  return { ...catalogue, baseline, makerBaselines: [] };
}

export function wantsOlderName(observation: Observation): boolean {
  return observation.failure?.code === "dns";
}

/**
 * Whether to ask a root's valid host again by its older name: it loads, but its expired control is refused for its
 * issuer. A browser that resumes a TLS session does not judge the certificate again, and a refused control never had a
 * session; only a name without a session shows which of the two is true today.
 */
export function wantsFreshLook({ valid, expired }: RootEvidence): boolean {
  return valid?.outcome === "loaded" && expired?.failure?.code === "untrusted-issuer";
}
