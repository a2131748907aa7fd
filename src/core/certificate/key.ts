import type { Bytes } from "../bytes.ts";
import type { PublicKeyDescription } from "../certificate.ts";
import { elementsIn, TAG } from "./der.ts";

const RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
const EC_PUBLIC_KEY = "1.2.840.10045.2.1";

const CURVES: Record<string, string> = {
  "1.2.840.10045.3.1.7": "P-256",
  "1.3.132.0.34": "P-384",
  "1.3.132.0.35": "P-521",
  "1.3.132.0.10": "K-256",
  "1.3.36.3.3.2.8.1.1.7": "brainpoolP256r1",
  "1.3.36.3.3.2.8.1.1.11": "brainpoolP384r1",
  "1.3.36.3.3.2.8.1.1.13": "brainpoolP512r1",
};

const OTHERS: Record<string, string> = {
  "1.2.840.113549.1.1.10": "RSA-PSS",
  "1.2.840.10040.4.1": "DSA",
  "1.3.101.112": "Ed25519",
  "1.3.101.113": "Ed448",
  "2.16.840.1.101.3.4.3.17": "ML-DSA-44",
  "2.16.840.1.101.3.4.3.18": "ML-DSA-65",
  "2.16.840.1.101.3.4.3.19": "ML-DSA-87",
};

/** For people: `?` if the key is malformed, a dotted object identifier if its kind is unknown. */
export function describeKey(subjectPublicKeyInfo: Bytes): PublicKeyDescription {
  try {
    const bits = rsaBits(subjectPublicKeyInfo);
    if (bits !== null) return { algorithm: "RSA", bits };
    const algorithm = elementsIn(subjectPublicKeyInfo).enter(TAG.sequence).enter(TAG.sequence);
    const id = algorithm.objectIdentifier();
    if (id !== EC_PUBLIC_KEY) return { algorithm: OTHERS[id] ?? id };
    const curve = algorithm.objectIdentifier();
    return { algorithm: "ECDSA", curve: CURVES[curve] ?? curve };
  } catch {
    return { algorithm: "?" };
  }
}

/** Length of the modulus; null for other keys. Throws a `RangeError` if the bytes are malformed. */
export function rsaBits(subjectPublicKeyInfo: Bytes): number | null {
  const info = elementsIn(subjectPublicKeyInfo).enter(TAG.sequence);
  if (info.enter(TAG.sequence).objectIdentifier() !== RSA_ENCRYPTION) return null;
  // A bit string starts with the number of its unused bits.
  const key = info.take(TAG.bitString).content().slice(1);
  const modulus = elementsIn(key).enter(TAG.sequence).take(TAG.integer).content();
  const start = modulus.findIndex((byte) => byte !== 0);
  if (start < 0) throw new RangeError("no modulus");
  return (modulus.length - start) * 8 - Math.clz32(modulus[start]!) + 24;
}
