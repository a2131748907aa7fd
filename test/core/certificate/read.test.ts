import "reflect-metadata/lite";
import { createHash, X509Certificate as NodeCertificate } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { rootCertificates } from "node:tls";
import { X509CertificateGenerator } from "@peculiar/x509";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import {
  findCatalogued,
  looksIssuedByAmazon,
  spkiOf,
  type Certificate,
  type ReadableCertificate,
} from "../../../src/core/certificate.ts";
import {
  certificateReader,
  readCertificate,
  type RawCertificate,
} from "../../../src/core/certificate/read.ts";
import { originOf } from "../../../src/core/finding.ts";
import { catalogue, observation, rootOf } from "../../made-up.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

function read(der: Bytes): Promise<Certificate> {
  return readCertificate({ der, reportedSpkiSha256: null, builtIn: null });
}

async function readable(der: Bytes): Promise<ReadableCertificate> {
  const certificate = await read(der);
  if (!certificate.readable) throw new Error("the certificate could not be read");
  return certificate;
}

/** The certificates of a PEM file, in order, as DER. */
function fromPem(text: string): Bytes[] {
  const blocks = text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g);
  return Array.from(blocks, ([, base64]) => new Uint8Array(Buffer.from(base64!, "base64")));
}

const ROOT = fromPem(rootCertificates[0]!)[0]!;

/** A certificate made for this test. `name` is its subject and issuer, RFC 4514. */
async function made(
  name: string,
  algorithm: EcKeyGenParams | RsaHashedKeyGenParams | Algorithm,
  hash?: string,
): Promise<Bytes> {
  const usages: KeyUsage[] = ["sign", "verify"];
  const keys = (await crypto.subtle.generateKey(algorithm, true, usages)) as CryptoKeyPair;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name,
    keys,
    notBefore: new Date("2026-01-01T00:00:00Z"),
    notAfter: new Date("2027-01-01T00:00:00Z"),
    serialNumber: "0badCAFE",
    signingAlgorithm: { ...algorithm, ...(hash && { hash }) },
  });
  return new Uint8Array(certificate.rawData);
}

const P256 = { name: "ECDSA", namedCurve: "P-256" };
const ecMade = (name: string) => made(name, P256, "SHA-256");

describe("each root that node ships", () => {
  const roots = rootCertificates.map((pem) => {
    const [der] = fromPem(pem);
    const node = new NodeCertificate(der!);
    return { name: node.subject.split("\n").at(-1)!, der: der!, node };
  });

  test("there are more than a hundred, and the Amazon roots are among them", async () => {
    expect(roots.length).toBeGreaterThan(100);
    const certificates = await Promise.all(roots.map(({ der }) => readable(der)));
    const ids = certificates.map((each) => findCatalogued(each, catalogue)?.id);
    expect(ids).toEqual(expect.arrayContaining([1, 2, 3, 4].map((n) => `amazon-root-ca-${n}`)));
    expect(ids.filter((id) => id !== undefined).length).toBeLessThanOrEqual(catalogue.roots.length);
  });

  test("has the hashes that node computes", async () => {
    for (const { name, der, node } of roots) {
      const certificate = await readable(der);
      const spki = node.publicKey.export({ type: "spki", format: "der" });
      expect.soft([name, certificate.spkiSha256]).toEqual([name, sha256(spki)]);
      const fingerprint = node.fingerprint256.replaceAll(":", "").toLowerCase();
      expect.soft([name, certificate.sha256]).toEqual([name, fingerprint]);
    }
  });

  test("has the serial number, the dates and the key that node reads", async () => {
    for (const { name, der, node } of roots) {
      const { serialNumber, notBefore, notAfter, key } = await readable(der);
      const details = node.publicKey.asymmetricKeyDetails!;
      expect
        .soft([name, BigInt(`0x${serialNumber}`)])
        .toEqual([name, BigInt(`0x${node.serialNumber}`)]);
      expect.soft([name, notBefore]).toEqual([name, new Date(node.validFrom).toISOString()]);
      expect.soft([name, notAfter]).toEqual([name, new Date(node.validTo).toISOString()]);
      const curves: Record<string, string> = { prime256v1: "P-256", secp384r1: "P-384" };
      const expected =
        node.publicKey.asymmetricKeyType === "rsa"
          ? { algorithm: "RSA", bits: details.modulusLength }
          : { algorithm: "ECDSA", curve: curves[details.namedCurve!] };
      expect.soft([name, key]).toEqual([name, expected]);
    }
  });

  test("has a name, is its own issuer, and keeps its bytes", async () => {
    for (const { name, der } of roots) {
      const certificate = await readable(der);
      expect.soft([name, certificate.issuer]).toEqual([name, certificate.subject]);
      expect.soft(certificate.name, name).not.toBe("");
      expect.soft(certificate.issuerName, name).toBe(certificate.name);
      expect.soft(Buffer.from(certificate.der, "base64").equals(der), name).toBe(true);
      expect.soft(certificate.serialNumber, name).toMatch(/^[0-9a-f]+$/);
    }
  });
});

describe("a catalogued root", () => {
  const shipped = new Map(
    rootCertificates.map((pem) => {
      const [der] = fromPem(pem);
      return [sha256(der!), der!] as const;
    }),
  );
  const found = catalogue.roots.filter((root) => shipped.has(root.certificateSha256));

  test.each(found)("$name reads as the catalogue has it", async (root) => {
    const certificate = await readable(shipped.get(root.certificateSha256)!);
    expect(certificate.spkiSha256).toBe(root.spkiSha256);
    expect(certificate.key).toEqual(root.key);
    expect(Date.parse(certificate.notBefore)).toBe(Date.parse(root.notBefore));
    expect(Date.parse(certificate.notAfter)).toBe(Date.parse(root.notAfter));
    expect(certificate.name).toBe(root.name);
  });
});

describe("readCertificate", () => {
  test("hands on what the browser says of a certificate", async () => {
    const said = { reportedSpkiSha256: "ab".repeat(32), builtIn: true };
    expect(await readCertificate({ der: ROOT, ...said })).toMatchObject(said);
    expect(await readCertificate({ der: new Uint8Array(3), ...said })).toMatchObject(said);
  });

  test("gives the same for the same bytes", async () => {
    expect(await read(ROOT)).toEqual(await read(ROOT.slice()));
  });

  test("does not change the bytes that it reads", async () => {
    const der = ROOT.slice();
    await read(der);
    expect(der).toEqual(ROOT);
  });

  test("gives something that survives JSON", async () => {
    const certificate = await read(ROOT);
    expect(JSON.parse(JSON.stringify(certificate))).toEqual(certificate);
  });

  test("reads a view into a larger buffer", async () => {
    const larger = new Uint8Array(ROOT.length + 20);
    larger.set(ROOT, 7);
    expect(await read(larger.subarray(7, 7 + ROOT.length))).toEqual(await read(ROOT));
  });

  test.each([
    ["CN=Common, OU=Unit, O=Organisation, C=DE", "Common"],
    ["OU=Unit, O=Organisation, C=DE", "Unit"],
    ["O=Organisation, C=DE", "Organisation"],
    ["C=DE, L=Berlin", "C=DE, L=Berlin"],
  ])("calls %s by its most telling field", async (subject, name) => {
    const certificate = await readable(await ecMade(subject));
    expect(certificate.name).toBe(name);
    expect(certificate.issuerName).toBe(name);
    expect(certificate.subject).toBe(subject);
  });

  test("tells the issuer's organisation, or that there is none", async () => {
    expect((await readable(await ecMade("CN=a, O=Amazon"))).issuerOrganization).toBe("Amazon");
    expect((await readable(await ecMade("CN=a"))).issuerOrganization).toBeNull();
  });

  test("keeps hostile text as it is: whoever shows it makes it inert", async () => {
    const name = "<img src=x onerror=alert(1)>\u202Egro.nozama";
    expect((await readable(await ecMade(`CN=${name}`))).name).toBe(name);
  });

  test("keeps a thousand characters of a name that has tens of thousands", async () => {
    const endless = "x".repeat(50_000);
    const certificate = await readable(await ecMade(`CN=${endless}, O=${endless}`));
    const clipped = `${"x".repeat(1024)}…`;
    expect(certificate.name).toBe(clipped);
    expect(certificate.issuerName).toBe(clipped);
    expect(certificate.issuerOrganization).toBe(clipped);
    expect(certificate.subject).toHaveLength(1025);
    expect(certificate.issuer).toHaveLength(1025);
  });

  test("writes serial numbers in lower case, dates in ISO 8601", async () => {
    const certificate = await readable(await ecMade("CN=a"));
    expect(certificate.serialNumber).toBe("0badcafe");
    expect(certificate.notBefore).toBe("2026-01-01T00:00:00.000Z");
    expect(certificate.notAfter).toBe("2027-01-01T00:00:00.000Z");
  });

  test.each([
    [
      { name: "ECDSA", namedCurve: "P-256" },
      { algorithm: "ECDSA", curve: "P-256" },
    ],
    [
      { name: "ECDSA", namedCurve: "P-384" },
      { algorithm: "ECDSA", curve: "P-384" },
    ],
    [
      { name: "ECDSA", namedCurve: "P-521" },
      { algorithm: "ECDSA", curve: "P-521" },
    ],
    [{ name: "Ed25519" }, { algorithm: "Ed25519" }],
    [
      {
        name: "RSASSA-PKCS1-v1_5",
        hash: "SHA-256",
        modulusLength: 1024,
        publicExponent: new Uint8Array([1, 0, 1]),
      },
      { algorithm: "RSA", bits: 1024 },
    ],
  ])("describes a key: %j", async (algorithm, key) => {
    const der = await made("CN=a", algorithm, "SHA-256");
    const certificate = await readable(der);
    expect(certificate.key).toEqual(key);
    const spki = new NodeCertificate(der).publicKey.export({ type: "spki", format: "der" });
    expect(certificate.spkiSha256).toBe(sha256(spki));
  });
});

describe("bytes that are no certificate", () => {
  async function unreadable(der: Bytes): Promise<void> {
    const certificate = await read(der);
    expect(certificate.readable).toBe(false);
    expect(certificate.sha256).toBe(sha256(der));
    expect(Buffer.from(certificate.der, "base64").equals(der)).toBe(true);
  }

  const text = (value: string) => new Uint8Array(Buffer.from(value));

  test.each([
    ["nothing", new Uint8Array()],
    ["one zero", new Uint8Array(1)],
    ["an empty sequence", new Uint8Array([0x30, 0])],
    ["a sequence of unknown length", new Uint8Array([0x30, 0x80])],
    ["a length that is not there", new Uint8Array([0x30, 0x84, 0xff, 0xff, 0xff, 0xff])],
    ["a length of 127 bytes", new Uint8Array([0x30, 0xff, 1, 2, 3])],
    ["an endless tag", new Uint8Array(4_000).fill(0x9f)],
    ["text", text("not a certificate")],
    ["PEM in place of DER", text(rootCertificates[0]!)],
    ["base64 in place of DER", text(Buffer.from(ROOT).toString("base64"))],
    ["hex digits in place of DER", text(Buffer.from(ROOT).toString("hex"))],
    ["a number", new Uint8Array([2, 1, 5])],
  ])("are kept unread: %s", async (_, der) => {
    await unreadable(der);
  });

  test("are kept unread: a root cut short, wherever it is cut", async () => {
    const step = 7;
    for (let length = 0; length < ROOT.length; length += step)
      await unreadable(ROOT.slice(0, length));
    for (let less = 1; less <= step; less += 1) await unreadable(ROOT.slice(0, ROOT.length - less));
  });

  test("are kept unread: a root that begins too late", async () => {
    for (let start = 1; start < 40; start += 1) await unreadable(ROOT.slice(start));
  });

  test.each([
    ["zeros", 0],
    ["sequences", 0x30],
    ["ones", 0xff],
  ])("are kept unread: two million %s", async (_, value) => {
    await unreadable(new Uint8Array(2_000_000).fill(value));
  });

  test("are kept unread: two million bytes that are said to be one sequence", async () => {
    const length = [0x00, 0x1e, 0x84, 0x80];
    const der = new Uint8Array(2_000_000 + 6);
    der.set([0x30, 0x84, ...length]);
    await unreadable(der);
  });

  test("are kept unread: a hundred thousand sequences one in another", async () => {
    await unreadable(new Uint8Array(200_000).map((_, index) => (index % 2 ? 0x80 : 0x30)));
  });

  test("are kept unread: whatever comes by chance", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
        await unreadable(new Uint8Array(bytes));
        await unreadable(new Uint8Array([0x30, 0x82, ...bytes]));
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  test("never make it throw: a root with some bytes changed", async () => {
    const change = fc.tuple(fc.nat({ max: ROOT.length - 1 }), fc.nat({ max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const der = ROOT.slice();
        for (const [at, value] of changes) der[at] = value;
        const certificate = await read(der);
        expect(certificate.sha256).toBe(sha256(der));
        if (certificate.readable) expect(certificate.spkiSha256).toMatch(/^[0-9a-f]{64}$/);
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  test("never make it throw: a root with something behind it", async () => {
    const der = new Uint8Array([...ROOT, 1, 2, 3]);
    expect((await read(der)).sha256).toBe(sha256(der));
  });
});

describe("certificateReader", () => {
  const ders = rootCertificates.slice(0, 3).map((pem) => fromPem(pem)[0]!);
  const raw = (der: Bytes, change: Partial<RawCertificate> = {}): RawCertificate => ({
    der,
    reportedSpkiSha256: null,
    builtIn: null,
    ...change,
  });

  test("has each certificate under its hash, as readCertificate reads it", async () => {
    const reader = certificateReader();
    const keys = await Promise.all(ders.map((der) => reader.read(raw(der))));
    expect(keys).toEqual(ders.map(sha256));
    expect(reader.table).toEqual(
      Object.fromEntries(
        await Promise.all(ders.map(async (der) => [sha256(der), await read(der)])),
      ),
    );
  });

  test("reads a certificate of many chains once", async () => {
    const reader = certificateReader();
    const hash = vi.spyOn(crypto.subtle, "digest");
    const keys = await Promise.all([1, 2, 3, 4].map(() => reader.read(raw(ders[0]!.slice()))));
    expect(new Set(keys).size).toBe(1);
    expect(Object.keys(reader.table)).toEqual([keys[0]]);
    // For the certificate and for its key.
    expect(hash).toHaveBeenCalledTimes(2);
  });

  test("has a certificate in its table before it tells the key", async () => {
    const reader = certificateReader();
    const reads = [1, 2].map(async () => {
      const key = await reader.read(raw(ders[1]!));
      expect(reader.table[key]).toBeDefined();
    });
    await Promise.all(reads);
  });

  test("keeps bytes that are no certificate under their hash", async () => {
    const reader = certificateReader();
    const bytes = new Uint8Array([1, 2, 3]);
    const key = await reader.read(raw(bytes));
    expect(key).toBe(sha256(bytes));
    expect(reader.table[key]).toMatchObject({ readable: false, sha256: key });
  });

  test("begins with an empty table each time", async () => {
    await certificateReader().read(raw(ders[0]!));
    expect(certificateReader().table).toEqual({});
  });
});

const COLLECTION = new URL("../../../../shared/certificates/", import.meta.url);

/** A table of tab-separated values, by the names in its first line. */
function table(name: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(new URL(name, COLLECTION), "utf8").trimEnd().split("\n");
  const columns = head!.split("\t");
  return lines.map((line) => {
    const cells = line.split("\t");
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""]));
  });
}

/** The rows of a kind (of all kinds where none is given) with the names of their files. */
function named(rows: Record<string, string>[], kind?: string) {
  return rows
    .filter((row) => kind === undefined || row["kind"] === kind)
    .map((row) => [row["file"]!, row] as const);
}

function file(name: string): Bytes[] {
  return fromPem(readFileSync(new URL(name, COLLECTION), "utf8"));
}

describe.skipIf(!existsSync(COLLECTION))("the collected certificates", () => {
  const present = existsSync(COLLECTION);
  const rows = present ? table("manifest.tsv") : [];
  const chains = present ? table("chains/chains.tsv") : [];
  const single = (name: string) => readable(file(name)[0]!);

  test("are 194, and 47 chains", () => {
    expect(readdirSync(COLLECTION).filter((name) => name.endsWith(".pem"))).toHaveLength(194);
    expect(rows).toHaveLength(194);
    expect(chains).toHaveLength(47);
  });

  test.each(named(rows))("%s has the hashes that openssl computed", async (name, row) => {
    const certificate = await single(name);
    expect(certificate.sha256).toBe(row["cert_sha256"]);
    expect(certificate.spkiSha256).toBe(row["spki_sha256"]);
    expect(BigInt(`0x${certificate.serialNumber}`)).toBe(BigInt(`0x${row["serial"]}`));
    const instant = (text: string) => new Date(`${text.replace(" ", "T")}Z`).toISOString();
    expect(certificate.notBefore).toBe(instant(row["notBefore"]!));
    expect(certificate.notAfter).toBe(instant(row["notAfter"]!));
  });

  test("hold every catalogued root, with the catalogue's hashes", () => {
    const roots = new Map(
      rows
        .filter(({ kind }) => kind === "root")
        .map((row) => [row["cert_sha256"], row["spki_sha256"]] as const),
    );
    for (const { id, certificateSha256, spkiSha256 } of catalogue.roots) {
      expect.soft([id, roots.get(certificateSha256)]).toEqual([id, spkiSha256]);
    }
  });

  test.each(named(rows, "cross"))("%s is a twin of the root whose name it bears", async (name) => {
    const twin = await single(name);
    const root = findCatalogued(twin, catalogue);
    expect(root?.name).toBe(twin.name);
    expect(twin.sha256).not.toBe(root?.certificateSha256);
    expect(twin.issuer).not.toBe(twin.subject);
    const signers = root!.crossSignedBy.map((id) => rootOf(id).name);
    expect(signers).toContain(twin.issuerName);
  });

  test("hold no catalogued key in an intermediate or a leaf", async () => {
    for (const { kind, file: name } of rows) {
      if (kind !== "int" && kind !== "leaf") continue;
      expect
        .soft([name, findCatalogued(await single(name!), catalogue)])
        .toEqual([name, undefined]);
    }
  });

  test.each(named(chains))("the chain %s ends at a catalogued root", async (name, row) => {
    const ders = file(`chains/${name}`);
    expect(ders).toHaveLength(Number(row["n"]));
    const certificates = await Promise.all(ders.map(readable));
    const last = certificates.at(-1)!;
    const anchor = findCatalogued(last, catalogue);
    expect(anchor?.name).toBe(last.name);
    expect(anchor?.name.replaceAll(" ", "-")).toBe(
      /^cross_(.+?)_by_/.exec(row["parts"]!.split(" + ").at(-1)!)![1],
    );

    const seen = observation({
      evidence: "anchor",
      chain: certificates.map((certificate) => certificate.sha256),
    });
    const known = Object.fromEntries(certificates.map((each) => [each.sha256, each]));
    const around = { catalogue, certificates: known };
    expect(originOf(seen, around)).toEqual({ whose: "amazon", anchor: anchor!.id });
    const alone = { ...seen, evidence: "issuer" as const, chain: seen.chain.slice(0, 1) };
    expect(originOf(alone, around)).toEqual({ whose: "amazon", anchor: null });
  });

  test.each(named(chains))(
    "the chain %s holds the key of the root that openssl verified it against",
    async (name, row) => {
      const certificates = await Promise.all(file(`chains/${name}`).map(readable));
      const keys = certificates.flatMap((each) => findCatalogued(each, catalogue)?.id ?? []);
      const signers = keys.flatMap((id) => rootOf(id).crossSignedBy);
      const verified = [1, 2, 3, 4].filter((n) => row[`CA${n}`] === "OK");
      expect(verified).toHaveLength(1);
      expect([...keys, ...signers]).toContain(`amazon-root-ca-${verified[0]}`);
    },
  );

  test.each(named(rows, "leaf"))(
    "%s is Amazon Trust Services' exactly where its issuer is",
    async (name, { issuer }) => {
      const leaf = await single(name);
      const byAmazon = /\bO=Amazon\b/.test(issuer!);
      expect(looksIssuedByAmazon(leaf)).toBe(byAmazon);
      const seen = observation({ evidence: "issuer", chain: [leaf.sha256] });
      const { whose } = originOf(seen, { catalogue, certificates: { [leaf.sha256]: leaf } });
      expect(whose).toBe(byAmazon ? "amazon" : "foreign");
      expect(spkiOf(leaf)).toBe(leaf.spkiSha256);
    },
  );

  test("hold seven leaves of www.amazon.com, none of them Amazon Trust Services'", async () => {
    const shop = rows.filter(({ file: name }) => name!.startsWith("leaf_wildcard.peg.a2z.com"));
    expect(shop).toHaveLength(7);
    for (const { file: name } of shop) {
      const leaf = await single(name!);
      expect.soft([name, leaf.issuerOrganization]).toEqual([name, "DigiCert Inc"]);
      expect.soft([name, looksIssuedByAmazon(leaf)]).toEqual([name, false]);
    }
  });
});
