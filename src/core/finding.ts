/** What may be said of one root. Compares keys (SPKI SHA-256), never names: every root has cross-signed twins. */
import type { Catalogue, CatalogueRoot } from "./catalogue.ts";
import { findCatalogued, looksIssuedByAmazon, spkiOf, type Certificate } from "./certificate.ts";
import { layerOf } from "./failure.ts";
import { chainOf, type CertificateTable, type Observation } from "./observation.ts";
import type { Finding, RootProgramme } from "./vocabulary.ts";

/** What is known of the whole check. */
export interface CheckContext {
  catalogue: Catalogue;
  certificates: CertificateTable;
  /** Whose list of roots the browser goes by. */
  programme: RootProgramme;
  /** While the baseline fails, no root is called untrusted. */
  baselineLoaded: boolean;
}

export interface RootFinding {
  finding: Finding;
  /** Id of the catalogued root that the verified chain ends at; null where it was not seen. */
  anchor: string | null;
}

/**
 * The finding for one root. `seen`: what its valid host showed; `proven`: a control of the root shows that the browser
 * trusts it.
 */
export function findRoot(
  root: CatalogueRoot,
  seen: Observation | undefined,
  around: CheckContext,
  proven = false,
): RootFinding {
  const unseen = (finding: Finding): RootFinding => ({ finding, anchor: null });
  const carried = isCarried(root, around.programme);
  if (!seen) return unseen(carried ? "inconclusive" : "not-applicable");
  if (seen.outcome === "loaded") return findLoaded(root, seen, around);
  if (seen.failure?.code === "known-interception") return unseen("inspected");
  if (proven && isSilent(seen)) return unseen("trusted");
  if (seen.failure?.code !== "untrusted-issuer" || proven) return unseen("inconclusive");
  if (!around.baselineLoaded) return unseen("inconclusive");
  return unseen(!carried && !root.decides ? "not-applicable" : "not-trusted");
}

/** Whether a probe got no response although the machine has a network: that says nothing about a certificate. */
function isSilent({ failure }: Observation): boolean {
  return failure !== null && layerOf(failure.code) === "network" && failure.code !== "offline";
}

function findLoaded(root: CatalogueRoot, seen: Observation, around: CheckContext): RootFinding {
  const origin = originOf(seen, around);
  if (seen.tls?.exception) return { finding: "exception", anchor: null };
  if (origin.whose === "foreign") return { finding: "inspected", anchor: null };
  if (seen.evidence !== "anchor") return { finding: "trusted", anchor: null };
  if (origin.whose === "unseen") return { finding: "inconclusive", anchor: null };
  const own = origin.anchor === root.id;
  return { finding: own ? "trusted" : "trusted-by-cross-sign", anchor: origin.anchor };
}

export interface Origin {
  /** `amazon`: keys or names are Amazon's; `foreign`: they are not; `unseen`: no certificate shows it. */
  whose: "amazon" | "foreign" | "unseen";
  anchor: string | null;
}

/** Whose chain a loaded probe showed, within its evidence. */
export function originOf(
  seen: Observation,
  { catalogue, certificates }: Pick<CheckContext, "catalogue" | "certificates">,
): Origin {
  const chain = chainOf(seen, certificates);
  if (seen.evidence === "anchor") {
    const last = chain.at(-1);
    const anchor = last && findCatalogued(last, catalogue);
    if (anchor) return { whose: "amazon", anchor: anchor.id };
    // The verified chain holds an Amazon key under somebody else's root: a private cross-certificate.
    const within = chain.some((certificate) => findCatalogued(certificate, catalogue));
    if (within) return { whose: "amazon", anchor: null };
    // If the key at the end is unknown, nobody is accused.
    return { whose: last && spkiOf(last) !== null ? "foreign" : "unseen", anchor: null };
  }
  const leaf: Certificate | undefined = chain[0];
  if (seen.evidence === "issuer" && leaf?.readable) {
    return { whose: looksIssuedByAmazon(leaf) ? "amazon" : "foreign", anchor: null };
  }
  return { whose: "unseen", anchor: null };
}

/** Whether a root programme carries the root for TLS. */
export function isCarried(root: CatalogueRoot, programme: RootProgramme): boolean {
  return root.stores.some((row) => row.programme === programme && row.status === "included");
}
