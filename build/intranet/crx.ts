/**
 * Packs a zip as CRX3, the format in which Chromium installs extensions from a server of one's own. The format:
 * `components/crx_file/crx3.proto` in Chromium's source.
 */
import { createHash, createPublicKey, sign, type KeyObject } from "node:crypto";

/** Bytes of the id in the signed part, of the 32 that SHA-256 gives. */
const ID_BYTES = 16;
const VERSION = 3;

/** Fields of the protocol buffers `CrxFileHeader`, `AsymmetricKeyProof` and `SignedData`. */
const FIELDS = { rsaProof: 2, signedHeaderData: 10_000, publicKey: 1, signature: 2, crxId: 1 };

/** Returns the signed package. Equal zips and keys give equal bytes: PKCS#1 v1.5 signatures hold nothing random. */
export function crxOf(zip: Uint8Array, privateKey: KeyObject): Buffer {
  const publicKey = publicKeyOf(privateKey);
  const signedData = field(FIELDS.crxId, idBytes(publicKey));
  const signed = [Buffer.from("CRX3 SignedData\0"), uint32(signedData.length), signedData, zip];
  const signature = sign("sha256", Buffer.concat(signed), privateKey);
  const proof = [field(FIELDS.publicKey, publicKey), field(FIELDS.signature, signature)];
  const header = Buffer.concat([
    field(FIELDS.rsaProof, Buffer.concat(proof)),
    field(FIELDS.signedHeaderData, signedData),
  ]);
  return Buffer.concat([Buffer.from("Cr24"), uint32(VERSION), uint32(header.length), header, zip]);
}

/** Returns the id that Chromium gives to all packages of a key: half of its hash, with the letters a to p as digits. */
export function chromiumId(privateKey: KeyObject): string {
  const digits = idBytes(publicKeyOf(privateKey)).toString("hex");
  return digits.replaceAll(/./g, (digit) => "abcdefghijklmnop"[Number.parseInt(digit, 16)]!);
}

function publicKeyOf(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ type: "spki", format: "der" });
}

function idBytes(publicKey: Buffer): Buffer {
  return createHash("sha256").update(publicKey).digest().subarray(0, ID_BYTES);
}

/** A field of a protocol buffer that holds bytes (wire type 2). */
function field(number: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
