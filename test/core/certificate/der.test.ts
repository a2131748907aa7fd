import { rootCertificates } from "node:tls";
import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { cutCertificate, cutWithExtensions } from "../../../src/core/certificate/der.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** An element with its length in as few bytes as it takes, or in `count` bytes. */
function element(tag: number, content: Iterable<number>, count = 0): number[] {
  const body = [...content];
  const digits: number[] = [];
  for (let rest = body.length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
  while (digits.length < count) digits.unshift(0);
  const short = body.length < 0x80 && count === 0;
  const length = short ? [body.length] : [0x80 + digits.length, ...digits];
  return [tag, ...length, ...body];
}

const sequence = (...parts: number[][]) => element(0x30, parts.flat());
const text = (value: string) => Array.from(value, (char) => char.charCodeAt(0));
const utc = (value: string) => element(0x17, text(value));
const generalized = (value: string) => element(0x18, text(value));

const PARTS = {
  version: element(0xa0, [2, 1, 2]),
  serialNumber: element(0x02, [0x0b, 0xad]),
  algorithm: sequence([6, 1, 42]),
  issuer: sequence([0x31, 0]),
  validity: sequence(utc("260101000000Z"), utc("270101000000Z")),
  subject: sequence([0x31, 0], [0x31, 0]),
  subjectPublicKeyInfo: sequence([6, 1, 42], [3, 1, 0]),
  rest: [] as number[],
};

/** A certificate in form only, of these parts. */
function made(change: Partial<typeof PARTS> = {}, signed = true): Bytes {
  const toBeSigned = sequence(...Object.values({ ...PARTS, ...change }));
  const signature = signed ? [PARTS.algorithm, element(0x03, [0, 1, 2])] : [];
  return Uint8Array.from(sequence(toBeSigned, ...signature));
}

describe("a certificate", () => {
  test("is cut into its fields, byte for byte", () => {
    expect(cutCertificate(made())).toEqual({
      serialNumber: Uint8Array.from([0x0b, 0xad]),
      issuer: Uint8Array.from(PARTS.issuer),
      notBefore: Date.UTC(2026, 0, 1),
      notAfter: Date.UTC(2027, 0, 1),
      subject: Uint8Array.from(PARTS.subject),
      subjectPublicKeyInfo: Uint8Array.from(PARTS.subjectPublicKeyInfo),
    });
  });

  test("of version 1 says nothing of its version", () => {
    expect(cutCertificate(made({ version: [] }))).toEqual(cutCertificate(made()));
  });

  test("may have whatever it likes behind its key", () => {
    expect(cutCertificate(made({ rest: element(0xa3, [1, 2, 3]) }))).toEqual(
      cutCertificate(made()),
    );
  });

  test.each([1, 2, 3, 4])(
    "keeps a length that is written in %i bytes: hashes go by it",
    (count) => {
      const subjectPublicKeyInfo = element(0x30, PARTS.subjectPublicKeyInfo.slice(2), count);
      const { subjectPublicKeyInfo: cut } = cutCertificate(made({ subjectPublicKeyInfo }));
      expect([...cut]).toEqual(subjectPublicKeyInfo);
    },
  );

  test("gives copies: nothing of the whole stays in memory for them", () => {
    const der = made();
    for (const field of Object.values(cutCertificate(der))) {
      if (typeof field !== "number") expect(field.buffer.byteLength).toBe(field.byteLength);
    }
  });

  test("as node ships it gives the key that node reads", () => {
    for (const pem of rootCertificates) {
      const node = new X509Certificate(pem);
      const { subjectPublicKeyInfo } = cutCertificate(new Uint8Array(node.raw));
      const spki = node.publicKey.export({ type: "spki", format: "der" });
      expect.soft(spki.equals(subjectPublicKeyInfo), node.subject).toBe(true);
    }
  });
});

describe("a time", () => {
  test.each([
    [utc("491231235959Z"), "2049-12-31T23:59:59.000Z"],
    [utc("500101000000Z"), "1950-01-01T00:00:00.000Z"],
    [utc("0001010000Z"), "2000-01-01T00:00:00.000Z"],
    [utc("260101020000+0200"), "2026-01-01T00:00:00.000Z"],
    [generalized("20500101000000Z"), "2050-01-01T00:00:00.000Z"],
    [generalized("99991231235959Z"), "9999-12-31T23:59:59.000Z"],
    [generalized("20260101000000.5Z"), "2026-01-01T00:00:00.000Z"],
    [generalized("20251231193000-0430"), "2026-01-01T00:00:00.000Z"],
  ])("%j is %s", (time, expected) => {
    const { notBefore, notAfter } = cutCertificate(made({ validity: sequence(time, time) }));
    expect(new Date(notBefore).toISOString()).toBe(expected);
    expect(notAfter).toBe(notBefore);
  });

  test.each([
    ["a month too many", utc("261301000000Z")],
    ["a day that its month does not have", utc("260231000000Z")],
    ["an hour too many", utc("260101240000Z")],
    ["a second too many", utc("260101000060Z")],
    ["behind the year 9999", generalized("99991231235959-0100")],
    ["before the year 0", generalized("00000101000000+0100")],
    ["no zone", utc("260101000000")],
    ["four digits of a year where two belong", utc("20260101000000Z")],
    ["two where four belong", generalized("260101000000Z")],
    ["nothing", utc("")],
    ["words", utc("tomorrow")],
    ["another line behind it", utc("260101000000Z\n")],
    ["a number", element(0x02, [1])],
    ["a hundred thousand digits", utc("1".repeat(100_000))],
  ])("is none: %s", (_, time) => {
    expect(() => cutCertificate(made({ validity: sequence(time, time) }))).toThrow(RangeError);
  });
});

describe("no certificate is", () => {
  test.each([
    ["one without a signature", made({}, false)],
    ["one with half a signature", made({}, true).fill(0x04, -5, -4)],
    ["one without a serial number", made({ serialNumber: [] })],
    ["one with one time", made({ validity: sequence(utc("260101000000Z")) })],
    ["one without a key", made({ subjectPublicKeyInfo: [] })],
    ["one whose length is not told", made({ issuer: [0x30, 0x80, 0, 0] })],
    ["one whose length has five bytes", made({ issuer: element(0x30, [], 5) })],
    ["one whose key ends behind it", made({ subjectPublicKeyInfo: [0x30, 0x84, 0, 0, 1, 0] })],
    ["one whose key ends within its signature", made({ subjectPublicKeyInfo: [0x30, 9, 1, 2] })],
    ["a tag alone", Uint8Array.from([0x30])],
    ["a length that breaks off", Uint8Array.from([0x30, 0x82, 1])],
  ])("%s", (_, der) => {
    expect(() => cutCertificate(der)).toThrow(RangeError);
  });
});

describe("extensions", () => {
  const oid = (...bytes: number[]) => element(0x06, bytes);
  const TRUE = element(0x01, [0xff]);
  const value = element(0x04, [5, 0]);
  const CONSTRAINTS = oid(0x55, 0x1d, 0x13);
  const extensions = (...list: number[][]) => element(0xa3, sequence(...list));
  const read = (rest: number[]) => cutWithExtensions(made({ rest }));

  test("are found by their identifiers, with whether they are critical", () => {
    const { extensions: found, signatureAlgorithm } = read(
      extensions(sequence(CONSTRAINTS, TRUE, value), sequence(oid(0x55, 0x1d, 0x0e), value)),
    );
    expect(signatureAlgorithm).toBe("1.2");
    expect([...found]).toEqual([
      ["2.5.29.19", { critical: true, value: Uint8Array.from([5, 0]) }],
      ["2.5.29.14", { critical: false, value: Uint8Array.from([5, 0]) }],
    ]);
  });

  test("are not critical where that is written out", () => {
    const { extensions: found } = read(
      extensions(sequence(CONSTRAINTS, element(0x01, [0]), value)),
    );
    expect(found.get("2.5.29.19")?.critical).toBe(false);
  });

  test("may be absent, and may have identifiers of names before them", () => {
    expect(read([]).extensions.size).toBe(0);
    const ids = [...element(0x81, [0, 1]), ...element(0x82, [0, 1])];
    expect(read([...ids, ...extensions(sequence(CONSTRAINTS, value))]).extensions.size).toBe(1);
  });

  test.each([
    [oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b), "1.2.840.113549.1.1.11"],
    [oid(0x67, 0x81, 0x0c, 0x01, 0x02, 0x02), "2.23.140.1.2.2"],
    [oid(0x88, 0x37), "2.999"],
    [oid(0x00), "0.0"],
  ])("have dotted identifiers: %j", (id, dotted) => {
    expect([...read(extensions(sequence(id, value))).extensions.keys()]).toEqual([dotted]);
  });

  test.each([
    [
      "one that is there twice",
      extensions(sequence(CONSTRAINTS, value), sequence(CONSTRAINTS, value)),
    ],
    ["one without a value", extensions(sequence(CONSTRAINTS, TRUE))],
    ["one with more behind its value", extensions(sequence(CONSTRAINTS, value, value))],
    ["neither true nor false", extensions(sequence(CONSTRAINTS, element(0x01, [1]), value))],
    ["a truth of two bytes", extensions(sequence(CONSTRAINTS, element(0x01, [0xff, 0xff]), value))],
    ["an identifier without an end", extensions(sequence(oid(0x55, 0x9d), value))],
    ["an identifier of nothing", extensions(sequence(oid(), value))],
    [
      "an endless arc",
      extensions(sequence(oid(...Array.from({ length: 20 }, () => 0xff), 1), value)),
    ],
    ["something behind them", [...extensions(sequence(CONSTRAINTS, value)), 5, 0]],
    ["something else in their place", element(0xa4, [])],
  ])("are refused: %s", (_, rest) => {
    expect(() => read(rest)).toThrow(RangeError);
  });
});
