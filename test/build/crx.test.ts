/** The package is read here as Chromium reads it: after `components/crx_file/crx_verifier.cc`. */
import { createHash, generateKeyPairSync, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { chromiumId, crxOf } from "../../build/intranet/crx.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const zip = Buffer.from("PK\x03\x04 a zip");

/** The fields of a protocol buffer that holds bytes alone. */
function fields(bytes: Buffer): [number: number, content: Buffer][] {
  const found: [number, Buffer][] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at]!;
      at += 1;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    expect(tag & 7).toBe(2);
    const length = varint();
    expect(at + length).toBeLessThanOrEqual(bytes.length);
    found.push([tag >> 3, bytes.subarray(at, at + length)]);
    at += length;
  }
  return found;
}

/** Reads a package and verifies its signature; the id and the archive. */
function open(crx: Buffer): { id: string; archive: Buffer } {
  expect(crx.subarray(0, 4).toString()).toBe("Cr24");
  expect(crx.readUInt32LE(4)).toBe(3);
  const size = crx.readUInt32LE(8);
  const archive = crx.subarray(12 + size);
  const header = fields(crx.subarray(12, 12 + size));
  expect(header.map(([number]) => number)).toEqual([2, 10_000]);
  const [[, proof], [, signedData]] = header as [[number, Buffer], [number, Buffer]];
  const [[, publicKey], [, signature]] = fields(proof) as [[number, Buffer], [number, Buffer]];
  const [[, id]] = fields(signedData) as [[number, Buffer]];
  const length = Buffer.alloc(4);
  length.writeUInt32LE(signedData.length);
  const signed = Buffer.concat([Buffer.from("CRX3 SignedData\0"), length, signedData, archive]);
  const key = { key: publicKey, format: "der", type: "spki" } as const;
  expect(verify("sha256", signed, key, signature)).toBe(true);
  expect(id).toEqual(createHash("sha256").update(publicKey).digest().subarray(0, 16));
  return { id: id.toString("hex"), archive };
}

describe("crxOf", () => {
  const crx = crxOf(zip, privateKey);

  test("signs the archive for the id of its key", () => {
    const { id, archive } = open(crx);
    expect(archive).toEqual(zip);
    const letters = [...id].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
    expect(chromiumId(privateKey)).toBe(letters.join(""));
    expect(chromiumId(privateKey)).toMatch(/^[a-p]{32}$/);
  });

  test("gives the same bytes for the same zip and key, and others for another key", () => {
    expect(crxOf(zip, privateKey)).toEqual(crx);
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    expect(crxOf(zip, other)).not.toEqual(crx);
    expect(chromiumId(other)).not.toBe(chromiumId(privateKey));
  });
});
