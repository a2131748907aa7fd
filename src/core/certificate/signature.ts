/** Checks a certificate's signature with WebCrypto (RFC 5280, 4.1.1.3; RFC 4055, RFC 5758, RFC 8410). */
import type { Bytes } from "../bytes.ts";
import type { SignatureResult, VerifySignature } from "../paths/signature.ts";
import { elementsIn, TAG, type Elements } from "./der.ts";
import { latin1Text } from "./general-names.ts";

/** How WebCrypto imports the key, and checks with it. */
interface Method {
  importAs: RsaHashedImportParams | EcKeyImportParams | Algorithm;
  checkAs: RsaPssParams | EcdsaParams | Algorithm;
  /** Bytes of each number in an ECDSA signature; absent for other signatures. */
  numberBytes?: number;
}

interface SignedParts {
  /** `tbsCertificate`, with its tag. */
  signed: Bytes;
  /** AlgorithmIdentifier, its content. */
  algorithm: Elements;
  signature: Bytes;
}

const RSA_KEY = "1.2.840.113549.1.1.1";
const EC_KEY = "1.2.840.10045.2.1";
const RSA_PSS = "1.2.840.113549.1.1.10";
const ED25519 = "1.3.101.112";

/** WebCrypto has no older hash than SHA-1. */
const RSA_PKCS1: Record<string, string> = {
  "1.2.840.113549.1.1.5": "SHA-1",
  "1.3.14.3.2.29": "SHA-1",
  "1.2.840.113549.1.1.11": "SHA-256",
  "1.2.840.113549.1.1.12": "SHA-384",
  "1.2.840.113549.1.1.13": "SHA-512",
};

const ECDSA: Record<string, string> = {
  "1.2.840.10045.4.1": "SHA-1",
  "1.2.840.10045.4.3.2": "SHA-256",
  "1.2.840.10045.4.3.3": "SHA-384",
  "1.2.840.10045.4.3.4": "SHA-512",
};

const HASHES: Record<string, string> = {
  "1.3.14.3.2.26": "SHA-1",
  "2.16.840.1.101.3.4.2.1": "SHA-256",
  "2.16.840.1.101.3.4.2.2": "SHA-384",
  "2.16.840.1.101.3.4.2.3": "SHA-512",
};

const CURVES: Record<string, { name: string; numberBytes: number }> = {
  "1.2.840.10045.3.1.7": { name: "P-256", numberBytes: 32 },
  "1.3.132.0.34": { name: "P-384", numberBytes: 48 },
  "1.3.132.0.35": { name: "P-521", numberBytes: 66 },
};

/** Explicit tags in the parameters of RSASSA-PSS, and the salt's length (bytes) if none is given. */
const PSS = { hash: 0xa0, salt: 0xa2, defaultHash: "SHA-1", defaultSalt: 20 } as const;

/** Checks each pair of certificate and key once, and imports each key once. */
export function signatureChecker(): VerifySignature {
  const known = new WeakMap<Bytes, Map<string, Promise<SignatureResult>>>();
  const keys = new Map<string, Promise<CryptoKey>>();
  const importKey = (info: Bytes, { importAs }: Method): Promise<CryptoKey> => {
    const id = `${JSON.stringify(importAs)} ${latin1Text(info)}`;
    const importing =
      keys.get(id) ?? crypto.subtle.importKey("spki", info, importAs, false, ["verify"]);
    keys.set(id, importing);
    return importing;
  };
  return (certificate, subjectPublicKeyInfo) => {
    const results = known.get(certificate) ?? new Map<string, Promise<SignatureResult>>();
    known.set(certificate, results);
    const key = latin1Text(subjectPublicKeyInfo);
    const checking = results.get(key) ?? check(certificate, subjectPublicKeyInfo, importKey);
    results.set(key, checking);
    return checking;
  };
}

async function check(
  certificate: Bytes,
  subjectPublicKeyInfo: Bytes,
  importKey: (info: Bytes, method: Method) => Promise<CryptoKey>,
): Promise<SignatureResult> {
  try {
    const { signed, algorithm, signature } = cutSigned(certificate);
    const method = methodFor(algorithm, subjectPublicKeyInfo);
    if (typeof method === "string") return method;
    const { numberBytes } = method;
    const plain = numberBytes === undefined ? signature : plainNumbers(signature, numberBytes);
    if (!plain) return "bad";
    const key = await importKey(subjectPublicKeyInfo, method);
    return (await crypto.subtle.verify(method.checkAs, key, plain, signed)) ? "good" : "bad";
  } catch {
    // Malformed, or a method that this WebCrypto lacks.
    return "unchecked";
  }
}

/** Throws a `RangeError` if the bytes are not a certificate. */
function cutSigned(der: Bytes): SignedParts {
  const whole = elementsIn(der).enter(TAG.sequence);
  const signed = whole.take(TAG.sequence).bytes();
  const algorithm = whole.enter(TAG.sequence);
  // A bit string starts with the number of its unused bits.
  const signature = whole.take(TAG.bitString).content().slice(1);
  return { signed, algorithm, signature };
}

/** `bad`: the key is of another kind. Throws a `RangeError` if bytes are malformed. */
function methodFor(algorithm: Elements, subjectPublicKeyInfo: Bytes): Method | SignatureResult {
  const id = algorithm.objectIdentifier();
  const info = elementsIn(subjectPublicKeyInfo).enter(TAG.sequence).enter(TAG.sequence);
  const kind = info.objectIdentifier();
  const pkcs1 = RSA_PKCS1[id];
  if (pkcs1 !== undefined) {
    if (kind !== RSA_KEY) return wrongKey(kind);
    const name = "RSASSA-PKCS1-v1_5";
    return { importAs: { name, hash: pkcs1 }, checkAs: { name } };
  }
  const hash = ECDSA[id];
  if (hash !== undefined) {
    if (kind !== EC_KEY) return wrongKey(kind);
    const curve = CURVES[info.objectIdentifier()];
    if (!curve) return "unchecked";
    return {
      importAs: { name: "ECDSA", namedCurve: curve.name },
      checkAs: { name: "ECDSA", hash },
      numberBytes: curve.numberBytes,
    };
  }
  if (id === RSA_PSS) return kind === RSA_KEY ? pssMethod(algorithm) : wrongKey(kind);
  if (id !== ED25519) return "unchecked";
  return kind === ED25519
    ? { importAs: { name: "Ed25519" }, checkAs: { name: "Ed25519" } }
    : wrongKey(kind);
}

/** Keys of kinds that are not known here might fit. */
function wrongKey(kind: string): SignatureResult {
  return [RSA_KEY, EC_KEY, ED25519].includes(kind) ? "bad" : "unchecked";
}

function pssMethod(algorithm: Elements): Method | SignatureResult {
  let hash: string | undefined = PSS.defaultHash;
  let saltLength: number = PSS.defaultSalt;
  if (algorithm.nextIs(TAG.sequence)) {
    const given = algorithm.enter(TAG.sequence);
    for (let tag = given.nextTag; tag !== undefined; tag = given.nextTag) {
      if (tag === PSS.hash) {
        hash = HASHES[given.enter(tag).enter(TAG.sequence).objectIdentifier()];
      } else if (tag === PSS.salt) {
        const bytes = given.enter(tag).take(TAG.integer).content();
        saltLength = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
      } else {
        given.take(tag);
      }
    }
  }
  if (hash === undefined) return "unchecked";
  return { importAs: { name: "RSA-PSS", hash }, checkAs: { name: "RSA-PSS", saltLength } };
}

/** The two numbers of an ECDSA signature as WebCrypto wants them: one behind the other; null if they do not fit. */
function plainNumbers(signature: Bytes, numberBytes: number): Bytes | null {
  const plain = new Uint8Array(2 * numberBytes);
  try {
    const numbers = elementsIn(signature).enter(TAG.sequence);
    for (const end of [numberBytes, 2 * numberBytes]) {
      const number = numbers.take(TAG.integer).content();
      const start = number.findIndex((byte) => byte !== 0);
      const bytes = start < 0 ? number.slice(0, 0) : number.slice(start);
      if (bytes.length > numberBytes) return null;
      plain.set(bytes, end - bytes.length);
    }
    return numbers.isAtEnd ? plain : null;
  } catch {
    return null;
  }
}
