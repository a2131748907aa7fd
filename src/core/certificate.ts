import { rootBySpki, type Catalogue, type CatalogueRoot } from "./catalogue.ts";

export type PublicKeyDescription =
  | { algorithm: "RSA"; bits: number }
  | { algorithm: "ECDSA"; curve: string }
  | { algorithm: string };

interface AnyCertificate {
  /** SHA-256 of the DER (lower-case hex), and the DER in base64. */
  sha256: string;
  der: string;
  /** As the browser reports it (hex); null if it reports none. */
  reportedSpkiSha256: string | null;
  /** Whether the browser calls it a built-in root; null if it does not say. */
  builtIn: boolean | null;
}

export interface ReadableCertificate extends AnyCertificate {
  readable: true;
  /** Distinguished names (RFC 4514). Hostile text: show it inert. */
  subject: string;
  issuer: string;
  name: string;
  issuerName: string;
  issuerOrganization: string | null;
  /** Lower-case hex. */
  serialNumber: string;
  /** ISO 8601, UTC. */
  notBefore: string;
  notAfter: string;
  key: PublicKeyDescription;
  /** Computed here over the DER SubjectPublicKeyInfo, lower-case hex. */
  spkiSha256: string;
}

export type Certificate = ReadableCertificate | (AnyCertificate & { readable: false });

/** Our hash, or the browser's if the certificate is unreadable; null if the two differ or there is none. */
export function spkiOf(certificate: Certificate): string | null {
  if (!certificate.readable) return certificate.reportedSpkiSha256;
  const { spkiSha256, reportedSpkiSha256 } = certificate;
  return reportedSpkiSha256 !== null && reportedSpkiSha256 !== spkiSha256 ? null : spkiSha256;
}

/** Compares keys: anybody may have signed the certificate. */
export function findCatalogued(
  certificate: Certificate,
  catalogue: Catalogue,
): CatalogueRoot | undefined {
  const spki = spkiOf(certificate);
  return spki === null ? undefined : rootBySpki(catalogue, spki);
}

/** A hint: a name can show that a leaf is not Amazon's, but anybody can write Amazon's name. */
export function looksIssuedByAmazon(leaf: ReadableCertificate): boolean {
  return leaf.issuerOrganization === "Amazon";
}
