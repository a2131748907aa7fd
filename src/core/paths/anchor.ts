/** Trust anchors (RFC 5280, 6.1.1): a name and a key. */
import { bytesOfBase64, hexOf, type Bytes } from "../bytes.ts";
import { cutTolerantly } from "../certificate/der.ts";
import { EXTENSION_IDS, readSubjectKeyIdentifier } from "../certificate/extensions.ts";
import { nameKey } from "../certificate/name-key.ts";

export interface Anchor {
  /** Id in the catalogue. */
  id: string;
  /** For comparison. */
  subject: string;
  subjectPublicKeyInfo: Bytes;
  /** Lower-case hex; null if the root's certificate has none. */
  subjectKeyIdentifier: string | null;
  /** Of the root's certificate: ms since the epoch. */
  notBefore: number;
  notAfter: number;
}

/** PEM by the root's id, as `virtual:root-certificates` has it. Throws if one is no certificate. */
export function anchorsOf(roots: Readonly<Record<string, string>>): Anchor[] {
  return Object.entries(roots).map(([id, pem]) =>
    anchorOf(id, bytesOfBase64(pem.replaceAll(/-----[A-Z ]+-----|\s/g, ""))),
  );
}

/** `der`: the root's own certificate. Throws a `RangeError` if it is none. */
export function anchorOf(id: string, der: Bytes): Anchor {
  const { subject, subjectPublicKeyInfo, notBefore, notAfter, extensions } = cutTolerantly(der);
  const identifier = extensions?.get(EXTENSION_IDS.subjectKeyIdentifier);
  return {
    id,
    subject: nameKey(subject),
    subjectPublicKeyInfo,
    subjectKeyIdentifier: identifier ? hexOf(readSubjectKeyIdentifier(identifier.value)) : null,
    notBefore,
    notAfter,
  };
}
