/**
 * Certificates as the browser showed them: parsing, hashing, and which catalogued root a chain ends at.
 * The browser verified the chain; nothing here validates one.
 */
import "reflect-metadata/lite";
import { X509Certificate } from "@peculiar/x509";
import type { Certificate, PublicKeyDescription } from "./certificate.ts";
import type { CertificateTable } from "./observation.ts";

/** A certificate as a browser hands it over. */
export interface RawCertificate {
  der: Uint8Array<ArrayBuffer>;
  /** The browser's own SPKI SHA-256 in hex, where it gives one. */
  reportedSpkiSha256: string | null;
  /** Whether the browser calls it one of its built-in roots; null where it does not say. */
  builtIn: boolean | null;
}

/** What every certificate begins with (X.690, 8.9.1). */
const SEQUENCE = 0x30;

/** Longest name that is kept of a certificate, in characters: a hostile one can hold megabytes. */
const NAME_LIMIT = 1024;

/**
 * Reads one certificate. Bytes that are no certificate give `readable: false` with the hash of the bytes,
 * so that the rest of the chain still shows. Never throws. Hashes are lower-case hex of SHA-256 over the
 * raw DER and over the raw SubjectPublicKeyInfo (RFC 5280, 4.1.2.7).
 */
export async function readCertificate(raw: RawCertificate): Promise<Certificate> {
  const base = {
    sha256: await sha256Hex(raw.der),
    der: toBase64(raw.der),
    reportedSpkiSha256: raw.reportedSpkiSha256,
    builtIn: raw.builtIn,
  };
  // The parser would take PEM, base64 and hex digits too; then the hash and the bytes kept were not DER's.
  if (raw.der[0] !== SEQUENCE) return { ...base, readable: false };
  try {
    const certificate = new X509Certificate(raw.der);
    const { subjectName, issuerName } = certificate;
    return {
      ...base,
      readable: true,
      subject: clip(certificate.subject),
      issuer: clip(certificate.issuer),
      name: nameOf(subjectName, certificate.subject),
      issuerName: nameOf(issuerName, certificate.issuer),
      issuerOrganization: clip(issuerName.getField("O")[0] ?? "") || null,
      serialNumber: clip(certificate.serialNumber.toLowerCase()),
      notBefore: certificate.notBefore.toISOString(),
      notAfter: certificate.notAfter.toISOString(),
      key: describeKey(certificate.publicKey.algorithm),
      spkiSha256: await sha256Hex(certificate.publicKey.rawData),
    };
  } catch {
    return { ...base, readable: false };
  }
}

/** Reads the certificates of many chains, each different one once. */
export function certificateReader(): {
  /** Reads one and returns the SHA-256 (hex) under which `table` has it. */
  read(raw: RawCertificate): Promise<string>;
  table: CertificateTable;
} {
  const table: CertificateTable = {};
  const reading = new Map<string, Promise<Certificate>>();
  return {
    table,
    async read(raw) {
      const sha256 = await sha256Hex(raw.der);
      const certificate = reading.get(sha256) ?? readCertificate(raw);
      reading.set(sha256, certificate);
      table[sha256] = await certificate;
      return sha256;
    },
  };
}

function describeKey(algorithm: Algorithm): PublicKeyDescription {
  const { name, modulusLength, namedCurve } = algorithm as Algorithm & {
    modulusLength?: number;
    namedCurve?: string;
  };
  if (modulusLength !== undefined) return { algorithm: "RSA", bits: modulusLength };
  if (namedCurve !== undefined) return { algorithm: "ECDSA", curve: namedCurve };
  return { algorithm: name };
}

interface DistinguishedName {
  getField(name: string): string[];
}

/** What a person would call it: common name, else organisational unit, else organisation, else all of it. */
function nameOf(name: DistinguishedName, whole: string): string {
  const field = ["CN", "OU", "O"].map((key) => name.getField(key)[0]).find(Boolean);
  return clip(field ?? whole);
}

function clip(text: string): string {
  return text.length > NAME_LIMIT ? `${text.slice(0, NAME_LIMIT)}…` : text;
}

async function sha256Hex(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
