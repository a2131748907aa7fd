import type { Catalogue } from "./catalogue.ts";
import { isUnread, layerOf, type Failure } from "./failure.ts";
import { originOf } from "./finding.ts";
import { inspectorOf, type Inspector } from "./inspector.ts";
import { chainOf, type CertificateTable, type Observation } from "./observation.ts";
import { isTrusted, type Authority, type Finding } from "./vocabulary.ts";
import { awsHost, certifiedElsewhere } from "./zones.ts";

export interface EndpointFinding {
  /** `not-trusted`: the browser refused the certificate. `inconclusive`: failed otherwise, or loaded without proof. */
  finding: Extract<
    Finding,
    "trusted" | "trusted-by-cross-sign" | "not-trusted" | "inspected" | "exception" | "inconclusive"
  >;
  authority: Authority;
  /** Id of the catalogued root at the end of the verified chain; null if none was seen there. */
  anchor: string | null;
  inspector: Inspector | null;
}

export interface EndpointContext {
  catalogue: Catalogue;
  certificates: CertificateTable;
  /** True until it is known. */
  baselineLoaded: boolean;
  inspector: Inspector | null;
  /** SPKI SHA-256 (hex). */
  approvedInspectors: readonly string[];
}

export function findEndpoint(seen: Observation, around: EndpointContext): EndpointFinding {
  if (seen.outcome === "failed") return findFailed(seen, around);
  const { authority, anchor } = authorityOf(seen, around);
  const plain = { authority, anchor, inspector: null };
  if (seen.tls?.exception) return { ...plain, finding: "exception" };
  if (authority === "amazon") {
    // Amazon's key under a foreign root: a private cross-certificate.
    const crossed = seen.evidence === "anchor" && anchor === null;
    return { ...plain, finding: crossed ? "trusted-by-cross-sign" : "trusted" };
  }
  const inspector = inspectorOf(seen, around.certificates, around.approvedInspectors);
  if (inspector && isInspecting(inspector, { seen, authority, around })) {
    return { ...plain, finding: "inspected", inspector };
  }
  // A leaf alone, or an unreadable end of the chain, does not show whether a public CA signed it.
  const doubtful = expectsAmazon(seen.url) && authority === "unseen" && seen.evidence !== "load";
  return { ...plain, finding: doubtful ? "inconclusive" : "trusted" };
}

/** Whether Amazon Trust Services should have certified the host. */
export function expectsAmazon(url: string): boolean {
  return awsHost(new URL(url).hostname)?.kind === "amazon";
}

function findFailed(
  { failure }: Observation,
  { baselineLoaded }: EndpointContext,
): EndpointFinding {
  const nothing = { authority: "unseen", anchor: null, inspector: null } as const;
  if (failure?.code === "known-interception") return { ...nothing, finding: "inspected" };
  const refused = failure !== null && isRefusal(failure);
  return { ...nothing, finding: refused && baselineLoaded ? "not-trusted" : "inconclusive" };
}

/** Unread words and unanswered revocation checks are not refusals. */
function isRefusal(failure: Failure): boolean {
  const { code } = failure;
  return layerOf(code) === "certificate" && code !== "revocation-unknown" && !isUnread(failure);
}

function authorityOf(
  seen: Observation,
  around: EndpointContext,
): Pick<EndpointFinding, "authority" | "anchor"> {
  const { whose, anchor } = originOf(seen, around);
  if (whose !== "foreign") return { authority: whose, anchor };
  if (seen.evidence !== "anchor") return { authority: "unseen", anchor: null };
  const last = chainOf(seen, around.certificates).at(-1);
  return { authority: last?.builtIn === true ? "public" : "local", anchor: null };
}

interface Suspicion {
  seen: Observation;
  authority: Authority;
  around: EndpointContext;
}

/** A public CA is never an inspector. A local CA is, if a public CA should sign here or if it is a known inspector. */
function isInspecting(found: Inspector, { seen, authority, around }: Suspicion): boolean {
  if (authority === "public") return false;
  const { inspector } = around;
  if (authority === "local") {
    const known = found.spkiSha256 !== null && found.spkiSha256 === inspector?.spkiSha256;
    // A single certificate is the host's own, even if its name looks like a product.
    const isProduct = found.product !== null && seen.chain.length > 1;
    return expectsPublicRoot(seen.url) || found.approved || known || isProduct;
  }
  return found.product !== null || (inspector !== null && found.name === inspector.name);
}

function expectsPublicRoot(url: string): boolean {
  const elsewhere = certifiedElsewhere(new URL(url).hostname);
  return expectsAmazon(url) || elsewhere?.knownToBrowsers === true;
}

/** Whether the browser trusts the host, or an administrator approved whoever inspects it. */
export function isFine({
  finding,
  inspector,
}: Pick<EndpointFinding, "finding" | "inspector">): boolean {
  return isTrusted(finding) || (finding === "inspected" && inspector?.approved === true);
}

/** False if an administrator approved the inspector, or if Amazon itself uses a CA that browsers refuse. */
export function isTrouble(
  { url, failure }: Pick<Observation, "url" | "failure">,
  { finding, inspector }: Pick<EndpointFinding, "finding" | "inspector">,
): boolean {
  if (finding === "inspected" || isTrusted(finding)) return !isFine({ finding, inspector });
  const stranger = failure?.code === "untrusted-issuer" || failure?.code === "self-signed";
  const elsewhere = certifiedElsewhere(new URL(url).hostname);
  return !(stranger && elsewhere?.knownToBrowsers === false);
}
