/** Compares keys (SPKI SHA-256), never names: every root has cross-signed twins. */
import type { Catalogue, CatalogueRoot } from "./catalogue.ts";
import { findCatalogued, looksIssuedByAmazon, spkiOf, type Certificate } from "./certificate.ts";
import { layerOf } from "./failure.ts";
import { chainOf, type CertificateTable, type Observation } from "./observation.ts";
import type { Finding, RootProgramme } from "./vocabulary.ts";

export interface CheckContext {
  catalogue: Catalogue;
  certificates: CertificateTable;
  programme: RootProgramme;
  /** While this is false, no root is called untrusted. */
  baselineLoaded: boolean;
}

export interface RootFinding {
  finding: Finding;
  /** Id of the catalogued root at the end of the verified chain; null if not seen. */
  anchor: string | null;
}

/** `seen`: from the root's valid host. `proven`: a control shows that the browser trusts the root. */
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
  if (isSentByAnother(seen, around)) return unseen("inspected");
  if (!around.baselineLoaded) return unseen("inconclusive");
  return unseen(!carried && !root.decides ? "not-applicable" : "not-trusted");
}

/** Whether there was no response although the machine is online: this says nothing about the certificate. */
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
  /** `unseen`: no certificate shows whose it is. */
  whose: "amazon" | "foreign" | "unseen";
  anchor: string | null;
}

export function originOf(
  seen: Observation,
  { catalogue, certificates }: Pick<CheckContext, "catalogue" | "certificates">,
): Origin {
  const chain = chainOf(seen, certificates);
  if (seen.evidence === "anchor") {
    const last = chain.at(-1);
    const anchor = last && findCatalogued(last, catalogue);
    if (anchor) return { whose: "amazon", anchor: anchor.id };
    // Amazon's key under a foreign root: a private cross-certificate.
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

/**
 * Whether the server of a refused handshake is not Amazon's. Nobody verified the chain that it sent, so one certificate
 * with a catalogued key, an Amazon issuer or unreadable bytes is enough for a doubt.
 */
export function isSentByAnother(
  seen: Observation,
  { catalogue, certificates }: Pick<CheckContext, "catalogue" | "certificates">,
): boolean {
  if (seen.failure?.code !== "untrusted-issuer") return false;
  const chain = chainOf(seen, certificates);
  const owners = new Set(catalogue.roots.map(({ subject }) => organizationIn(subject)));
  const isForeign = (certificate: Certificate) =>
    certificate.readable &&
    !findCatalogued(certificate, catalogue) &&
    !owners.has(certificate.issuerOrganization ?? certificate.issuerName);
  return chain.length > 0 && chain.every(isForeign);
}

/** From the catalogue's form `CN=…,O=…,C=…`. */
function organizationIn(subject: string): string | undefined {
  return /(?:^|,)O=((?:\\.|[^,\\])+)/.exec(subject)?.[1]?.replaceAll(/\\(.)/g, "$1");
}

export function isCarried(root: CatalogueRoot, programme: RootProgramme): boolean {
  return root.stores.some((row) => row.programme === programme && row.status === "included");
}
