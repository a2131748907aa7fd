import type { EndpointFinding } from "./endpoint-finding.ts";
import { chainOf, type CertificateTable, type Observation } from "./observation.ts";

const ENDPOINT_MEANINGS = [
  "amazon-anchor",
  "amazon-issuer",
  "private-cross-sign",
  "public",
  "local",
  "other-issuer",
  "loaded",
  "inspected",
  "inspected-approved",
  "exception",
  "unclear",
] as const;
type EndpointMeaning = (typeof ENDPOINT_MEANINGS)[number];

export interface EndpointExplanation {
  /** Null if the endpoint failed: its failure code says why. */
  meaning: EndpointMeaning | null;
  /** The authority's name, untrusted; null if unreadable or not part of the meaning. */
  name: string | null;
}

export function endpointMeaning(
  seen: Observation,
  { finding, authority, anchor, inspector }: EndpointFinding,
  certificates: CertificateTable,
): EndpointExplanation {
  const chain = chainOf(seen, certificates);
  const last = seen.evidence === "anchor" ? chain.at(-1) : undefined;
  const [leaf] = chain;
  const end = last?.readable ? last.name : null;
  const issuer = leaf?.readable ? leaf.issuerName : null;
  const plain = (meaning: EndpointMeaning): EndpointExplanation => ({ meaning, name: null });
  if (seen.failure) return { meaning: null, name: null };
  if (finding === "exception") return plain("exception");
  if (finding === "inspected") {
    const approved = inspector?.approved ? "inspected-approved" : "inspected";
    return { meaning: approved, name: inspector?.name ?? null };
  }
  if (finding === "trusted-by-cross-sign") return plain("private-cross-sign");
  if (finding === "inconclusive") return plain("unclear");
  if (authority === "amazon") return plain(anchor === null ? "amazon-issuer" : "amazon-anchor");
  if (authority !== "unseen") return { meaning: authority, name: end };
  return seen.evidence === "issuer" ? { meaning: "other-issuer", name: issuer } : plain("loaded");
}
