import { X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import { describe, expect, test, vi } from "vitest";
import { cutCertificate } from "../../../src/core/certificate/der.ts";
import { signatureChecker } from "../../../src/core/certificate/signature.ts";
import { fromPem, make, type KeyKind, type Wish } from "../../made-certificates.ts";

const check = signatureChecker();
const keyOf = (der: Uint8Array<ArrayBuffer>) => cutCertificate(der).subjectPublicKeyInfo;

const KINDS: [KeyKind, Wish["hash"]][] = [
  ["P-256", "SHA-256"],
  ["P-256", "SHA-1"],
  ["P-256", "SHA-512"],
  ["P-384", "SHA-384"],
  ["P-521", "SHA-512"],
  ["RSA", "SHA-256"],
  ["RSA", "SHA-1"],
  ["RSA", "SHA-512"],
  ["RSA-PSS", "SHA-256"],
  ["RSA-PSS", "SHA-384"],
  ["Ed25519", "SHA-256"],
];

describe.each(KINDS)("a signature with %s and %s", (kind, hash) => {
  const root = () => make({ subject: `CN=${kind}`, key: `${kind} ${hash}`, kind, hash: hash! });

  test("is good with its key, and bad with another or after a change", async () => {
    const { der, key } = await root();
    const node = new X509Certificate(der);
    expect(node.verify(node.publicKey)).toBe(true);
    expect(await check(der, keyOf(der))).toBe("good");
    const leaf = await make({
      subject: "CN=leaf",
      ca: false,
      by: { subject: "CN=x", key, kind },
      hash: hash!,
    });
    expect(await check(leaf.der, keyOf(der))).toBe("good");
    expect(await check(leaf.der, keyOf(leaf.der))).toBe("bad");
    for (const place of [-3, -20]) {
      const changed = leaf.der.slice();
      changed[changed.length + place]! ^= 0x10;
      expect(await check(changed, keyOf(der))).toBe("bad");
    }
    // In the serial number, behind two lengths, the version and the tag.
    const changed = leaf.der.slice();
    changed[changed.indexOf(0x0b)] = 0x0c;
    expect(await check(changed, keyOf(der))).toBe("bad");
  });
});

test("every root that node ships is judged as node judges it", async () => {
  for (const pem of rootCertificates) {
    const [der] = fromPem(pem);
    const node = new X509Certificate(pem);
    const expected = node.verify(node.publicKey) ? "good" : "bad";
    expect.soft(await check(der!, keyOf(der!)), node.subject).toBe(expected);
  }
});

test("what cannot be checked is not called bad, and nothing throws", async () => {
  const { der } = await make({ subject: "CN=one" });
  const key = keyOf(der);
  // Another algorithm in both places: MD5 with RSA is as long as SHA-256 with RSA.
  const rsa = await make({ subject: "CN=rsa", key: "rsa", kind: "RSA" });
  const md5 = Uint8Array.from(
    Buffer.from(Buffer.from(rsa.der).toString("hex").replaceAll("f70d01010b", "f70d010104"), "hex"),
  );
  expect(await check(md5, keyOf(rsa.der))).toBe("unchecked");
  expect(await check(Uint8Array.from([0x30, 0]), key)).toBe("unchecked");
  expect(await check(der, Uint8Array.from([0x30, 0]))).toBe("unchecked");
  expect(await check(new Uint8Array(0), new Uint8Array(0))).toBe("unchecked");
});

test("a pair is checked once", async () => {
  const once = signatureChecker();
  const { der } = await make({ subject: "CN=once" });
  const verify = vi.spyOn(crypto.subtle, "verify");
  const key = keyOf(der);
  const results = await Promise.all([once(der, key), once(der, key.slice()), once(der, key)]);
  expect(results).toEqual(["good", "good", "good"]);
  expect(verify).toHaveBeenCalledTimes(1);
});

test("a browser without an algorithm leaves signatures unchecked", async () => {
  const without = signatureChecker();
  const { der } = await make({ subject: "CN=without" });
  vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(
    new DOMException("no such curve", "NotSupportedError"),
  );
  expect(await without(der, keyOf(der))).toBe("unchecked");
});
