import { existsSync, readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import { describe, expect, test } from "vitest";
import { readRootFiles } from "../../build/root-files.ts";
import {
  auditBundle,
  type AuditOptions,
  type BundleCertificate,
} from "../../src/core/bundle-audit.ts";
import { lookOf } from "../../src/core/bundle-look.ts";
import looks from "../../src/core/bundle-looks.json";
import {
  asMade,
  commonName,
  fromPem,
  make,
  OID,
  oldRoot,
  type Made,
} from "../made-certificates.ts";
import { catalogue } from "../made-up.ts";

const AT = Date.parse("2026-06-15T12:00:00Z");
const DECIDING = [1, 2, 3, 4].map((digit) => `amazon-root-ca-${digit}`);
const G2 = "starfield-services-g2";

const { roots: files, others } = readRootFiles();
const realRoot = (id: string) =>
  fromPem([...files, ...others].find((file) => file.id === id)!.pem)[0]!;
const filled = (ids: string[]): BundleCertificate[] => ids.map((id) => ({ der: realRoot(id) }));

const audit = (given: readonly BundleCertificate[], more: Partial<AuditOptions> = {}) =>
  auditBundle(given, { roots: catalogue.roots, at: AT, ...more });

async function presences(given: readonly BundleCertificate[], more?: Partial<AuditOptions>) {
  const { roots } = await audit(given, more);
  return Object.fromEntries(
    roots.filter(({ presence }) => presence !== "absent").map(({ id, presence }) => [id, presence]),
  );
}

describe("a bundle", () => {
  test("with all deciding roots is enough", async () => {
    const result = await audit(filled(DECIDING));
    expect(result.verdict).toBe("enough");
    expect(result.roots.map(({ id }) => id)).toEqual(catalogue.roots.map(({ id }) => id));
    expect(result.roots[0]).toEqual({
      id: "amazon-root-ca-1",
      presence: "present",
      certificates: [catalogue.roots[0]!.certificateSha256],
      bridgedBy: [],
    });
    expect(result.counts).toEqual({ certificates: 4, authorities: 4, expired: 0, unreadable: 0 });
    expect(result.duplicates).toEqual([]);
  });

  test("with Starfield Services G2 alone is bridged", async () => {
    const result = await audit(filled([G2]));
    expect(result.verdict).toBe("bridged");
    const bridged = result.roots.filter(({ bridgedBy }) => bridgedBy.includes(G2));
    expect(bridged.map(({ id }) => id)).toEqual(DECIDING);
    expect(bridged.map(({ presence }) => presence)).toEqual(Array(4).fill("absent"));
  });

  test("with Starfield Class 2 alone is short: servers no longer send its cross-certificate", async () => {
    const result = await audit(filled(["starfield-class-2"]));
    expect(result.verdict).toBe("short");
    expect(result.roots.filter(({ bridgedBy }) => bridgedBy.length).map(({ id }) => id)).toEqual([
      G2,
    ]);
  });

  test.each(DECIDING)("without %s and a bridge is short", async (id) => {
    const rest = DECIDING.filter((each) => each !== id);
    expect((await audit(filled(rest))).verdict).toBe("short");
    expect((await audit(filled([...rest, G2]))).verdict).toBe("bridged");
  });

  test("with nothing is short", async () => {
    expect(await audit([])).toMatchObject({
      verdict: "short",
      counts: { certificates: 0, authorities: 0, expired: 0, unreadable: 0 },
      resembles: null,
    });
  });

  test("whose roots have expired is short, and an expired bridge carries nothing", async () => {
    const at = Date.parse("2100-01-01T00:00:00Z");
    const given = filled([...DECIDING, G2]);
    const result = await audit(given, { at });
    expect(result.verdict).toBe("short");
    expect(await presences(given, { at })).toEqual(
      Object.fromEntries([...DECIDING, G2].map((id) => [id, "expired"])),
    );
    expect(result.counts.expired).toBe(5);
    expect(result.roots.flatMap(({ bridgedBy }) => bridgedBy)).toEqual([]);
  });

  test("with duplicates and bytes that are no certificate counts them", async () => {
    const bad = { der: realRoot(G2).slice(0, 50) };
    const result = await audit([...filled([G2, DECIDING[0]!, G2, G2]), bad, bad]);
    expect(result.counts).toEqual({ certificates: 2, authorities: 2, expired: 0, unreadable: 1 });
    expect(result.duplicates.map(({ count }) => count)).toEqual([3, 2]);
    expect(result.roots.find(({ id }) => id === G2)!.certificates).toHaveLength(1);
  });

  test("counts authorities and expired certificates", async () => {
    const given = await Promise.all([
      make({ subject: "CN=a" }),
      make({ subject: "CN=b", ca: false, to: "2026-06-01T00:00:00Z" }),
      make({
        subject: "CN=c",
        extensions: { [OID.basicConstraints]: { value: Buffer.from([0x30, 9]) } },
      }),
      make({ subject: "CN=d", extensions: { [OID.basicConstraints]: null } }),
      oldRoot(),
    ]);
    expect((await audit(given)).counts).toEqual({
      certificates: 5,
      authorities: 2,
      expired: 1,
      unreadable: 0,
    });
  });
});

describe("a key of the catalogue", () => {
  /** A catalogue whose only root has the key of this one. */
  async function onlyRoot() {
    const root = await make({ subject: "CN=Only", key: "only" });
    const spki = (await auditKey(root))!;
    const only = { id: "only", spkiSha256: spki, crossSignedBy: [], decides: true };
    return { root, roots: [only] };
  }

  async function auditKey({ der }: Made): Promise<string | undefined> {
    const { readCertificate } = await import("../../src/core/certificate/read.ts");
    const read = await readCertificate({ der, reportedSpkiSha256: null, builtIn: null });
    return read.readable ? read.spkiSha256 : undefined;
  }

  test("in another issuer's certificate is no root", async () => {
    const { roots, root } = await onlyRoot();
    const cross = await make({
      subject: "CN=Only",
      key: "only",
      by: { subject: "CN=X", key: "x" },
    });
    const alone = await audit([cross], { roots });
    expect(alone.verdict).toBe("short");
    expect(alone.roots).toEqual([
      { id: "only", presence: "cross-sign", certificates: [cross.sha256], bridgedBy: [] },
    ]);
    const both = await audit([cross, root], { roots });
    expect(both.roots[0]).toMatchObject({
      presence: "present",
      certificates: [cross.sha256, root.sha256],
    });
  });

  test("in a younger certificate of its own replaces the expired one", async () => {
    const { roots } = await onlyRoot();
    const old = await make({ subject: "CN=Only", key: "only", to: "2026-06-01T00:00:00Z" });
    const young = await make({ subject: "CN=Only", key: "only", to: "2030-06-01T00:00:00Z" });
    expect(await presences([old], { roots })).toEqual({ only: "expired" });
    expect(await presences([old, young], { roots })).toEqual({ only: "present" });
  });

  test("is a root's also if both names differ in their form", async () => {
    const { roots } = await onlyRoot();
    const forms = { subject: commonName(0x13, "Only"), issuer: commonName(0x0c, "ONLY") };
    const root = await make({ ...forms, key: "only" });
    expect(await presences([root], { roots })).toEqual({ only: "present" });
  });

  test("is nothing but the key: a root of the same name is absent", async () => {
    const { roots } = await onlyRoot();
    const twin = await make({ subject: "CN=Only", key: "twin" });
    expect(await presences([twin], { roots })).toEqual({});
  });
});

const OLD_DER = (pem: string) => ({ der: fromPem(pem)[0]! });
const NODE = rootCertificates.map(OLD_DER);

describe("a bundle resembles", () => {
  const own = (count: number) =>
    Promise.all(Array.from({ length: count }, (_, at) => make({ subject: `CN=Own ${at}` })));

  test("somebody's own, with a few roots that nobody else has", async () => {
    expect((await audit(await own(1))).resembles).toBe("own");
    expect((await audit(await own(3))).resembles).toBe("own");
    expect((await audit(await own(4))).resembles).toBeNull();
    expect((await audit([...(await own(1)), ...filled([G2])])).resembles).toBeNull();
    const leaf = await make({ subject: "CN=leaf", ca: false, by: (await own(1))[0]! });
    expect((await audit([leaf])).resembles).toBeNull();
  });

  test("Mozilla's list, as node has it", async () => {
    expect((await audit(NODE)).resembles).toBe("mozilla");
    expect((await audit(NODE.slice(0, 60))).resembles).toBeNull();
  });

  test("a program's that writes its own comments or names", async () => {
    const certifi = '\n# Issuer: CN=X O=X\n# Label: "X"\n# MD5 Fingerprint: 00\n';
    expect((await audit(NODE, { text: certifi })).resembles).toBe("certifi");
    const curl = "##\n## Bundle of CA Root Certificates\n##\n";
    expect((await audit(NODE, { text: curl })).resembles).toBe("curl");
    const named = (name: (at: number) => string) =>
      NODE.map((each, at) => ({ ...each, alias: name(at) }));
    expect((await audit(named((at) => `root${at} [jdk]`))).resembles).toBe("java");
    expect((await audit(named((at) => `debian:root${at}.pem`))).resembles).toBe("debian-java");
    expect((await audit(named((at) => (at % 3 ? `root${at} [jdk]` : "mine")))).resembles).toBe(
      "java",
    );
    expect((await audit(named((at) => (at % 3 ? "mine" : `root${at} [jdk]`)))).resembles).toBe(
      "mozilla",
    );
  });

  /** A bundle of this size that holds these hashes and no other known one. */
  const signsOf = (hashes: string[], size: number, text = "") => {
    const rest = Array.from({ length: size - hashes.length }, (_, at) => [`${at}`, null] as const);
    const certificates = new Map([...hashes.map((hash) => [hash, null] as const), ...rest]);
    return { certificates, aliases: [], text, isForeign: false };
  };
  const rowOf = (id: string) => looks.looks.find((each) => each.id === id)!;
  const mozilla = rowOf("mozilla");

  test.each(["macos", "windows"])("%s, with its maker's own roots among many", (id) => {
    const { holds = [], least } = rowOf(id);
    expect(lookOf(signsOf(holds, least))).toBe(id);
    expect(lookOf(signsOf(holds, least - 1))).toBeNull();
    expect(lookOf(signsOf(holds.slice(1), least))).toBeNull();
    expect(lookOf(signsOf([...mozilla.holds!, ...holds], 150))).toBe(id);
    expect(lookOf(signsOf([...mozilla.holds!, ...mozilla.lacks!.slice(0, 1)], 150))).toBeNull();
  });

  test("botocore's old copy of certifi's, by roots that certifi has dropped", () => {
    const { holds = [], text = [] } = rowOf("botocore");
    expect(lookOf(signsOf(holds, 128, text.join("\n")))).toBe("botocore");
    expect(lookOf(signsOf(holds.slice(1), 128, text.join("\n")))).toBe("certifi");
    expect(lookOf(signsOf(holds, 128))).toBeNull();
  });
});

const COLLECTION = new URL("../../../shared/certificates/", import.meta.url);
test.skipIf(!existsSync(COLLECTION))("collected cross-certificates are no roots", async () => {
  const lines = readFileSync(new URL("manifest.tsv", COLLECTION), "utf8").trimEnd().split("\n");
  const crosses = lines
    .map((line) => line.split("\t"))
    .filter(([, kind]) => kind === "cross")
    .map(([file]) => asMade(fromPem(readFileSync(new URL(file!, COLLECTION), "utf8"))[0]!));
  expect(crosses.length).toBeGreaterThanOrEqual(10);
  const { verdict, roots } = await audit(crosses);
  expect(verdict).toBe("short");
  const found = roots.filter(({ presence }) => presence === "cross-sign");
  expect(found.map(({ id }) => id)).toEqual(
    catalogue.roots.map(({ id }) => id).filter((id) => id !== "starfield-class-2"),
  );
});
