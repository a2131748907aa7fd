/** A chain as links that can be drawn: what each certificate is in it, leaf first. */
import { spkiOf, type Certificate } from "./certificate.ts";
import { chainOf, type CertificateTable, type Observation } from "./observation.ts";
import type { RootResult } from "./report.ts";

const LINK_ROLES = ["leaf", "intermediate", "cross-sign", "root"] as const;

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

/** A root whose key is searched for in a chain. */
export type KnownRoot = Pick<RootResult, "id" | "name"> & {
  expected: Pick<RootResult["expected"], "spkiSha256">;
};

/** Whether the browser verified the chain that it showed; after an exception it did not. */
export function isVerified({ evidence, tls }: Observation): boolean {
  return evidence === "anchor" && !tls?.exception;
}

/** The links of what a probe was shown; empty where the browser showed nothing. */
export function linksOf(
  seen: Observation,
  { certificates, roots }: { certificates: CertificateTable; roots: readonly KnownRoot[] },
): Link[] {
  const chain = chainOf(seen, certificates);
  const verified = isVerified(seen);
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
