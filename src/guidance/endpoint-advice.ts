import { BUCKET_FAULTS, bucketFault } from "../core/bucket-name.ts";
import { isTrouble, type EndpointFinding } from "../core/endpoint-finding.ts";
import { layerOf } from "../core/failure.ts";
import type { Observation } from "../core/observation.ts";
import { awsHost, isVpcEndpoint } from "../core/zones.ts";

const ENDPOINT_ADVICES = [
  "amazon-root",
  "aws-root",
  "public-root",
  "other-root",
  "somebody-else",
  ...BUCKET_FAULTS,
  "vpc-name",
  "aws-name",
  "customer-name",
  "own-name",
  "other-certificate",
  "revocation",
  "inspected",
  "exception",
  "vpc-only",
  "name-unknown",
  "permission",
  "network",
  "unclear",
] as const;
export type EndpointAdvice = (typeof ENDPOINT_ADVICES)[number];

export function endpointAdvice(seen: Observation, found: EndpointFinding): EndpointAdvice | null {
  if (!isTrouble(seen, found)) return null;
  const { finding } = found;
  const { hostname } = new URL(seen.url);
  if (finding === "inspected" || finding === "exception") return finding;
  const code = seen.failure?.code;
  if (code === undefined) return "unclear";
  if (code === "permission-missing") return "permission";
  if (finding === "inconclusive") {
    if (code === "dns") return isVpcEndpoint(hostname) ? "vpc-only" : "name-unknown";
    if (code === "revocation-unknown") return "revocation";
    return layerOf(code) === "certificate" ? "unclear" : "network";
  }
  if (code === "name-mismatch") return forOtherName(hostname);
  if (code === "untrusted-issuer") return forUnknownIssuer(hostname);
  const foreign = code === "self-signed" && forUnknownIssuer(hostname) !== "other-root";
  return foreign ? "somebody-else" : "other-certificate";
}

/** A company's own root can be missing only if somebody other than Amazon answers. */
function forUnknownIssuer(hostname: string): EndpointAdvice {
  const host = awsHost(hostname);
  if (host?.kind === "amazon") return "amazon-root";
  if (host?.kind === "unconfirmed") return "aws-root";
  return host?.kind === "elsewhere" ? "public-root" : "other-root";
}

function forOtherName(hostname: string): EndpointAdvice {
  const fault = bucketFault(hostname);
  if (fault) return fault;
  if (isVpcEndpoint(hostname)) return "vpc-name";
  const host = awsHost(hostname);
  if (!host) return "own-name";
  return host.kind === "customer" ? "customer-name" : "aws-name";
}
