/** Reads certificates as the browser showed them. Does not validate them: the browser verified the chain. */
import { base64Of, hexOf, sha256Hex, type Bytes } from "../bytes.ts";
import type { Certificate } from "../certificate.ts";
import type { CertificateTable } from "../observation.ts";
import { cutCertificate } from "./der.ts";
import { describeKey } from "./key.ts";
import { fieldOf, nameText, readName, type NameParts } from "./name.ts";

export interface RawCertificate {
  der: Bytes;
  reportedSpkiSha256: string | null;
  builtIn: boolean | null;
}

/** In characters: a hostile certificate can hold megabytes. */
const NAME_LIMIT = 1024;

/** Never throws: unreadable bytes give `readable: false`, so that the rest of the chain is still shown. */
export function readCertificate(raw: RawCertificate): Promise<Certificate> {
  return readEncoded(raw, base64Of(raw.der));
}

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

/** Reads each distinct certificate once. */
export function certificateReader(): {
  /** Returns the certificate's key in `table`: its SHA-256 (hex). */
  read(raw: RawCertificate): Promise<string>;
  table: CertificateTable;
} {
  const table: CertificateTable = {};
  // Keyed by the bytes: hashing the same intermediates for each chain would take most of the time.
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

/** Common name, else organisational unit, else organisation, else the whole name. */
function shortName(name: NameParts): string {
  const field = ["CN", "OU", "O"].map((type) => fieldOf(name, type)).find(Boolean);
  return clip(field ?? nameText(name));
}

/** Without the leading zero byte that DER adds to keep the number positive. */
function serialText(bytes: Uint8Array): string {
  const hex = hexOf(bytes);
  return /^00[89a-f]/.test(hex) ? hex.slice(2) : hex;
}

/** Also for other hostile text. */
export function clip(text: string): string {
  return text.length > NAME_LIMIT ? `${text.slice(0, NAME_LIMIT)}…` : text;
}
