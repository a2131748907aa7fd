/** Reads the extensions of a certificate that we use (RFC 5280, 4.2.1). Each reader throws a `RangeError` at malformed bytes. */
import type { Bytes } from "../bytes.ts";
import { elementsIn, TAG } from "./der.ts";

/** Object identifiers, dotted. */
export const EXTENSION_IDS = {
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  authorityKeyIdentifier: "2.5.29.35",
  extKeyUsage: "2.5.29.37",
} as const;

const SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
/** In a `GeneralName` and in an `AuthorityKeyIdentifier`. */
const CONTEXT = { dnsName: 0x82, keyIdentifier: 0x80 } as const;
/** The sixth bit of a key usage. */
const KEY_CERT_SIGN = 0x04;

export interface BasicConstraints {
  /** `cA`: the holder may sign certificates. */
  isAuthority: boolean;
  hasPathLength: boolean;
}

export function readBasicConstraints(value: Bytes): BasicConstraints {
  const content = elementsIn(value).enter(TAG.sequence);
  const isAuthority = content.nextIs(TAG.boolean) && content.boolean();
  const hasPathLength = content.nextIs(TAG.integer);
  if (hasPathLength) content.take(TAG.integer);
  if (!content.isAtEnd) throw new RangeError("something behind the path length");
  return { isAuthority, hasPathLength };
}

/** Whether a key usage lets the holder sign certificates (`keyCertSign`). */
export function allowsCertSign(value: Bytes): boolean {
  const [unused, first = 0] = elementsIn(value).take(TAG.bitString).content();
  if (unused === undefined || unused > 7) throw new RangeError("no bits");
  return (first & KEY_CERT_SIGN) !== 0;
}

/** Whether an authority key identifier names the signing key, and not its certificate alone. */
export function hasKeyIdentifier(value: Bytes): boolean {
  return elementsIn(value).enter(TAG.sequence).nextIs(CONTEXT.keyIdentifier);
}

/** Whether an extended key usage is for TLS servers (`id-kp-serverAuth`). */
export function allowsServerAuth(value: Bytes): boolean {
  const purposes = elementsIn(value).enter(TAG.sequence);
  while (!purposes.isAtEnd) if (purposes.objectIdentifier() === SERVER_AUTH) return true;
  return false;
}

/** Whether a subject alternative name holds a DNS name. */
export function hasDnsName(value: Bytes): boolean {
  const names = elementsIn(value).enter(TAG.sequence);
  for (let tag = names.nextTag; tag !== undefined; tag = names.nextTag) {
    if (tag === CONTEXT.dnsName) return true;
    names.take(tag);
  }
  return false;
}
