import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { describeKey, rsaBits } from "../../../src/core/certificate/key.ts";
import { bitString, der, objectIdentifier, sequence } from "../../lab/der.ts";

const info = (algorithm: Buffer, key: Buffer = Buffer.of(1)) =>
  Uint8Array.from(sequence(algorithm, bitString(0, key)));
const rsa = (...modulus: number[]) =>
  info(
    sequence(objectIdentifier("1.2.840.113549.1.1.1")),
    sequence(der(0x02, Buffer.from(modulus)), der(0x02, Buffer.from([3]))),
  );

describe("a key", () => {
  test.each([
    ["ec", { namedCurve: "P-256" }, { algorithm: "ECDSA", curve: "P-256" }],
    ["ec", { namedCurve: "P-384" }, { algorithm: "ECDSA", curve: "P-384" }],
    ["ec", { namedCurve: "P-521" }, { algorithm: "ECDSA", curve: "P-521" }],
    ["ec", { namedCurve: "secp256k1" }, { algorithm: "ECDSA", curve: "K-256" }],
    ["ec", { namedCurve: "secp224r1" }, { algorithm: "ECDSA", curve: "1.3.132.0.33" }],
    ["rsa", { modulusLength: 1024 }, { algorithm: "RSA", bits: 1024 }],
    ["rsa-pss", { modulusLength: 1024 }, { algorithm: "RSA-PSS" }],
    ["ed25519", {}, { algorithm: "Ed25519" }],
    ["ed448", {}, { algorithm: "Ed448" }],
    ["x25519", {}, { algorithm: "1.3.101.110" }],
  ])("that node makes as %s %j", (type, options, expected) => {
    const { publicKey } = generateKeyPairSync(type as "rsa", options as { modulusLength: number });
    const spki = publicKey.export({ type: "spki", format: "der" });
    expect(describeKey(new Uint8Array(spki))).toEqual(expected);
  });

  test.each([
    ["nothing", Uint8Array.of()],
    ["an RSA key without a modulus", rsa(0, 0)],
    ["an RSA key that is cut short", rsa(0x80).slice(0, -3)],
    [
      "a curve that is spelled out",
      info(sequence(objectIdentifier("1.2.840.10045.2.1"), sequence())),
    ],
  ])("that cannot be read is a question mark: %s", (_, spki) => {
    expect(describeKey(spki)).toEqual({ algorithm: "?" });
  });

  test("counts the modulus's bits without leading zeros", () => {
    expect(rsaBits(rsa(0x00, 0x80, 0x00))).toBe(16);
    expect(rsaBits(rsa(0x01, 0xff))).toBe(9);
    expect(rsaBits(info(sequence(objectIdentifier("1.3.101.112"))))).toBeNull();
  });
});
