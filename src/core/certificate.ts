/** A certificate as the report holds it, and the questions one may ask of a chain of them. */
import { rootBySpki, type Catalogue, type CatalogueRoot } from "./catalogue.ts";

export type PublicKeyDescription =
  | { algorithm: "RSA"; bits: number }
  | { algorithm: "ECDSA"; curve: string }
  | { algorithm: string };

interface AnyCertificate {
  /** SHA-256 of the DER, lower-case hex. */
  sha256: string;
  /** The certificate itself: DER in base64. */
  der: string;
  /** SPKI SHA-256 (hex) as the browser reports it; null if it reports none. */
  reportedSpkiSha256: string | null;
  /** Whether the browser calls it a built-in root; set only for the last of a chain. */
  builtIn: boolean | null;
}

export interface ReadableCertificate extends AnyCertificate {
  readable: true;
  /** Distinguished names, RFC 4514. Hostile text: show it inert. */
  subject: string;
  issuer: string;
  /** The most specific field of each name. */
  name: string;
  issuerName: string;
  issuerOrganization: string | null;
  /** Lower-case hex. */
  serialNumber: string;
  /** ISO 8601, UTC. */
  notBefore: string;
  notAfter: string;
  key: PublicKeyDescription;
  /** SHA-256 of the DER SubjectPublicKeyInfo, computed here, lower-case hex. */
  spkiSha256: string;
}

export type Certificate = ReadableCertificate | (AnyCertificate & { readable: false });

/**
 * The SPKI hash to compare with the catalogue: ours, or the browser's if the bytes could not be read. Null if the two
 * differ or there is none.
 */
export function spkiOf(certificate: Certificate): string | null {
  if (!certificate.readable) return certificate.reportedSpkiSha256;
  const { spkiSha256, reportedSpkiSha256 } = certificate;
  return reportedSpkiSha256 !== null && reportedSpkiSha256 !== spkiSha256 ? null : spkiSha256;
}

/** The catalogued root whose key a certificate holds, whoever signed the certificate. */
export function findCatalogued(
  certificate: Certificate,
  catalogue: Catalogue,
): CatalogueRoot | undefined {
  const spki = spkiOf(certificate);
  return spki === null ? undefined : rootBySpki(catalogue, spki);
}

/** A hint only: the name can show that a leaf is not Amazon's, but anybody can write Amazon's name. */
export function looksIssuedByAmazon(leaf: ReadableCertificate): boolean {
  return leaf.issuerOrganization === "Amazon";
}
