/** What a certification path needs to know of a certificate. */
import { hexOf, type Bytes } from "../bytes.ts";
import { cutTolerantly, type Extensions } from "../certificate/der.ts";
import {
  ANY_PURPOSE,
  EXTENSION_IDS,
  KNOWN_EXTENSIONS,
  readAuthorityKeyIdentifier,
  readBasicConstraints,
  readKeyUsage,
  readNameConstraints,
  readPurposes,
  readSubjectKeyIdentifier,
  SERVER_AUTH,
  type KeyUsage,
  type NameConstraints,
} from "../certificate/extensions.ts";
import { latin1Text } from "../certificate/general-names.ts";
import { nameKey } from "../certificate/name-key.ts";

export interface GivenCertificate {
  der: Bytes;
  /** Of `der`, lower-case hex. */
  sha256: string;
}

export interface PathCertificate extends GivenCertificate {
  version: number;
  /** For comparison. */
  subject: string;
  issuer: string;
  subjectName: Bytes;
  issuerName: Bytes;
  subjectPublicKeyInfo: Bytes;
  /** Stands for the public key in comparisons. */
  key: string;
  selfIssued: boolean;
  /** Ms since the epoch. */
  notBefore: number;
  notAfter: number;
  subjectKeyIdentifier: string | null;
  authorityKeyIdentifier: string | null;
  isAuthority: boolean;
  pathLength: number | null;
  /** Whether its key usage lets it sign certificates. */
  maySign: boolean;
  /** Whether its key usage suits a server's own certificate. */
  suitsServer: boolean;
  /** Whether its purposes, and those of certificates below it, may include servers. */
  forServers: boolean;
  nameConstraints: NameConstraints | "malformed" | null;
  hasUnknownCritical: boolean;
  extensions: Extensions | null;
}

/** Key usages of which a server needs one. */
const SERVER_USAGES: readonly KeyUsage[] = ["digitalSignature", "keyEncipherment", "keyAgreement"];

/** What a malformed list permits. */
const NOTHING: never[] = [];

/** Reads malformed extensions as those that permit nothing. Null if the bytes are no certificate. */
export function readForPaths({ der, sha256 }: GivenCertificate): PathCertificate | null {
  try {
    return { der, sha256, ...fieldsOf(der) };
  } catch {
    return null;
  }
}

function fieldsOf(der: Bytes): Omit<PathCertificate, keyof GivenCertificate> {
  const { version, notBefore, notAfter, ...cut } = cutTolerantly(der);
  const { extensions } = cut;
  const read = <T, D>(name: keyof typeof EXTENSION_IDS, reader: (value: Bytes) => T, bad: D) => {
    const extension = extensions?.get(EXTENSION_IDS[name]);
    if (!extension) return null;
    try {
      return reader(extension.value);
    } catch {
      return bad;
    }
  };
  const [subject, issuer] = [nameKey(cut.subject), nameKey(cut.issuer)];
  const basic = read("basicConstraints", readBasicConstraints, null);
  const usages: readonly KeyUsage[] | null = read("keyUsage", readKeyUsage, NOTHING);
  const purposes = read("extKeyUsage", readPurposes, NOTHING);
  return {
    version,
    subject,
    issuer,
    subjectName: cut.subject,
    issuerName: cut.issuer,
    subjectPublicKeyInfo: cut.subjectPublicKeyInfo,
    key: latin1Text(cut.subjectPublicKeyInfo),
    selfIssued: subject === issuer,
    notBefore,
    notAfter,
    subjectKeyIdentifier: read("subjectKeyIdentifier", subjectIdentifier, null),
    authorityKeyIdentifier: read("authorityKeyIdentifier", authorityIdentifier, null),
    isAuthority: basic?.isAuthority === true,
    pathLength: basic?.pathLength ?? null,
    maySign: usages === null || usages.includes("keyCertSign"),
    suitsServer: usages === null || usages.some((usage) => SERVER_USAGES.includes(usage)),
    forServers:
      purposes === null || purposes.some((id) => id === SERVER_AUTH || id === ANY_PURPOSE),
    nameConstraints: read("nameConstraints", readNameConstraints, "malformed" as const),
    hasUnknownCritical: extensions === null || hasUnknownCritical(extensions),
    extensions,
  };
}

function subjectIdentifier(value: Bytes): string {
  return hexOf(readSubjectKeyIdentifier(value));
}

function authorityIdentifier(value: Bytes): string | null {
  const identifier = readAuthorityKeyIdentifier(value);
  return identifier && hexOf(identifier);
}

function hasUnknownCritical(extensions: Extensions): boolean {
  return [...extensions].some(([id, { critical }]) => critical && !KNOWN_EXTENSIONS.has(id));
}
