import "reflect-metadata/lite";
import { X509Certificate as NodeCertificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
} from "@peculiar/x509";
import { describe, expect, test } from "vitest";
import type { Bytes } from "../../../src/core/bytes.ts";
import { readDetails } from "../../../src/core/certificate/details.ts";
import { readCertificate } from "../../../src/core/certificate/read.ts";
import { der, octetString } from "../../lab/der.ts";
import {
  commonName,
  directory,
  dns,
  email,
  fromPem,
  ip,
  make,
  OID,
  PURPOSE,
  uri,
  type Wish,
} from "../../made-certificates.ts";

const COLLECTION = new URL("../../../../shared/certificates/", import.meta.url);

const PURPOSE_NAMES: Record<string, string> = {
  "1.3.6.1.5.5.7.3.1": "serverAuth",
  "1.3.6.1.5.5.7.3.2": "clientAuth",
  "1.3.6.1.5.5.7.3.3": "codeSigning",
  "1.3.6.1.5.5.7.3.4": "emailProtection",
  "1.3.6.1.5.5.7.3.8": "timeStamping",
  "1.3.6.1.5.5.7.3.9": "OCSPSigning",
};

async function expectAgreement(bytes: Bytes): Promise<void> {
  const details = await readDetails(bytes);
  const node = new NodeCertificate(bytes);
  const oracle = new X509Certificate(bytes);
  const hex = (text: string) => text.replaceAll(":", "").toLowerCase();
  const basic = oracle.getExtension(BasicConstraintsExtension);
  const usages = oracle.getExtension(KeyUsagesExtension)?.usages;
  const purposes = oracle.getExtension(ExtendedKeyUsageExtension)?.usages as string[] | undefined;
  const names = oracle.getExtension(SubjectAlternativeNameExtension)?.names.items ?? [];
  expect.soft(details).toMatchObject({
    sha1: hex(node.fingerprint),
    sha256: hex(node.fingerprint256),
    selfIssued: node.subject === node.issuer,
    basicConstraints: basic
      ? { isAuthority: basic.ca, pathLength: basic.pathLength ?? null, critical: basic.critical }
      : null,
    names: names.map(({ value }) => ({ value })),
    extKeyUsage: purposes?.map((id) => PURPOSE_NAMES[id] ?? id) ?? null,
    subjectKeyIdentifier: oracle.getExtension(SubjectKeyIdentifierExtension)?.keyId ?? null,
    authorityKeyIdentifier: oracle.getExtension(AuthorityKeyIdentifierExtension)?.keyId ?? null,
    malformed: [],
    unknownCritical: [],
  });
  const flags = details.keyUsage?.map((name) => KeyUsageFlags[name as keyof typeof KeyUsageFlags]);
  expect.soft(flags?.reduce((sum, flag) => sum | flag, 0)).toBe(usages);
  const hash = /SHA-?(\d+)/.exec(details.signatureAlgorithm)?.[1];
  expect.soft(details.signatureAlgorithm).not.toMatch(/^\d/);
  expect.soft(`SHA-${hash}`).toBe((oracle.signatureAlgorithm as { hash: Algorithm }).hash.name);
  const basis = await readCertificate({ der: bytes, reportedSpkiSha256: null, builtIn: null });
  expect.soft(details).toMatchObject(basis);
  expect
    .soft(Buffer.from(details.spkiSha256Base64, "base64").toString("hex"))
    .toBe(details.spkiSha256);
}

describe("details", () => {
  test("of every root that node ships agree with node and with the library", async () => {
    const roots = rootCertificates.flatMap(fromPem);
    expect(roots.length).toBeGreaterThan(100);
    for (const root of roots) await expectAgreement(root);
  });

  test.skipIf(!existsSync(COLLECTION))("of collected certificates agree, too", async () => {
    const lines = readFileSync(new URL("manifest.tsv", COLLECTION), "utf8").trimEnd().split("\n");
    const [head, ...rows] = lines.map((line) => line.split("\t"));
    const column = (row: string[], name: string) => row[head!.indexOf(name)]!;
    expect(rows.length).toBeGreaterThanOrEqual(194);
    for (const row of rows) {
      const [bytes] = fromPem(readFileSync(new URL(column(row, "file"), COLLECTION), "utf8"));
      await expectAgreement(bytes!);
      const details = await readDetails(bytes!);
      const key = details.key as { algorithm: string; bits?: number; curve?: string };
      const keyText = key.bits
        ? `RSA-${key.bits}`
        : `EC-${{ "P-256": "secp256r1", "P-384": "secp384r1" }[key.curve!] ?? key.curve}`;
      expect
        .soft([keyText, details.sha256, details.spkiSha256])
        .toEqual([column(row, "key"), column(row, "cert_sha256"), column(row, "spki_sha256")]);
      const eku = column(row, "eku");
      expect.soft(details.extKeyUsage?.join(",") ?? "-", column(row, "file")).toBe(eku);
    }
  });
});

const ofOne = async (wish: Partial<Wish>) =>
  readDetails((await make({ subject: "CN=One", ...wish })).der);

describe("a made certificate", () => {
  test("has all kinds of names", async () => {
    const names = [
      dns("*.a.example"),
      ip(192, 0, 2, 1),
      ip(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
      email("a@b.example"),
      uri("https://c.example/"),
      directory("CN=D,O=E"),
      der(0x88, Buffer.from([42])),
      ip(1, 2, 3),
    ];
    const details = await ofOne({ names });
    expect(details.names).toEqual([
      { kind: "dns", value: "*.a.example" },
      { kind: "ip", value: "192.0.2.1" },
      { kind: "ip", value: "2001:db8::1" },
      { kind: "email", value: "a@b.example" },
      { kind: "uri", value: "https://c.example/" },
      { kind: "directory", value: "CN=D, O=E" },
      { kind: "other", value: "#88012a" },
      { kind: "ip", value: "#010203" },
    ]);
    expect(details.namesLeftOut).toBe(0);
  });

  test.each([
    ["::", Array(16).fill(0)],
    ["::1", [...Array(15).fill(0), 1]],
    ["1::", [0, 1, ...Array(14).fill(0)]],
    ["1:0:2::3:0:0", [0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0]],
    ["10:200:3000:1:2:3:4:5", [0, 16, 2, 0, 48, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5]],
  ])("shortens the address %s", async (value, bytes) => {
    // Runs of the same length: the first is shortened (RFC 5952, 4.2.3).
    const expected = value === "1:0:2::3:0:0" ? "1:0:2::3:0:0" : value;
    expect((await ofOne({ names: [ip(...bytes)] })).names).toEqual([
      { kind: "ip", value: expected },
    ]);
  });

  test("has name constraints, with ranges of addresses", async () => {
    const constraints = {
      permitted: [dns(".example.com"), ip(10, 0, 0, 0, 255, 128, 0, 0), directory("O=Example")],
      excluded: [
        email("example.org"),
        ip(10, 0, 0, 0, 255, 0, 255, 0),
        ip(0x20, 1, ...Array(14).fill(0), 255, 255, ...Array(14).fill(0)),
      ],
    };
    expect((await ofOne({ constraints })).nameConstraints).toEqual({
      permitted: [
        { kind: "dns", value: ".example.com" },
        { kind: "ip", value: "10.0.0.0/9" },
        { kind: "directory", value: "O=Example" },
      ],
      excluded: [
        { kind: "email", value: "example.org" },
        { kind: "ip", value: "10.0.0.0/255.0.255.0" },
        { kind: "ip", value: "2001::/16" },
      ],
    });
  });

  test("has a path length, purposes and usages by their names", async () => {
    const details = await ofOne({
      pathLength: 3,
      purposes: [PURPOSE.any, PURPOSE.client, "1.2.3.4"],
      usage: 0x86,
    });
    expect(details).toMatchObject({
      version: 3,
      basicConstraints: { isAuthority: true, pathLength: 3, critical: true },
      extKeyUsage: ["anyExtendedKeyUsage", "clientAuth", "1.2.3.4"],
      keyUsage: ["digitalSignature", "keyCertSign", "cRLSign"],
    });
  });

  test("without extensions has none", async () => {
    const extensions = Object.fromEntries(Object.values(OID).map((id) => [id, null]));
    expect(await ofOne({ extensions })).toMatchObject({
      basicConstraints: null,
      keyUsage: null,
      extKeyUsage: null,
      names: [],
      nameConstraints: null,
      subjectKeyIdentifier: null,
      authorityKeyIdentifier: null,
      unknownCritical: [],
      malformed: [],
    });
  });

  test("names critical extensions that are unknown", async () => {
    const value = octetString();
    const extensions = {
      "1.3.6.1.4.1.11129.2.4.3": { critical: true, value },
      "1.2.3": { critical: false, value },
    };
    expect((await ofOne({ extensions })).unknownCritical).toEqual(["1.3.6.1.4.1.11129.2.4.3"]);
  });

  test.each(Object.entries(OID))("is described without a malformed %s", async (name, id) => {
    const details = await ofOne({ extensions: { [id]: { value: Buffer.from([0x30, 5]) } } });
    expect(details.malformed).toEqual([id]);
    const field = name === "subjectAltName" ? "names" : name;
    expect(details[field as "names"]).toEqual(field === "names" ? [] : null);
    expect(details.subject).toBe("CN=One");
  });

  test("is described without a list of extensions that has one twice", async () => {
    const { der: bytes } = await make({ subject: "CN=One" });
    // Subject and authority key identifier differ in the last byte of their ids.
    const at = Buffer.from(bytes).indexOf(Buffer.from([0x55, 0x1d, 0x23]));
    const twice = bytes.slice();
    twice[at + 2] = 0x0e;
    expect(await readDetails(twice)).toMatchObject({
      malformed: ["*"],
      basicConstraints: null,
      subject: "CN=One",
    });
  });

  test("with very many or very long names is cut short, and says so", async () => {
    const many = Array.from({ length: 700 }, (_, at) => dns(`${at}.example`));
    const details = await ofOne({ names: [dns("a".repeat(5000)), ...many] });
    expect(details.names).toHaveLength(500);
    expect(details.namesLeftOut).toBe(201);
    expect(details.names[0]!.value).toHaveLength(1025);
  });

  test("is self-issued if its names differ in case, blanks and string types alone", async () => {
    const compare = async (issuer: Bytes) =>
      (await ofOne({ subject: commonName(0x0c, "Some Root"), key: "self", issuer })).selfIssued;
    expect(await compare(commonName(0x13, " SOME   root "))).toBe(true);
    expect(await compare(commonName(0x0c, "Ｓｏｍｅ Root"))).toBe(true);
    expect(await compare(commonName(0x13, "Some Roots"))).toBe(false);
  });
});

test.each([[[]], [[0x30, 0]], [Array(100).fill(0x30)]])("no certificate: %j", async (bytes) => {
  await expect(readDetails(Uint8Array.from(bytes))).rejects.toThrow(RangeError);
});
