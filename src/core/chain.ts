/**
 * Certificates as the browser showed them: parsing, hashing, and which catalogued root a chain ends at.
 * The browser verified the chain; nothing here validates one.
 */
import "reflect-metadata/lite";
import { Name, PublicKey } from "@peculiar/x509";
import type { Certificate, PublicKeyDescription } from "./certificate.ts";
import { cutCertificate } from "./der.ts";
import type { CertificateTable } from "./observation.ts";

/** A certificate as a browser hands it over. */
export interface RawCertificate {
  der: Uint8Array<ArrayBuffer>;
  /** The browser's own SPKI SHA-256 in hex, where it gives one. */
  reportedSpkiSha256: string | null;
  /** Whether the browser calls it one of its built-in roots; null where it does not say. */
  builtIn: boolean | null;
}

/** Longest name that is kept of a certificate, in characters: a hostile one can hold megabytes. */
const NAME_LIMIT = 1024;

/**
 * Reads one certificate. Bytes that are no certificate give `readable: false` with the hash of the bytes,
 * so that the rest of the chain still shows. Never throws. Hashes are lower-case hex of SHA-256 over the
 * raw DER and over the raw SubjectPublicKeyInfo (RFC 5280, 4.1.2.7).
 */
export function readCertificate(raw: RawCertificate): Promise<Certificate> {
  return readEncoded(raw, toBase64(raw.der));
}

/** The same, where the base64 of its DER is known already. */
async function readEncoded(raw: RawCertificate, der: string): Promise<Certificate> {
  const { reportedSpkiSha256, builtIn } = raw;
  const base = { sha256: await sha256Hex(raw.der), der, reportedSpkiSha256, builtIn };
  try {
    const fields = cutCertificate(raw.der);
    const [subject, issuer] = [new Name(fields.subject), new Name(fields.issuer)];
    return {
      ...base,
      readable: true,
      subject: clip(subject.toString()),
      issuer: clip(issuer.toString()),
      name: nameOf(subject),
      issuerName: nameOf(issuer),
      issuerOrganization: clip(issuer.getField("O")[0] ?? "") || null,
      serialNumber: clip(serialText(fields.serialNumber)),
      notBefore: new Date(fields.notBefore).toISOString(),
      notAfter: new Date(fields.notAfter).toISOString(),
      key: describeKey(fields.subjectPublicKeyInfo),
      spkiSha256: await sha256Hex(fields.subjectPublicKeyInfo),
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
  // By the bytes themselves: to hash each chain's intermediates again would take longer than all the rest.
  const reading = new Map<string, Promise<Certificate>>();
  return {
    table,
    async read(raw) {
      const der = toBase64(raw.der);
      const promise = reading.get(der) ?? readEncoded(raw, der);
      reading.set(der, promise);
      const certificate = await promise;
      table[certificate.sha256] = certificate;
      return certificate.sha256;
    },
  };
}

/** For people alone: one that cannot be described is still compared by its hash. */
function describeKey(subjectPublicKeyInfo: BufferSource): PublicKeyDescription {
  try {
    const { name, modulusLength, namedCurve } = new PublicKey(subjectPublicKeyInfo)
      .algorithm as Algorithm & { modulusLength?: number; namedCurve?: string };
    if (modulusLength !== undefined) return { algorithm: "RSA", bits: modulusLength };
    if (namedCurve !== undefined) return { algorithm: "ECDSA", curve: namedCurve };
    return { algorithm: name };
  } catch {
    return { algorithm: "?" };
  }
}

/** What a person would call it: common name, else organisational unit, else organisation, else all of it. */
function nameOf(name: Name): string {
  const field = ["CN", "OU", "O"].map((key) => name.getField(key)[0]).find(Boolean);
  return clip(field ?? name.toString());
}

/** As people write it: hex without the zero that keeps a number from being negative. */
function serialText(bytes: Uint8Array): string {
  const hex = hexOf(bytes);
  return /^00[89a-f]/.test(hex) ? hex.slice(2) : hex;
}

function clip(text: string): string {
  return text.length > NAME_LIMIT ? `${text.slice(0, NAME_LIMIT)}…` : text;
}

async function sha256Hex(bytes: BufferSource): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
