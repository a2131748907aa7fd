/** The reader against @peculiar/x509, which reads the same bytes with a grammar of its own. */
import "reflect-metadata/lite";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectAlternativeNameExtension,
  X509Certificate,
} from "@peculiar/x509";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Bytes } from "../../../src/core/bytes.ts";
import { cutWithExtensions } from "../../../src/core/certificate/der.ts";
import {
  allowsCertSign,
  allowsServerAuth,
  EXTENSION_IDS,
  hasDnsName,
  hasKeyIdentifier,
  readBasicConstraints,
} from "../../../src/core/certificate/extensions.ts";
import { nameText, readName } from "../../../src/core/certificate/name.ts";
import { readCertificate } from "../../../src/core/certificate/read.ts";
import { issue, makeKey, type CertificateRequest, type KeySpec } from "../../lab/certificates.ts";
import { utf8String } from "../../lab/der.ts";
import { HOSTILE_NAME } from "../../lab/tree.ts";

const COLLECTION = new URL("../../../../shared/certificates/", import.meta.url);

interface Sample {
  name: string;
  der: Bytes;
}

function samplesIn(pem: string, name: string): Sample[] {
  const blocks = pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g);
  return Array.from(blocks, ([, base64 = ""], index) => ({
    name: `${name} ${index}`,
    der: new Uint8Array(Buffer.from(base64, "base64")),
  }));
}

/** The fields of a name as the library reads them, in order. */
function fieldsIn(name: Name): string[] {
  const parts = name.toJSON() as Record<string, string[]>[];
  return parts.flatMap((part) =>
    Object.entries(part).flatMap(([type, values]) => values.map((value) => `${type}=${value}`)),
  );
}

const CONTROL = /\p{Cc}/u;

async function expectAgreement({ name, der }: Sample): Promise<void> {
  const oracle = new X509Certificate(der);
  const read = await readCertificate({ der, reportedSpkiSha256: null, builtIn: null });
  if (!read.readable) throw new Error(`${name} was not read`);
  const cut = cutWithExtensions(der);
  for (const [bytes, theirs] of [
    [cut.subject, oracle.subjectName],
    [cut.issuer, oracle.issuerName],
  ] as const) {
    const fields = readName(bytes).map((part) => part.map(({ type, value }) => [type, value]));
    const ours = fields.flat().map(([type, value]) => `${type}=${value}`);
    expect.soft(ours, name).toEqual(fieldsIn(theirs));
    // The library escapes the first line break alone, and no other control character.
    if (!CONTROL.test(theirs.toString()))
      expect.soft(nameText(readName(bytes)), name).toBe(theirs.toString());
  }
  const algorithm = oracle.publicKey.algorithm as Algorithm & {
    modulusLength?: number;
    namedCurve?: string;
  };
  const { modulusLength: bits, namedCurve: curve } = algorithm;
  const key = bits
    ? { algorithm: "RSA", bits }
    : curve
      ? { algorithm: "ECDSA", curve }
      : { algorithm: algorithm.name };
  expect.soft(read.key, name).toEqual(key);
  const digest = createHash("sha256").update(new Uint8Array(oracle.publicKey.rawData));
  expect.soft(read.spkiSha256, name).toBe(digest.digest("hex"));
  const serial = oracle.serialNumber.toLowerCase();
  expect.soft(BigInt(`0x${read.serialNumber}`), name).toBe(BigInt(`0x${serial}`));
  expect.soft(read.notBefore, name).toBe(oracle.notBefore.toISOString());
  expect.soft(read.notAfter, name).toBe(oracle.notAfter.toISOString());

  const theirs = oracle.extensions.map(({ type, critical, value }) => [
    type,
    critical,
    Buffer.from(value).toString("hex"),
  ]);
  const ours = [...cut.extensions].map(([type, { critical, value }]) => [
    type,
    critical,
    Buffer.from(value).toString("hex"),
  ]);
  expect.soft(ours, name).toEqual(theirs);
  const valueOf = (id: keyof typeof EXTENSION_IDS) => cut.extensions.get(EXTENSION_IDS[id])?.value;
  const basic = valueOf("basicConstraints");
  const { ca, pathLength } = oracle.getExtension(BasicConstraintsExtension) ?? {};
  expect
    .soft(basic && readBasicConstraints(basic), name)
    .toEqual(basic && { isAuthority: ca, pathLength: pathLength ?? null });
  const usage = valueOf("keyUsage");
  const usages = oracle.getExtension(KeyUsagesExtension)?.usages ?? 0;
  expect
    .soft(usage && allowsCertSign(usage), name)
    .toBe(usage && (usages & KeyUsageFlags.keyCertSign) !== 0);
  const purposes = valueOf("extKeyUsage");
  expect
    .soft(purposes && allowsServerAuth(purposes), name)
    .toBe(
      purposes &&
        oracle
          .getExtension(ExtendedKeyUsageExtension)
          ?.usages.includes(ExtendedKeyUsage.serverAuth),
    );
  const names = valueOf("subjectAltName");
  expect
    .soft(names && hasDnsName(names), name)
    .toBe(
      names &&
        oracle
          .getExtension(SubjectAlternativeNameExtension)
          ?.names.items.some(({ type }) => type === "dns"),
    );
  const above = valueOf("authorityKeyIdentifier");
  expect
    .soft(above && hasKeyIdentifier(above), name)
    .toBe(above && oracle.getExtension(AuthorityKeyIdentifierExtension)?.keyId !== undefined);
}

test("agrees on every root that node ships", async () => {
  expect(rootCertificates.length).toBeGreaterThan(100);
  for (const pem of rootCertificates) {
    for (const sample of samplesIn(pem, "root")) await expectAgreement(sample);
  }
});

describe.skipIf(!existsSync(COLLECTION))("the collected certificates", () => {
  test("are read alike", async () => {
    const files = readdirSync(COLLECTION).filter((name) => name.endsWith(".pem"));
    const samples = files.flatMap((file) =>
      samplesIn(readFileSync(new URL(file, COLLECTION), "utf8"), file),
    );
    expect(samples.length).toBeGreaterThanOrEqual(194);
    for (const sample of samples) await expectAgreement(sample);
  });
});

describe("certificates of the lab", () => {
  const keys: KeySpec[] = [
    { algorithm: "RSA", bits: 2048 },
    { algorithm: "ECDSA", curve: "P-256" },
    { algorithm: "ECDSA", curve: "P-384" },
  ];
  const uses: CertificateRequest["use"][] = [
    {},
    { pathLength: 0 },
    { pathLength: 3, onlyUnder: "example.com", lax: true },
    { names: ["a.example", "*.b.example"] },
    { names: ["client"], client: true },
    { names: ["a.example"], responder: "http://ocsp.example/" },
  ];
  const subjects = [
    "CN=Amazon Root CA 1,O=Amazon,C=US",
    "CN=Zürich 東京,OU=One,OU=Two,L=Köln,ST=NRW,C=DE",
    "CN=with\\, comma\\+plus \\<b\\>,O=a#one",
    "DC=example,DC=com,E=somebody@example.com",
    `CN=#${utf8String(HOSTILE_NAME).toString("hex")}`,
  ];
  let made: Sample[] = [];

  beforeAll(async () => {
    const pairs = await Promise.all(keys.map(async (key) => ({ key, ...(await makeKey(key)) })));
    const requests = subjects.flatMap((subject) => uses.map((use) => ({ subject, use })));
    const pems = await Promise.all(
      requests.map(async ({ subject, use }, index) => {
        const { key, keyPem, publicKey } = pairs[index % pairs.length]!;
        const [notBefore, notAfter] = ["2026-01-01T00:00:00Z", "2051-06-30T12:34:56Z"];
        const signer = { subject: subjects[0]!, key, keyPem };
        const dates = { notBefore: new Date(notBefore), notAfter: new Date(notAfter) };
        return issue({ subject, publicKey, signer, ...dates, use });
      }),
    );
    made = pems.flatMap((pem, index) => samplesIn(pem, `${requests[index]!.subject} ${index}`));
  });

  test("are read alike", async () => {
    expect(made).toHaveLength(subjects.length * uses.length);
    for (const sample of made) await expectAgreement(sample);
  });
});

describe("a name", () => {
  const TYPES = ["CN", "OU", "O", "L", "ST", "C", "DC", "E", "SN", "G", "T", "1.2.3.4"];
  const value = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });

  test("of any fields has the text that the library gives it", () => {
    const parts = fc.array(
      fc.uniqueArray(fc.tuple(fc.constantFrom(...TYPES), value), {
        minLength: 1,
        maxLength: 3,
        selector: ([type]) => type,
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(parts, (given) => {
        const json = given.map((part) =>
          Object.fromEntries(part.map(([type, text]) => [type, [{ utf8String: text }]])),
        );
        const oracle = new Name(json);
        const der = new Uint8Array(oracle.toArrayBuffer());
        const read = readName(der);
        expect(read.flat().map((field) => `${field.type}=${field.value}`)).toEqual(
          fieldsIn(new Name(der)),
        );
        // A single blank is escaped twice by the library.
        const plain = given.flat().every(([, text]) => !CONTROL.test(text) && text !== " ");
        if (plain) expect(nameText(read)).toBe(new Name(der).toString());
      }),
      { numRuns: 300 },
    );
  });
});
