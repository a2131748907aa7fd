/** Readers of extensions (RFC 5280, 4.2.1). They throw a `RangeError` if bytes are malformed. */
import type { Bytes } from "../bytes.ts";
import { elementsIn, TAG } from "./der.ts";

export const EXTENSION_IDS = {
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  authorityKeyIdentifier: "2.5.29.35",
  extKeyUsage: "2.5.29.37",
} as const;

const SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
const CONTEXT = { dnsName: 0x82, keyIdentifier: 0x80 } as const;
const KEY_CERT_SIGN = 0x04;

export interface BasicConstraints {
  /** `cA` in RFC 5280. */
  isAuthority: boolean;
  hasPathLength: boolean;
}

export function readBasicConstraints(basicConstraints: Bytes): BasicConstraints {
  const content = elementsIn(basicConstraints).enter(TAG.sequence);
  const isAuthority = content.nextIs(TAG.boolean) && content.boolean();
  const hasPathLength = content.nextIs(TAG.integer);
  if (hasPathLength) content.take(TAG.integer);
  if (!content.isAtEnd) throw new RangeError("something behind the path length");
  return { isAuthority, hasPathLength };
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
