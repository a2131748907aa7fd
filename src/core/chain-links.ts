import { spkiOf, type Certificate } from "./certificate.ts";
import { chainOf, type CertificateTable, type Observation } from "./observation.ts";
import type { RootResult } from "./report.ts";

const LINK_ROLES = ["leaf", "intermediate", "cross-sign", "root"] as const;

/** `cross-sign`: another issuer's certificate for a catalogued root's key. `root`: ends a verified chain. */
export type LinkRole = (typeof LINK_ROLES)[number];

export interface Link {
  certificate: Certificate;
  role: LinkRole;
  match: string | null;
}

export type KnownRoot = Pick<RootResult, "id" | "name"> & {
  expected: Pick<RootResult["expected"], "spkiSha256">;
};

/** Whether the browser verified the chain. After a person's exception it did not. */
export function isVerified({ evidence, tls }: Observation): boolean {
  return evidence === "anchor" && !tls?.exception;
}

/** Leaf first; empty if the browser showed no certificate. */
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
