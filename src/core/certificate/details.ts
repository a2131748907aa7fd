/** Everything that a person may want to know of one certificate (RFC 5280). */
import type { ReadableCertificate } from "../certificate.ts";

export interface CertificateDetails extends ReadableCertificate {
  /** 1, 2 or 3. */
  version: number;
  /** The field's usual name such as `SHA-256 with RSA`; a dotted object identifier if unknown. */
  signatureAlgorithm: string;
  /** SHA-1 of the DER, lower-case hex. */
  sha1: string;
  /** Base64 of `spkiSha256`. */
  spkiSha256Base64: string;
  /** Whether subject and issuer have the same name. */
  selfIssued: boolean;
  basicConstraints: { isAuthority: boolean; pathLength: number | null; critical: boolean } | null;
  /** `digitalSignature`, `keyCertSign`, … (RFC 5280, 4.2.1.3); null without the extension. */
  keyUsage: string[] | null;
  /** `serverAuth`, `clientAuth`, … or dotted object identifiers; null without the extension. */
  extKeyUsage: string[] | null;
  /** Subject alternative names. Hostile text. */
  names: AlternativeName[];
  nameConstraints: { permitted: AlternativeName[]; excluded: AlternativeName[] } | null;
  /** Lower-case hex. */
  subjectKeyIdentifier: string | null;
  authorityKeyIdentifier: string | null;
  /** Dotted object identifiers of critical extensions that this reader does not know. */
  unknownCritical: string[];
}

export interface AlternativeName {
  kind: "dns" | "ip" | "email" | "uri" | "directory" | "other";
  value: string;
}
