/**
 * What may be said of an endpoint or a page from one observation: whether the browser trusts it, whose root it rests
 * on, and whether somebody inspects. A host that is not Amazon's may have another authority.
 */
import type { Catalogue } from "./catalogue.ts";
import { isUnread, layerOf, type Failure } from "./failure.ts";
import { originOf } from "./finding.ts";
import { inspectorOf, type Inspector } from "./inspector.ts";
import { chainOf, type CertificateTable, type Observation } from "./observation.ts";
import { isTrusted, type Authority, type Finding } from "./vocabulary.ts";
import { awsHost, certifiedElsewhere } from "./zones.ts";

export interface EndpointFinding {
  /**
   * `trusted`: it loaded, and nothing suggests an inspection. `not-trusted`: the browser refused its certificate.
   * `inconclusive`: anything else failed.
   */
  finding: Extract<
    Finding,
    "trusted" | "trusted-by-cross-sign" | "not-trusted" | "inspected" | "exception" | "inconclusive"
  >;
  authority: Authority;
  /** Id of the catalogued root that the verified chain ends at; null where it ends elsewhere or was not seen. */
  anchor: string | null;
  /** Null if no inspection was seen. */
  inspector: Inspector | null;
}

/** What is known beside the observation. */
export interface EndpointContext {
  catalogue: Catalogue;
  certificates: CertificateTable;
  /** Whether the baseline loaded; until that is known, true. */
  baselineLoaded: boolean;
  /** Who inspected Amazon's test hosts; null if nobody did. */
  inspector: Inspector | null;
  /** SPKI SHA-256 (hex) of inspecting authorities that an administrator approved. */
  approvedInspectors: readonly string[];
}

/** The finding for one observation of kind `endpoint`. */
export function findEndpoint(seen: Observation, around: EndpointContext): EndpointFinding {
  if (seen.outcome === "failed") return findFailed(seen, around);
  const { authority, anchor } = authorityOf(seen, around);
  const plain = { authority, anchor, inspector: null };
  if (seen.tls?.exception) return { ...plain, finding: "exception" };
  if (authority === "amazon") {
    // The verified chain holds Amazon's key under somebody else's root: a private cross-certificate.
    const crossed = seen.evidence === "anchor" && anchor === null;
    return { ...plain, finding: crossed ? "trusted-by-cross-sign" : "trusted" };
  }
  const inspector = inspectorOf(seen, around.certificates, around.approvedInspectors);
  if (inspector && isInspecting(inspector, { seen, authority, around })) {
    return { ...plain, finding: "inspected", inspector };
  }
  // A leaf alone, or an unreadable end of the chain, does not show whether a public authority signed it.
  const doubtful = expectsAmazon(seen.url) && authority === "unseen" && seen.evidence !== "load";
  return { ...plain, finding: doubtful ? "inconclusive" : "trusted" };
}

/** Whether the host is to have a certificate of Amazon Trust Services. */
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

/** Whether the certificate itself was refused; unread words and unanswered questions are no refusal. */
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

/**
 * Whether this authority signed in the host's place. A public CA is never treated as an inspector. A locally added CA
 * is, if the host should be Amazon's or have a public CA, if its key is approved or already inspected another host, or
 * if it is named like an inspecting product (that product then stands before the host). A certificate that is its own
 * root belongs to the host.
 */
function isInspecting(found: Inspector, { seen, authority, around }: Suspicion): boolean {
  if (authority === "public") return false;
  const { inspector } = around;
  if (authority === "local") {
    const known = found.spkiSha256 !== null && found.spkiSha256 === inspector?.spkiSha256;
    const isProduct = found.product !== null && seen.chain.length > 1;
    return expectsPublicRoot(seen.url) || found.approved || known || isProduct;
  }
  return found.product !== null || (inspector !== null && found.name === inspector.name);
}

/** Whether only an authority that came with browsers is right for the host. */
function expectsPublicRoot(url: string): boolean {
  const elsewhere = certifiedElsewhere(new URL(url).hostname);
  return expectsAmazon(url) || elsewhere?.knownToBrowsers === true;
}

/**
 * Whether an endpoint needs attention. It does not if an administrator approved the inspector, or if Amazon itself
 * uses an authority that browsers refuse.
 */
export function isTrouble(
  { url, failure }: Pick<Observation, "url" | "failure">,
  { finding, inspector }: Pick<EndpointFinding, "finding" | "inspector">,
): boolean {
  if (isTrusted(finding)) return false;
  if (finding === "inspected") return inspector?.approved !== true;
  const stranger = failure?.code === "untrusted-issuer" || failure?.code === "self-signed";
  const elsewhere = certifiedElsewhere(new URL(url).hostname);
  return !(stranger && elsewhere?.knownToBrowsers === false);
}
