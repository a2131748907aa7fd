/** Checks signatures with the browser's WebCrypto. The library is loaded with the first check. */
import type { Bytes } from "../core/bytes.ts";
import { latin1Text } from "../core/certificate/general-names.ts";
import type { SignatureResult, VerifySignature } from "../core/paths/signature.ts";

type Library = typeof import("@peculiar/x509");

/** Algorithms by their kind of key. */
const KEY_KINDS: Record<string, string> = {
  "RSASSA-PKCS1-v1_5": "RSA",
  "RSA-PSS": "RSA",
  ECDSA: "EC",
  Ed25519: "Ed25519",
};

let loading: Promise<Library> | undefined;

function library(): Promise<Library> {
  loading ??= import("reflect-metadata/lite").then(() => import("@peculiar/x509"));
  return loading;
}

/** Checks each pair of certificate and key once. */
export function signatureChecker(): VerifySignature {
  const known = new WeakMap<Bytes, Map<string, Promise<SignatureResult>>>();
  const keys = new Map<string, Promise<CryptoKey>>();
  return (certificate, subjectPublicKeyInfo) => {
    const results = known.get(certificate) ?? new Map<string, Promise<SignatureResult>>();
    known.set(certificate, results);
    const key = latin1Text(subjectPublicKeyInfo);
    const checking = results.get(key) ?? check(certificate, subjectPublicKeyInfo, keys);
    results.set(key, checking);
    return checking;
  };
}

async function check(
  certificate: Bytes,
  subjectPublicKeyInfo: Bytes,
  keys: Map<string, Promise<CryptoKey>>,
): Promise<SignatureResult> {
  try {
    const { PublicKey, X509Certificate } = await library();
    const signed = new X509Certificate(certificate);
    const signer = new PublicKey(subjectPublicKeyInfo);
    const algorithm = { ...signer.algorithm, ...signed.signatureAlgorithm };
    const [needed, has] = [signed.signatureAlgorithm.name, signer.algorithm.name].map(
      (name) => KEY_KINDS[name],
    );
    if (needed === undefined || has === undefined) return "unchecked";
    if (needed !== has) return "bad";
    // Most certificates of a bundle share few issuers, and importing a key takes as long as a check.
    const id = `${JSON.stringify(algorithm)} ${latin1Text(subjectPublicKeyInfo)}`;
    const importing = keys.get(id) ?? signer.export(algorithm, ["verify"], crypto);
    keys.set(id, importing);
    return await checkWith(signed, await importing);
  } catch {
    return "unchecked";
  }
}

/** Rejects if WebCrypto does not know the algorithm. */
async function checkWith(
  signed: InstanceType<Library["X509Certificate"]>,
  publicKey: CryptoKey,
): Promise<SignatureResult> {
  try {
    const isGood = await signed.verify({ publicKey, signatureOnly: true }, crypto);
    return isGood ? "good" : "bad";
  } catch (error) {
    // The library's own errors are about the form of the signature.
    if (error instanceof DOMException) throw error;
    return "bad";
  }
}
