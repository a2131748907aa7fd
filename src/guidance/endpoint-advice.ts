/** What to do about an endpoint that is not as it should be. */
import { expectsAmazon, isTrouble, type EndpointFinding } from "../core/endpoint-finding.ts";
import { awsEndpoint } from "../core/endpoints.ts";
import { layerOf } from "../core/failure.ts";
import type { Observation } from "../core/observation.ts";

/** One line each. */
export const ENDPOINT_ADVICES = [
  "amazon-root",
  "other-root",
  "other-name",
  "other-certificate",
  "inspected",
  "exception",
  "vpc-only",
  "name-unknown",
  "permission",
  "network",
  "unclear",
] as const;
export type EndpointAdvice = (typeof ENDPOINT_ADVICES)[number];

/** Null where nothing is to be done. */
export function endpointAdvice(seen: Observation, found: EndpointFinding): EndpointAdvice | null {
  if (!isTrouble(seen, found)) return null;
  const { finding } = found;
  if (finding === "inspected" || finding === "exception") return finding;
  const code = seen.failure?.code;
  if (code === undefined) return "unclear";
  if (code === "permission-missing") return "permission";
  if (finding === "inconclusive") {
    if (code === "dns") return isPrivateLink(seen.url) ? "vpc-only" : "name-unknown";
    return layerOf(code) === "certificate" ? "unclear" : "network";
  }
  if (code === "name-mismatch") return "other-name";
  if (code !== "untrusted-issuer") return "other-certificate";
  return expectsAmazon(seen.url) ? "amazon-root" : "other-root";
}

function isPrivateLink(url: string): boolean {
  return awsEndpoint(new URL(url).hostname)?.privateLink ?? false;
}
