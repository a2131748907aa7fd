/** Readers of extensions (RFC 5280, 4.2.1). They throw a `RangeError` if bytes are malformed. */
import type { Bytes } from "../bytes.ts";
import { elementsIn, TAG, type Elements } from "./der.ts";
import { nextGeneralName, type GeneralName } from "./general-names.ts";

export const EXTENSION_IDS = {
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  nameConstraints: "2.5.29.30",
  authorityKeyIdentifier: "2.5.29.35",
  extKeyUsage: "2.5.29.37",
} as const;

/** Extensions that may be critical: those read here, and those that no usual check of a server needs. */
export const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set([
  ...Object.values(EXTENSION_IDS),
  // Issuer's alternative names, revocation lists, policies, policy mappings and constraints, `inhibitAnyPolicy`.
  ...["18", "31", "32", "33", "36", "54"].map((arc) => `2.5.29.${arc}`),
  // Authority information access.
  "1.3.6.1.5.5.7.1.1",
]);

/** In the order of their bits (RFC 5280, 4.2.1.3). */
const KEY_USAGES = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

export const SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
export const ANY_PURPOSE = "2.5.29.37.0";

const CONTEXT = { dnsName: 0x82, keyIdentifier: 0x80, permitted: 0xa0, excluded: 0xa1 } as const;
const KEY_CERT_SIGN = 0x04;

export interface BasicConstraints {
  /** `cA` in RFC 5280. */
  isAuthority: boolean;
  /** How many authorities may follow below the next; null if any number. */
  pathLength: number | null;
}

export interface NameConstraints {
  permitted: GeneralName[];
  excluded: GeneralName[];
}

export function readBasicConstraints(basicConstraints: Bytes): BasicConstraints {
  const content = elementsIn(basicConstraints).enter(TAG.sequence);
  const isAuthority = content.nextIs(TAG.boolean) && content.boolean();
  const pathLength = content.nextIs(TAG.integer)
    ? countOf(content.take(TAG.integer).content())
    : null;
  if (!content.isAtEnd) throw new RangeError("something behind the path length");
  return { isAuthority, pathLength };
}

function countOf(integer: Bytes): number {
  if (!integer.length || integer[0]! >= 0x80) throw new RangeError("no count");
  return integer.reduce((sum, byte) => Math.min(sum * 256 + byte, Number.MAX_SAFE_INTEGER), 0);
}

export function readKeyUsage(keyUsage: Bytes): KeyUsage[] {
  const [unused, ...bytes] = elementsIn(keyUsage).take(TAG.bitString).content().subarray(0, 8);
  if (unused === undefined || unused > 7) throw new RangeError("no bits");
  return KEY_USAGES.filter((_, bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

/** Dotted object identifiers. */
export function readPurposes(extKeyUsage: Bytes): string[] {
  const found: string[] = [];
  const purposes = elementsIn(extKeyUsage).enter(TAG.sequence);
  while (!purposes.isAtEnd) found.push(purposes.objectIdentifier());
  return found;
}

export function readNameConstraints(nameConstraints: Bytes): NameConstraints {
  const both = elementsIn(nameConstraints).enter(TAG.sequence);
  const permitted = both.nextIs(CONTEXT.permitted) ? subtreesIn(both.enter(CONTEXT.permitted)) : [];
  const excluded = both.nextIs(CONTEXT.excluded) ? subtreesIn(both.enter(CONTEXT.excluded)) : [];
  if (!both.isAtEnd) throw new RangeError("something behind the excluded names");
  return { permitted, excluded };
}

/** Refuses `minimum` and `maximum`, which no authority may use (RFC 5280, 4.2.1.10). */
function subtreesIn(list: Elements): GeneralName[] {
  const names: GeneralName[] = [];
  while (!list.isAtEnd) {
    const subtree = list.enter(TAG.sequence);
    names.push(nextGeneralName(subtree));
    if (!subtree.isAtEnd) throw new RangeError("something behind a constraint");
  }
  return names;
}

export function readSubjectKeyIdentifier(subjectKeyIdentifier: Bytes): Bytes {
  return elementsIn(subjectKeyIdentifier).take(TAG.octetString).content();
}

/** Null if it names only the signing certificate. */
export function readAuthorityKeyIdentifier(authorityKeyIdentifier: Bytes): Bytes | null {
  const content = elementsIn(authorityKeyIdentifier).enter(TAG.sequence);
  if (!content.nextIs(CONTEXT.keyIdentifier)) return null;
  return content.take(CONTEXT.keyIdentifier).content();
}

export function allowsCertSign(keyUsage: Bytes): boolean {
  const [unused, first = 0] = elementsIn(keyUsage).take(TAG.bitString).content();
  if (unused === undefined || unused > 7) throw new RangeError("no bits");
  return (first & KEY_CERT_SIGN) !== 0;
}

/** Whether it names the signing key, and not only the signing certificate. */
export function hasKeyIdentifier(authorityKeyIdentifier: Bytes): boolean {
  return elementsIn(authorityKeyIdentifier).enter(TAG.sequence).nextIs(CONTEXT.keyIdentifier);
}

export function allowsServerAuth(extKeyUsage: Bytes): boolean {
  const purposes = elementsIn(extKeyUsage).enter(TAG.sequence);
  while (!purposes.isAtEnd) if (purposes.objectIdentifier() === SERVER_AUTH) return true;
  return false;
}

export function hasDnsName(subjectAltName: Bytes): boolean {
  const names = elementsIn(subjectAltName).enter(TAG.sequence);
  for (let tag = names.nextTag; tag !== undefined; tag = names.nextTag) {
    if (tag === CONTEXT.dnsName) return true;
    names.take(tag);
  }
  return false;
}
