/** A chain as links that can be drawn: what each certificate is in it, leaf first. */
import { spkiOf, type Certificate } from "./certificate.ts";
import { chainOf, type Observation } from "./observation.ts";
import type { Report } from "./report.ts";

export const LINK_ROLES = ["leaf", "intermediate", "cross-sign", "root"] as const;

/**
 * `cross-sign`: another certificate for the key of a catalogued root, signed by somebody else. `root`: the
 * last of a chain that the browser verified.
 */
export type LinkRole = (typeof LINK_ROLES)[number];

export interface Link {
  certificate: Certificate;
  role: LinkRole;
  /** Id of the catalogued root whose key it holds. */
  match: string | null;
}

/** The links of what a probe was shown; empty where the browser showed nothing. */
export function linksOf(
  seen: Observation,
  { certificates, roots }: Pick<Report, "certificates" | "roots">,
): Link[] {
  const chain = chainOf(seen, certificates);
  // After an exception the browser shows certificates that it did not accept by itself.
  const verified = seen.evidence === "anchor" && !seen.tls?.exception;
  return chain.map((certificate, index): Link => {
    const spki = spkiOf(certificate);
    const match =
      spki === null ? undefined : roots.find((root) => root.expected.spkiSha256 === spki);
    const last = index === chain.length - 1;
    const role = roleOf(index, last && verified, match !== undefined, certificate);
    return { certificate, role, match: match?.id ?? null };
  });
}

function roleOf(index: number, anchor: boolean, matches: boolean, seen: Certificate): LinkRole {
  if (index === 0) return "leaf";
  if (anchor) return "root";
  const selfIssued = seen.readable && seen.subject === seen.issuer;
  return matches && !selfIssued ? "cross-sign" : "intermediate";
}
