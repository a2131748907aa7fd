/** Reads certificates as the browser showed them. The browser verified the chain; nothing here validates one. */
import { base64Of, hexOf, sha256Hex, type Bytes } from "../bytes.ts";
import type { Certificate } from "../certificate.ts";
import type { CertificateTable } from "../observation.ts";
import { cutCertificate } from "./der.ts";
import { describeKey } from "./key.ts";
import { fieldOf, nameText, readName, type NameParts } from "./name.ts";

/** A certificate as a browser hands it over. */
export interface RawCertificate {
  der: Bytes;
  /** The browser's own SPKI SHA-256 in hex, where it gives one. */
  reportedSpkiSha256: string | null;
  /** Whether the browser calls it one of its built-in roots; null where it does not say. */
  builtIn: boolean | null;
}

/** Longest stored name, in characters: a hostile certificate can hold megabytes. */
const NAME_LIMIT = 1024;

/**
 * Reads one certificate. Bytes that are no certificate give `readable: false` with the hash of the bytes,
 * so that the rest of the chain still shows. Never throws. Hashes are lower-case hex of SHA-256 over the
 * raw DER and over the raw SubjectPublicKeyInfo (RFC 5280, 4.1.2.7).
 */
export function readCertificate(raw: RawCertificate): Promise<Certificate> {
  return readEncoded(raw, base64Of(raw.der));
}

/** The same; `der` is the DER in base64. */
async function readEncoded(raw: RawCertificate, der: string): Promise<Certificate> {
  const { reportedSpkiSha256, builtIn } = raw;
  const base = { sha256: await sha256Hex(raw.der), der, reportedSpkiSha256, builtIn };
  try {
    const fields = cutCertificate(raw.der);
    const [subject, issuer] = [readName(fields.subject), readName(fields.issuer)];
    return {
      ...base,
      readable: true,
      subject: clip(nameText(subject)),
      issuer: clip(nameText(issuer)),
      name: shortName(subject),
      issuerName: shortName(issuer),
      issuerOrganization: clip(fieldOf(issuer, "O") ?? "") || null,
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
      const der = base64Of(raw.der);
      const promise = reading.get(der) ?? readEncoded(raw, der);
      reading.set(der, promise);
      const certificate = await promise;
      table[certificate.sha256] = certificate;
      return certificate.sha256;
    },
  };
}

/** What a person would call it: common name, else organisational unit, else organisation, else all of it. */
function shortName(name: NameParts): string {
  const field = ["CN", "OU", "O"].map((type) => fieldOf(name, type)).find(Boolean);
  return clip(field ?? nameText(name));
}

/** Hex without the leading zero byte that keeps DER's number from being negative. */
function serialText(bytes: Uint8Array): string {
  const hex = hexOf(bytes);
  return /^00[89a-f]/.test(hex) ? hex.slice(2) : hex;
}

function clip(text: string): string {
  return text.length > NAME_LIMIT ? `${text.slice(0, NAME_LIMIT)}…` : text;
}
