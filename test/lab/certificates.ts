/** Makes keys and certificates with the extensions that browsers ask for. */
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import { createHash, webcrypto } from "node:crypto";
import type { CatalogueRoot } from "../../src/core/catalogue.ts";
import { der, sequence } from "./der.ts";

x509.cryptoProvider.set(webcrypto as unknown as Crypto);

export type KeySpec = CatalogueRoot["key"];

/** A certification authority of the lab, in the form in which the tree is kept on disk. */
export interface LabCa {
  subject: string;
  key: KeySpec;
  /** PKCS #8. */
  keyPem: string;
  certificatePem: string;
}

export interface LabKey {
  keyPem: string;
  publicKey: CryptoKey;
}

/** SHA-256 over a certificate and over its SubjectPublicKeyInfo, lower-case hex. */
export function hashesOf(pem: string): { certificateSha256: string; spkiSha256: string } {
  const certificate = new x509.X509Certificate(pem);
  const hex = (bytes: ArrayBuffer) =>
    createHash("sha256").update(new Uint8Array(bytes)).digest("hex");
  return {
    certificateSha256: hex(certificate.rawData),
    spkiSha256: hex(certificate.publicKey.rawData),
  };
}

export async function makeKey(spec: KeySpec): Promise<LabKey> {
  const pair = await webcrypto.subtle.generateKey(algorithmOf(spec, "SHA-256"), true, [
    "sign",
    "verify",
  ]);
  const bytes = await webcrypto.subtle.exportKey("pkcs8", pair.privateKey);
  return {
    keyPem: x509.PemConverter.encode(bytes, x509.PemConverter.PrivateKeyTag),
    publicKey: pair.publicKey as CryptoKey,
  };
}

/** The key of a root again, for its cross-certificates. */
export function publicKeyOf(ca: LabCa): x509.PublicKey {
  return new x509.X509Certificate(ca.certificatePem).publicKey;
}

export interface CertificateRequest {
  subject: string;
  publicKey: CryptoKey | x509.PublicKey;
  signer: { subject: string; key: KeySpec; keyPem: string; certificatePem?: string };
  notBefore: Date;
  notAfter: Date;
  /**
   * An authority, with as many below it as `pathLength` says, for names under `onlyUnder`, which says so without
   * insisting if it is `lax`; or the holder of these names, a server unless it is a client, with the address of
   * an OCSP responder.
   */
  use:
    | { pathLength?: number; onlyUnder?: string; lax?: boolean }
    | { names: string[]; client?: boolean; responder?: string };
  hash?: "SHA-1";
}

/** Signs one certificate; a signer without a certificate signs itself. PEM. */
export async function issue(request: CertificateRequest): Promise<string> {
  const { signer, use } = request;
  const hash = request.hash ?? hashFor(signer.key);
  const signingKey = await webcrypto.subtle.importKey(
    "pkcs8",
    x509.PemConverter.decodeFirst(signer.keyPem),
    algorithmOf(signer.key, hash),
    false,
    ["sign"],
  );
  const signerKey = signer.certificatePem
    ? new x509.X509Certificate(signer.certificatePem).publicKey
    : request.publicKey;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: derOrder(request.subject),
    issuer: derOrder(signer.subject),
    notBefore: request.notBefore,
    notAfter: request.notAfter,
    publicKey: request.publicKey,
    signingKey: signingKey as CryptoKey,
    signingAlgorithm:
      signer.key.algorithm === "RSA"
        ? { name: "RSASSA-PKCS1-v1_5", hash }
        : { name: "ECDSA", hash },
    extensions: [
      ...("names" in use
        ? holderExtensions(use.names, use.client, use.responder)
        : authorityExtensions(use)),
      await x509.SubjectKeyIdentifierExtension.create(request.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(signerKey),
    ],
  });
  return `${certificate.toString("pem")}\n`;
}

type AuthorityUse = Exclude<CertificateRequest["use"], { names: string[] }>;

function authorityExtensions({ pathLength, onlyUnder, lax }: AuthorityUse): x509.Extension[] {
  const { keyCertSign, cRLSign, digitalSignature } = x509.KeyUsageFlags;
  return [
    new x509.BasicConstraintsExtension(true, pathLength, !lax),
    new x509.KeyUsagesExtension(keyCertSign | cRLSign | digitalSignature, true),
    ...(onlyUnder === undefined ? [] : [nameConstraints(onlyUnder)]),
  ];
}

/** RFC 5280, 4.2.1.10: permitted subtrees with one DNS name. */
function nameConstraints(permitted: string): x509.Extension {
  const constraints = sequence(der(0xa0, sequence(der(0x82, Buffer.from(permitted)))));
  return new x509.Extension("2.5.29.30", true, Uint8Array.from(constraints));
}

function holderExtensions(names: string[], client = false, ocsp?: string): x509.Extension[] {
  const { clientAuth, serverAuth } = x509.ExtendedKeyUsage;
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([client ? clientAuth : serverAuth]),
    new x509.SubjectAlternativeNameExtension(
      names.map((value) => ({ type: "dns" as const, value })),
    ),
    ...(ocsp === undefined ? [] : [new x509.AuthorityInfoAccessExtension({ ocsp })]),
  ];
}

type Hash = "SHA-1" | "SHA-256" | "SHA-384";

function hashFor(key: KeySpec): Hash {
  return key.algorithm === "ECDSA" && key.curve === "P-384" ? "SHA-384" : "SHA-256";
}

function algorithmOf(key: KeySpec, hash: Hash) {
  return key.algorithm === "RSA"
    ? {
        name: "RSASSA-PKCS1-v1_5",
        modulusLength: key.bits,
        publicExponent: new Uint8Array([1, 0, 1]),
        hash,
      }
    : { name: "ECDSA", namedCurve: key.curve };
}

/** The catalogue writes `CN=…,O=…,C=…`; certificates hold these the other way round. */
function derOrder(subject: string): x509.JsonName {
  return new x509.Name(subject).toJSON().toReversed();
}

/** 16 random bytes, positive and never zero. */
function randomSerial(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = (bytes[0]! & 0x3f) | 0x40;
  return Buffer.from(bytes).toString("hex");
}
