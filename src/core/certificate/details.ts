/** Everything that a person may want to know of one certificate (RFC 5280). */
import { base64Of, bytesOfHex, hexOf, type Bytes } from "../bytes.ts";
import type { ReadableCertificate } from "../certificate.ts";
import { cutTolerantly } from "./der.ts";
import {
  EXTENSION_IDS,
  KNOWN_EXTENSIONS,
  readAuthorityKeyIdentifier,
  readBasicConstraints,
  readKeyUsage,
  readNameConstraints,
  readPurposes,
  readSubjectKeyIdentifier,
} from "./extensions.ts";
import {
  generalNameText,
  readGeneralNames,
  type GeneralName,
  type NameKind,
} from "./general-names.ts";
import { nameKey } from "./name-key.ts";
import { clip, readCertificate } from "./read.ts";

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
  /** Subject alternative names, the first 500. Hostile text. */
  names: AlternativeName[];
  /** How many more names there are. */
  namesLeftOut: number;
  nameConstraints: { permitted: AlternativeName[]; excluded: AlternativeName[] } | null;
  /** Lower-case hex. */
  subjectKeyIdentifier: string | null;
  authorityKeyIdentifier: string | null;
  /** Dotted object identifiers of critical extensions that this reader does not know. */
  unknownCritical: string[];
  /** Dotted object identifiers of extensions whose content is malformed; `*` if their list is. */
  malformed: string[];
}

export interface AlternativeName {
  kind: NameKind;
  value: string;
}

const NAMES_LIMIT = 500;

/** Of lists other than names: a hostile certificate can hold hundreds of thousands. */
const LIST_LIMIT = 100;

const PURPOSES: Record<string, string> = {
  "2.5.29.37.0": "anyExtendedKeyUsage",
  "1.3.6.1.5.5.7.3.1": "serverAuth",
  "1.3.6.1.5.5.7.3.2": "clientAuth",
  "1.3.6.1.5.5.7.3.3": "codeSigning",
  "1.3.6.1.5.5.7.3.4": "emailProtection",
  "1.3.6.1.5.5.7.3.8": "timeStamping",
  "1.3.6.1.5.5.7.3.9": "OCSPSigning",
};

const SIGNATURES: Record<string, string> = {
  "1.2.840.113549.1.1.2": "MD2 with RSA",
  "1.2.840.113549.1.1.4": "MD5 with RSA",
  "1.2.840.113549.1.1.5": "SHA-1 with RSA",
  "1.3.14.3.2.29": "SHA-1 with RSA",
  "1.2.840.113549.1.1.10": "RSA-PSS",
  "1.2.840.113549.1.1.11": "SHA-256 with RSA",
  "1.2.840.113549.1.1.12": "SHA-384 with RSA",
  "1.2.840.113549.1.1.13": "SHA-512 with RSA",
  "1.2.840.113549.1.1.14": "SHA-224 with RSA",
  "1.2.840.10040.4.3": "SHA-1 with DSA",
  "2.16.840.1.101.3.4.3.2": "SHA-256 with DSA",
  "1.2.840.10045.4.1": "SHA-1 with ECDSA",
  "1.2.840.10045.4.3.1": "SHA-224 with ECDSA",
  "1.2.840.10045.4.3.2": "SHA-256 with ECDSA",
  "1.2.840.10045.4.3.3": "SHA-384 with ECDSA",
  "1.2.840.10045.4.3.4": "SHA-512 with ECDSA",
  "1.3.101.112": "Ed25519",
  "1.3.101.113": "Ed448",
  "2.16.840.1.101.3.4.3.17": "ML-DSA-44",
  "2.16.840.1.101.3.4.3.18": "ML-DSA-65",
  "2.16.840.1.101.3.4.3.19": "ML-DSA-87",
};

/** Describes malformed extensions as absent. Throws a `RangeError` if the bytes are no certificate. */
export async function readDetails(der: Bytes): Promise<CertificateDetails> {
  const readable = await readCertificate({ der, reportedSpkiSha256: null, builtIn: null });
  if (!readable.readable) throw new RangeError("no certificate");
  const { version, signatureAlgorithm, subject, issuer, extensions } = cutTolerantly(der);
  const malformed = extensions === null ? ["*"] : [];

  /** The content of an extension; null if it is absent or malformed. */
  const read = <T>(name: keyof typeof EXTENSION_IDS, reader: (value: Bytes) => T): T | null => {
    const id = EXTENSION_IDS[name];
    const extension = extensions?.get(id);
    if (!extension) return null;
    try {
      return reader(extension.value);
    } catch {
      malformed.push(id);
      return null;
    }
  };
  const isCritical = (id: string) => extensions?.get(id)?.critical === true;

  const basic = read("basicConstraints", readBasicConstraints);
  const names = read("subjectAltName", alternativeNames);
  const purposes = read("extKeyUsage", readPurposes);
  return {
    ...readable,
    version,
    signatureAlgorithm: SIGNATURES[signatureAlgorithm] ?? clip(signatureAlgorithm),
    sha1: hexOf(new Uint8Array(await crypto.subtle.digest("SHA-1", der))),
    spkiSha256Base64: base64Of(bytesOfHex(readable.spkiSha256)),
    selfIssued: nameKey(subject) === nameKey(issuer),
    basicConstraints: basic && {
      ...basic,
      critical: isCritical(EXTENSION_IDS.basicConstraints),
    },
    keyUsage: read("keyUsage", readKeyUsage),
    extKeyUsage: purposes?.slice(0, LIST_LIMIT).map((id) => PURPOSES[id] ?? clip(id)) ?? null,
    names: names?.names ?? [],
    namesLeftOut: names?.leftOut ?? 0,
    nameConstraints: read("nameConstraints", (value) => {
      const { permitted, excluded } = readNameConstraints(value);
      const [first, second] = [permitted, excluded].map((all) => all.slice(0, NAMES_LIMIT));
      return { permitted: first!.map(described), excluded: second!.map(described) };
    }),
    subjectKeyIdentifier: read("subjectKeyIdentifier", (value) =>
      clip(hexOf(readSubjectKeyIdentifier(value))),
    ),
    authorityKeyIdentifier: read("authorityKeyIdentifier", (value) => {
      const identifier = readAuthorityKeyIdentifier(value);
      return identifier && clip(hexOf(identifier));
    }),
    unknownCritical: [...(extensions ?? [])]
      .filter(([id, { critical }]) => critical && !KNOWN_EXTENSIONS.has(id))
      .slice(0, LIST_LIMIT)
      .map(([id]) => clip(id)),
    malformed,
  };
}

function alternativeNames(subjectAltName: Bytes) {
  const { names, leftOut } = readGeneralNames(subjectAltName, NAMES_LIMIT);
  return { names: names.map(described), leftOut };
}

function described(name: GeneralName): AlternativeName {
  return { kind: name.kind, value: clip(generalNameText(name)) };
}
