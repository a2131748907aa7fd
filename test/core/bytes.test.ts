import fc from "fast-check";
import { expect, test } from "vitest";
import { base64Of, bytesOfBase64, bytesOfHex, hexOf, sha256Hex } from "../../src/core/bytes.ts";

test("bytes come back from hex and from base64, as node writes them", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      expect(hexOf(bytes)).toBe(Buffer.from(bytes).toString("hex"));
      expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      expect([...bytesOfHex(hexOf(bytes))]).toEqual([...bytes]);
      expect([...bytesOfBase64(base64Of(bytes))]).toEqual([...bytes]);
    }),
  );
});

test("what is no base64 is refused", () => {
  expect(() => bytesOfBase64("a")).toThrow();
  expect(() => bytesOfBase64("*")).toThrow();
});

test("a hash is lower-case hex", async () => {
  expect(await sha256Hex(new TextEncoder().encode("abc"))).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});
