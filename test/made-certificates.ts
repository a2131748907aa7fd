/** Makes certificates for tests: any name, any extension, signed by any of the made ones. */
import "reflect-metadata/lite";
import { createHash } from "node:crypto";
import { Extension, Name, X509Certificate, X509CertificateGenerator } from "@peculiar/x509";
import type { Bytes } from "../src/core/bytes.ts";
import { bitString, der, objectIdentifier, octetString, sequence } from "./lab/der.ts";

export const OID = {
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  nameConstraints: "2.5.29.30",
  authorityKeyIdentifier: "2.5.29.35",
  extKeyUsage: "2.5.29.37",
} as const;

export const PURPOSE = {
  server: "1.3.6.1.5.5.7.3.1",
  client: "1.3.6.1.5.5.7.3.2",
  any: "2.5.29.37.0",
} as const;

/** Bits of the key usage extension's first byte. */
export const USAGE = { digitalSignature: 0x80, keyCertSign: 0x04, cRLSign: 0x02 } as const;

export type KeyKind = "P-256" | "P-384" | "P-521" | "RSA" | "RSA-PSS" | "Ed25519";

const ALGORITHMS: Record<KeyKind, EcKeyGenParams | RsaHashedKeyGenParams | Algorithm> = {
  "P-256": { name: "ECDSA", namedCurve: "P-256" },
  "P-384": { name: "ECDSA", namedCurve: "P-384" },
  "P-521": { name: "ECDSA", namedCurve: "P-521" },
  RSA: rsa("RSASSA-PKCS1-v1_5"),
  "RSA-PSS": rsa("RSA-PSS"),
  Ed25519: { name: "Ed25519" },
};

/** For RSA-PSS, in bytes. */
const SALT = { saltLength: 32 };

function rsa(name: string): RsaHashedKeyGenParams {
  const publicExponent = new Uint8Array([1, 0, 1]);
  return { name, modulusLength: 2048, publicExponent, hash: "SHA-256" };
}

/** Keys by any label, each made once. */
const keys = new Map<string, Promise<CryptoKeyPair>>();

export function keyPair(label: string, kind: KeyKind = "P-256"): Promise<CryptoKeyPair> {
  const made =
    keys.get(label) ??
    (crypto.subtle.generateKey(ALGORITHMS[kind], true, [
      "sign",
      "verify",
    ]) as Promise<CryptoKeyPair>);
  keys.set(label, made);
  return made;
}

export interface Made {
  der: Bytes;
  sha256: string;
  subject: string;
  /** Label of its key. */
  key: string;
}

export interface Wish {
  /** RFC 4514, or the name's DER. */
  subject: string | Bytes;
  /** Label of the key; the subject if absent. */
  key?: string;
  kind?: KeyKind;
  /** Signs itself if absent. */
  by?: Pick<Made, "subject" | "key"> & { kind?: KeyKind };
  /** The issuer's name if it is to differ from the signer's. */
  issuer?: string | Bytes;
  from?: string;
  to?: string;
  /** An authority unless false. */
  ca?: boolean;
  pathLength?: number;
  /** First byte of key usage; null: none. */
  usage?: number | null;
  purposes?: string[] | null;
  /** Content of the extension. */
  names?: Buffer[] | null;
  constraints?: { permitted?: Buffer[]; excluded?: Buffer[] };
  /** Whether the keys' identifiers are there. */
  identifiers?: boolean;
  /** Further extensions, or others in place of those by id; null removes one. */
  extensions?: Record<string, { critical?: boolean; value: Buffer } | null>;
  hash?: "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";
  serialNumber?: string;
}

export const dns = (name: string) => der(0x82, Buffer.from(name));
export const ip = (...bytes: number[]) => der(0x87, Buffer.from(bytes));
export const email = (address: string) => der(0x81, Buffer.from(address));
export const uri = (address: string) => der(0x86, Buffer.from(address));
export const directory = (name: string) => der(0xa4, Buffer.from(new Name(name).toArrayBuffer()));

const identifierOf = (label: string) => createHash("sha1").update(label).digest();

const subtrees = (tag: number, names: Buffer[] | undefined) =>
  names ? [der(tag, ...names.map((name) => sequence(name)))] : [];

function extensionsFor(wish: Wish, signer: string): [string, boolean, Buffer][] {
  const { ca = true, pathLength, names, constraints, purposes, identifiers = true } = wish;
  const usage = wish.usage === undefined ? (ca ? 0x86 : 0x80) : wish.usage;
  const truth = der(0x01, Buffer.from([0xff]));
  const length = pathLength === undefined ? [] : [der(0x02, Buffer.from([pathLength]))];
  const rows: [string, boolean, Buffer][] = [
    [OID.basicConstraints, true, sequence(...(ca ? [truth] : []), ...length)],
  ];
  if (usage !== null) rows.push([OID.keyUsage, true, bitString(1, Buffer.from([usage]))]);
  if (identifiers) {
    const own = identifierOf(wish.key ?? String(wish.subject));
    rows.push([OID.subjectKeyIdentifier, false, octetString(own)]);
    rows.push([OID.authorityKeyIdentifier, false, sequence(der(0x80, identifierOf(signer)))]);
  }
  const wanted = purposes === undefined && !ca ? [PURPOSE.server] : purposes;
  if (wanted) rows.push([OID.extKeyUsage, false, sequence(...wanted.map(objectIdentifier))]);
  if (names) rows.push([OID.subjectAltName, false, sequence(...names)]);
  if (constraints) {
    const { permitted, excluded } = constraints;
    const content = [...subtrees(0xa0, permitted), ...subtrees(0xa1, excluded)];
    rows.push([OID.nameConstraints, true, sequence(...content)]);
  }
  return rows;
}

export async function make(wish: Wish): Promise<Made> {
  const label = wish.key ?? String(wish.subject);
  const { publicKey } = await keyPair(label, wish.kind);
  const signer = wish.by ?? { subject: wish.subject, key: label, kind: wish.kind };
  const kind = signer.kind ?? "P-256";
  const { privateKey } = await keyPair(signer.key, kind);
  const replaced = wish.extensions ?? {};
  const rows = extensionsFor(wish, signer.key).filter(([id]) => !(id in replaced));
  for (const [id, extension] of Object.entries(replaced)) {
    if (extension) rows.push([id, extension.critical ?? false, extension.value]);
  }
  const certificate = await X509CertificateGenerator.create({
    serialNumber: wish.serialNumber ?? "0b",
    subject: nameOf(wish.subject),
    issuer: nameOf(wish.issuer ?? signer.subject),
    notBefore: new Date(wish.from ?? "2026-01-01T00:00:00Z"),
    notAfter: new Date(wish.to ?? "2027-01-01T00:00:00Z"),
    publicKey,
    signingKey: privateKey,
    signingAlgorithm: { ...ALGORITHMS[kind], ...SALT, hash: wish.hash ?? "SHA-256" } as EcdsaParams,
    extensions: rows.map(([id, critical, value]) => {
      return new Extension(id, critical, Uint8Array.from(value));
    }),
  });
  return { ...asMade(new Uint8Array(certificate.rawData)), key: label };
}

function nameOf(name: string | Bytes) {
  return new Name(name as string).toJSON();
}

/** A certificate of any origin. */
export function asMade(bytes: Bytes): Made {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { der: bytes, sha256, subject: new X509Certificate(bytes).subject, key: "" };
}

/** The certificates of a PEM file, in order, as DER. */
export function fromPem(text: string): Bytes[] {
  const blocks = text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g);
  return Array.from(blocks, ([, base64]) => new Uint8Array(Buffer.from(base64!, "base64")));
}

/** A name with one common name in a string type of its own. */
export function commonName(tag: number, text: string): Bytes {
  const attribute = sequence(Buffer.from([6, 3, 0x55, 4, 3]), der(tag, Buffer.from(text)));
  return Uint8Array.from(sequence(der(0x31, attribute)));
}

/** A self-signed certificate without a version and without extensions. */
export async function oldRoot(): Promise<Made> {
  const pair = await keyPair("old root");
  const spki = Buffer.from(await crypto.subtle.exportKey("spki", pair.publicKey));
  const algorithm = Buffer.from("300a06082a8648ce3d040302", "hex");
  const own = Buffer.from(commonName(0x13, "Old Root"));
  const time = (text: string) => der(0x17, Buffer.from(text));
  const validity = sequence(time("200101000000Z"), time("400101000000Z"));
  const body = sequence(der(2, Buffer.from([1])), algorithm, own, validity, own, spki);
  const sign = { name: "ECDSA", hash: "SHA-256" };
  const raw = Buffer.from(await crypto.subtle.sign(sign, pair.privateKey, Uint8Array.from(body)));
  const integer = (bytes: Buffer) => der(2, Buffer.concat([Buffer.from([0]), bytes]));
  // A positive integer may have one leading zero byte only where the next bit is set.
  const half = (bytes: Buffer) => (bytes[0]! < 0x80 ? der(2, bytes) : integer(bytes));
  const signature = sequence(half(raw.subarray(0, 32)), half(raw.subarray(32)));
  const bytes = Uint8Array.from(sequence(body, algorithm, bitString(0, signature)));
  return { ...asMade(bytes), key: "old root", subject: "CN=Old Root" };
}
