/**
 * Certificates in PKCS #12 keystores (RFC 7292): unencrypted ones, and those that WebCrypto can decrypt (PBES2 with
 * AES). Passwords that programs set by default are tried before the given ones.
 */
import type { Bytes } from "../../core/bytes.ts";
import { contentsWith, fault, foundCertificate, type Contents } from "../contents.ts";
import {
  MAX_ALL_ITERATIONS,
  MAX_CERTIFICATES,
  MAX_DEPTH,
  MAX_ITERATIONS,
  MAX_PASSWORDS,
} from "../limits.ts";
import {
  childrenOf,
  contentOf,
  elementAt,
  integerOf,
  objectIdOf,
  octetsOf,
  type BerElement,
} from "./ber.ts";
import { kindOf } from "./kind.ts";

const ID = {
  data: "1.2.840.113549.1.7.1",
  signedData: "1.2.840.113549.1.7.2",
  encryptedData: "1.2.840.113549.1.7.6",
  keyBag: "1.2.840.113549.1.12.10.1.1",
  encryptedKeyBag: "1.2.840.113549.1.12.10.1.2",
  certificateBag: "1.2.840.113549.1.12.10.1.3",
  nestedBags: "1.2.840.113549.1.12.10.1.6",
  friendlyName: "1.2.840.113549.1.9.20",
  /** Of Java: which purposes a trusted certificate has. */
  trustedKeyUsage: "2.16.840.1.113894.746875.1.1",
  pbes2: "1.2.840.113549.1.5.13",
  pbkdf2: "1.2.840.113549.1.5.12",
} as const;

/** RFC 7292, appendix C: keys by SHA-1, ciphers that WebCrypto does not have. */
const OLD_ENCRYPTION = /^1\.2\.840\.113549\.1\.(?:12\.1\.[1-6]|5\.(?:1|3|4|6|10|11))$/;
/** Bits of the key. */
const AES_CBC: Record<string, number> = {
  "2.16.840.1.101.3.4.1.2": 128,
  "2.16.840.1.101.3.4.1.22": 192,
  "2.16.840.1.101.3.4.1.42": 256,
};
const HMAC: Record<string, string> = {
  "1.2.840.113549.2.7": "SHA-1",
  "1.2.840.113549.2.9": "SHA-256",
  "1.2.840.113549.2.10": "SHA-384",
  "1.2.840.113549.2.11": "SHA-512",
};
/** Set by Java, by its documentation, by people who had to set one. Empty is also what "none" encrypts with. */
const USUAL_PASSWORDS = ["", "changeit", "changeme", "password"];

/** What has been found so far, and what may still be tried. */
interface Opening extends Contents {
  passwords: string[];
  given: boolean;
  iterationsLeft: number;
  hasKey: boolean;
  codes: Set<"encrypted" | "wrong-password" | "old-encryption" | "broken-der">;
}

/** Never throws. */
export async function readPkcs12(bytes: Bytes, passwords: readonly string[]): Promise<Contents> {
  const given = passwords.slice(0, MAX_PASSWORDS);
  const opening: Opening = {
    ...contentsWith([]),
    passwords: [...new Set([...given, ...USUAL_PASSWORDS])],
    given: given.length > 0,
    iterationsLeft: MAX_ALL_ITERATIONS,
    hasKey: false,
    codes: new Set(),
  };
  const [, safe] = childrenOf(bytes, elementAt(bytes, 0), 3);
  const authenticated = safe && plainContent(bytes, safe);
  if (!authenticated) opening.codes.add("broken-der");
  else await readSafe(authenticated, opening);
  const { certificates, codes, hasKey } = opening;
  return {
    certificates,
    faults: [...codes, ...(hasKey ? (["private-key"] as const) : [])].map((code) => fault(code)),
  };
}

/** Content of a `ContentInfo` that is not encrypted; null if it is, or is malformed. */
function plainContent(bytes: Bytes, info: BerElement): Bytes | null {
  const [id, wrapped] = childrenOf(bytes, info, 2);
  const [content] = childrenOf(bytes, wrapped, 1);
  if (!content) return null;
  const type = objectIdOf(bytes, id);
  if (type === ID.data) return octetsOf(bytes, content);
  if (type !== ID.signedData) return null;
  const inner = childrenOf(bytes, content).find(({ tag }) => tag === 0x30);
  return inner ? plainContent(bytes, inner) : null;
}

async function readSafe(bytes: Bytes, opening: Opening): Promise<void> {
  const whole = elementAt(bytes, 0);
  if (!whole) opening.codes.add("broken-der");
  for (const info of childrenOf(bytes, whole)) {
    const [id, wrapped] = childrenOf(bytes, info, 2);
    if (objectIdOf(bytes, id) === ID.encryptedData) {
      const bags = await decrypted(bytes, wrapped, opening);
      if (bags) readBags(bags, elementAt(bags, 0), opening);
      continue;
    }
    const bags = plainContent(bytes, info);
    if (bags) readBags(bags, elementAt(bags, 0), opening);
    else opening.codes.add("broken-der");
  }
}

function readBags(bytes: Bytes, bags: BerElement | null, opening: Opening, depth = 0): void {
  if (!bags) opening.codes.add("broken-der");
  for (const bag of childrenOf(bytes, bags)) {
    const [id, wrapped, attributes] = childrenOf(bytes, bag, 3);
    const type = objectIdOf(bytes, id);
    const [value] = childrenOf(bytes, wrapped, 1);
    if (type === ID.keyBag || type === ID.encryptedKeyBag) opening.hasKey = true;
    if (type === ID.nestedBags && value && depth < MAX_DEPTH)
      readBags(bytes, value, opening, depth + 1);
    if (opening.certificates.length > MAX_CERTIFICATES) return;
    if (type === ID.certificateBag) readCertificateBag(bytes, value, attributes, opening);
  }
}

function readCertificateBag(
  bytes: Bytes,
  bag: BerElement | undefined,
  attributes: BerElement | undefined,
  opening: Opening,
): void {
  const [, wrapped] = childrenOf(bytes, bag, 2);
  const [octets] = childrenOf(bytes, wrapped, 1);
  const der = octets && octetsOf(bytes, octets);
  const element = der && elementAt(der, 0);
  if (!element || kindOf(der, element) !== "certificate") {
    opening.codes.add("broken-der");
    return;
  }
  opening.certificates.push(foundCertificate(der, null, attributesOf(bytes, attributes)));
}

function attributesOf(bytes: Bytes, attributes: BerElement | undefined) {
  let alias: string | null = null;
  let use: "trusted" | null = null;
  for (const attribute of childrenOf(bytes, attributes, 20)) {
    const [id, values] = childrenOf(bytes, attribute, 2);
    const type = objectIdOf(bytes, id);
    const [value] = childrenOf(bytes, values, 1);
    if (type === ID.trustedKeyUsage) use = "trusted";
    if (type === ID.friendlyName && value)
      alias = new TextDecoder("utf-16be").decode(contentOf(bytes, value));
  }
  return { alias, use };
}

/** An `EncryptedData`, opened with the first password that fits; null if none does. */
async function decrypted(
  bytes: Bytes,
  wrapped: BerElement | undefined,
  opening: Opening,
): Promise<Bytes | null> {
  const [data] = childrenOf(bytes, wrapped, 1);
  const [, info] = childrenOf(bytes, data, 2);
  const [, algorithm, content] = childrenOf(bytes, info, 3);
  const cipher = cipherOf(bytes, algorithm);
  if (cipher === "old" || !cipher || !content) {
    opening.codes.add(cipher === "old" ? "old-encryption" : content ? "encrypted" : "broken-der");
    return null;
  }
  const ciphertext = octetsOf(bytes, content);
  for (const [place, password] of opening.passwords.entries()) {
    if (cipher.iterations > opening.iterationsLeft) break;
    opening.iterationsLeft -= cipher.iterations;
    const plain = await tryPassword(ciphertext, cipher, password);
    if (!plain) continue;
    // One password opens the other parts as well: it comes first from here on.
    opening.passwords.unshift(...opening.passwords.splice(place, 1));
    return plain;
  }
  opening.codes.add(opening.given ? "wrong-password" : "encrypted");
  return null;
}

interface Cipher {
  salt: Bytes;
  iterations: number;
  hash: string;
  bits: number;
  iv: Bytes;
}

/** `old`: not PBES2. Null if it is unknown, malformed or too much work. */
function cipherOf(bytes: Bytes, algorithm: BerElement | undefined): Cipher | "old" | null {
  const [id, parameters] = childrenOf(bytes, algorithm, 2);
  const type = objectIdOf(bytes, id) ?? "";
  if (OLD_ENCRYPTION.test(type)) return "old";
  if (type !== ID.pbes2) return null;
  const [derivation, encryption] = childrenOf(bytes, parameters, 2);
  const [derivationId, derivationParameters] = childrenOf(bytes, derivation, 2);
  if (objectIdOf(bytes, derivationId) !== ID.pbkdf2) return null;
  const [salt, count, ...more] = childrenOf(bytes, derivationParameters, 4);
  const iterations = integerOf(bytes, count);
  // SHA-1 if nothing is said (RFC 8018, appendix A.2).
  const pseudoRandom = more.find(({ tag }) => tag === 0x30);
  const [hmac] = childrenOf(bytes, pseudoRandom, 1);
  const hash = pseudoRandom ? HMAC[objectIdOf(bytes, hmac) ?? ""] : "SHA-1";
  const [aes, iv] = childrenOf(bytes, encryption, 2);
  const aesId = objectIdOf(bytes, aes) ?? "";
  const bits = AES_CBC[aesId];
  // DES and RC2, which PBES2 may name too, are as old.
  if (bits === undefined)
    return /^1\.(?:2\.840\.113549\.3|3\.14\.3\.2)\./.test(aesId) ? "old" : null;
  if (!salt || !iv || !hash || !iterations || iterations > MAX_ITERATIONS) return null;
  return { salt: contentOf(bytes, salt), iterations, hash, bits, iv: contentOf(bytes, iv) };
}

async function tryPassword(
  ciphertext: Bytes,
  { salt, iterations, hash, bits, iv }: Cipher,
  password: string,
): Promise<Bytes | null> {
  try {
    const secret = new TextEncoder().encode(password);
    const base = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveKey"]);
    const key = await crypto.subtle.deriveKey(
      { name: "PBKDF2", salt, iterations, hash },
      base,
      { name: "AES-CBC", length: bits },
      false,
      ["decrypt"],
    );
    const plain = new Uint8Array(
      await crypto.subtle.decrypt({ name: "AES-CBC", iv }, key, ciphertext),
    );
    // A wrong password leaves right padding once in 256 times.
    return elementAt(plain, 0)?.tag === 0x30 ? plain : null;
  } catch {
    return null;
  }
}
