/** Keystores and containers as keytool and OpenSSL write them; see `make-corpus.ts`. */
import { describe, expect, test, vi } from "vitest";
import { MAX_ALL_ITERATIONS, MAX_PASSWORDS } from "../../../src/reading/limits.ts";
import { recognise } from "../../../src/reading/recognise.ts";
import {
  ALL,
  faultsIn,
  file,
  MIDDLE,
  namesIn,
  only,
  recogniseFile,
  recogniseText,
  ROOT,
  SERVER,
} from "../stage.ts";

const base64 = (name: string): string => Buffer.from(file(name)).toString("base64");

describe.each([
  ["root.der", "der", [ROOT], []],
  ["two.der", "der", [ROOT, MIDDLE], []],
  ["crl.der", "der", [], ["revocation-list"]],
  ["request.der", "der", [], ["certificate-request"]],
  ["public.der", "der", [], ["public-key"]],
  ["certs.p7b", "pkcs7", ALL, []],
  ["signed.p7m", "pkcs7", [ROOT, SERVER, MIDDLE], []],
  ["signed-ber.p7m", "pkcs7", [ROOT, SERVER, MIDDLE], []],
  ["enveloped.p7m", "pkcs7", [], ["encrypted"]],
  ["trust.jks", "jks", [ROOT, MIDDLE], []],
  ["trust.jceks", "jks", [ROOT, MIDDLE, SERVER], ["private-key"]],
  ["key.jks", "jks", ALL, ["private-key"]],
  ["trust.p12", "pkcs12", [ROOT, MIDDLE], []],
  ["open.p12", "pkcs12", [ROOT, MIDDLE], []],
  ["bare.p12", "pkcs12", ALL, []],
  ["aes128.p12", "pkcs12", ALL, []],
  ["key.p12", "pkcs12", ALL, ["private-key"]],
  ["empty.p12", "pkcs12", ALL, ["private-key"]],
  ["secret.p12", "pkcs12", [], ["encrypted", "private-key"]],
  ["old.p12", "pkcs12", [], ["old-encryption", "private-key"]],
])("%s", (name, format, names, faults) => {
  test("is recognised by its content", async () => {
    const read = await only(recognise(file(name), "misleading.txt", []));
    expect({ format: read.format, names: namesIn(read), faults: faultsIn(read) }).toEqual({
      format,
      names,
      faults,
    });
    for (const { line } of read.certificates) expect(line).toBeNull();
  });

  test("is recognised as base64", async () => {
    if (format === "jks") return;
    const wrapped = base64(name).replaceAll(/.{64}/g, "$&\n");
    for (const text of [base64(name), wrapped, `> ${wrapped.replaceAll("\n", "\n> ")}`]) {
      // Shorter base64 could be anything.
      if (text.length < 160) continue;
      const read = await only(recogniseText(`\n${text}\n`));
      expect(read.format).toBe(format === "der" ? "base64" : format);
      expect(namesIn(read)).toEqual(names);
      expect(faultsIn(read)).toEqual(faults.map((code) => `${code} 2`));
    }
  });

  test("gives what is readable when it is cut off", async () => {
    const bytes = file(name);
    for (let end = 5; end < bytes.length; end += 13) {
      const read = await only(recognise(bytes.slice(0, end), "", []));
      expect(names).toEqual(expect.arrayContaining(namesIn(read)));
    }
  });
});

test("a keystore opens with a given password", async () => {
  const read = await only(recogniseFile("secret.p12", "wrong", "unguessable"));
  expect(namesIn(read)).toEqual(ALL);
  expect(faultsIn(read)).toEqual(["private-key"]);
  expect(read.certificates.map(({ alias }) => alias)).toEqual(["server", null, null]);
});

test("a wrong password is named", async () => {
  const read = await only(recogniseFile("secret.p12", "wrong"));
  expect(faultsIn(read)).toEqual(["wrong-password", "private-key"]);
});

test.each([
  ["trust.jks", ["example-root", "zweites zertifikat"]],
  ["trust.p12", ["example-root", "Zweites Zertifikat"]],
  ["open.p12", ["example-root", "Zweites Zertifikat"]],
])("%s has aliases and trusted entries", async (name, aliases) => {
  const read = await only(recogniseFile(name));
  expect(read.certificates.map(({ alias }) => alias)).toEqual(aliases);
  expect(read.certificates.map(({ use }) => use)).toEqual(["trusted", "trusted"]);
});

test("the chain of a key in a Java keystore has its alias, and is not an anchor", async () => {
  const read = await only(recogniseFile("key.jks"));
  expect(read.certificates.map(({ alias, use }) => [alias, use])).toEqual([
    ["server", null],
    ["server", null],
    ["server", null],
  ]);
});

test("a Java keystore that is cut off in its second certificate gives the first", async () => {
  const read = await only(recognise(file("trust.jks").slice(0, 900), "", []));
  expect(namesIn(read)).toEqual([ROOT]);
  expect(faultsIn(read)).toEqual(["truncated"]);
});

test("a secret key, whose length nothing says, does not hide the entries behind it", async () => {
  const bytes = Buffer.from(file("trust.jceks"));
  const secret = bytes.indexOf(
    Buffer.concat([Buffer.from([0, 0, 0, 3, 0, 8]), Buffer.from("a-secret")]),
  );
  expect(secret).toBeGreaterThan(12);
  const [head, others, last] = [
    bytes.subarray(0, 12),
    bytes.subarray(12, secret),
    bytes.subarray(secret, -20),
  ];
  const moved = Buffer.concat([head, last, others, bytes.subarray(-20)]);
  const read = await only(recognise(new Uint8Array(moved), "", []));
  expect(namesIn(read)).toEqual([ROOT, MIDDLE, SERVER]);
});

describe("a keystore that asks for too much work", () => {
  /** Salt and iterations of OpenSSL's PBKDF2: 8 bytes, 2,048. */
  const SALT = 8;
  const ITERATIONS = Buffer.from([0x02, 0x02, 0x08, 0x00]);

  /** The keystore with this integer; the salt gets shorter by as much. */
  function withIterations(integer: readonly number[]): Uint8Array<ArrayBuffer> {
    const bytes = file("secret.p12");
    const at = Buffer.from(bytes).indexOf(ITERATIONS);
    const salt = SALT - (integer.length - 2);
    expect([bytes[at - SALT - 2], bytes[at - SALT - 1]]).toEqual([0x04, SALT]);
    bytes.set([salt], at - SALT - 1);
    bytes.set([0x02, integer.length, ...integer], at - SALT + salt);
    return bytes;
  }

  test("is not tried at all", async () => {
    const started = performance.now();
    const read = await only(recognise(withIterations([0x7f, 0xff, 0xff, 0xff]), "", ["a"]));
    expect(faultsIn(read)).toEqual(["encrypted", "private-key"]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test("is tried as long as the work is bounded", async () => {
    const derive = vi.spyOn(crypto.subtle, "deriveKey").mockRejectedValue(new Error("no key"));
    const passwords = Array.from({ length: 1_000 }, (_, at) => `password ${at}`);
    const read = await only(recognise(withIterations([0x0f, 0x42, 0x40]), "", passwords));
    expect(faultsIn(read)).toEqual(["wrong-password", "private-key"]);
    expect(derive).toHaveBeenCalledTimes(MAX_ALL_ITERATIONS / 1_000_000);
    derive.mockClear();
    await recognise(withIterations([0x00, 0x00, 0x01]), "", passwords);
    expect(derive).toHaveBeenCalledTimes(MAX_PASSWORDS + 4);
  });
});

test("a Netscape sequence in PEM is read", async () => {
  expect(namesIn(await only(recogniseFile("sequence.pem")))).toEqual(ALL);
});

test("PKCS #7 in PEM is read, its revocation list left aside", async () => {
  const read = await only(recogniseFile("with-crl.p7c.pem"));
  expect([read.format, namesIn(read), faultsIn(read)]).toEqual(["pkcs7", ALL, []]);
});

test("PKCS #7 under the label of a certificate is read, but programs refuse it", async () => {
  const text = new TextDecoder()
    .decode(file("with-crl.p7c.pem"))
    .replaceAll("PKCS7", "CERTIFICATE");
  const read = await only(recogniseText(text));
  expect(namesIn(read)).toEqual(ALL);
  expect(faultsIn(read)).toEqual(["broken-pem 1"]);
});

test("a keystore in PEM is opened", async () => {
  const text = `-----BEGIN PKCS12-----\n${base64("key.p12")}\n-----END PKCS12-----\n`;
  const read = await only(recogniseText(text));
  expect([read.format, namesIn(read)]).toEqual(["pkcs12", ALL]);
});
