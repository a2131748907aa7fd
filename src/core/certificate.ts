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
  /** SPKI SHA-256 (hex) as the browser told it; null where it tells none. */
  reportedSpkiSha256: string | null;
  /** Whether the browser calls it a built-in root; said of the last of a chain only. */
  builtIn: boolean | null;
}

export interface ReadableCertificate extends AnyCertificate {
  readable: true;
  /** Distinguished names, RFC 4514. Hostile text: show it inert. */
  subject: string;
  issuer: string;
  /** The most telling single field of each name. */
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
 * The SPKI hash that may be compared with the catalogue: ours, unless the browser tells another one;
 * the browser's where the bytes could not be read. Null where the two disagree or there is none.
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

/**
 * Hint only: how Amazon names the intermediates that sign its leaves. It can show that a leaf is *not*
 * Amazon's; it proves nothing for one that fits, because anybody can write a name.
 */
export function looksIssuedByAmazon(leaf: ReadableCertificate): boolean {
  return leaf.issuerOrganization === "Amazon";
}
