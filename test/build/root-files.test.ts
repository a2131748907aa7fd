import { X509Certificate, createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import type { Plugin } from "vite";
import { describe, expect, test } from "vitest";
import { sourceConfig } from "../../build/config.ts";
import { ROOT } from "../../build/files.ts";
import { findRootFiles, fittingRootFiles, readRootFiles } from "../../build/root-files.ts";
import type { Catalogue } from "../../src/core/catalogue.ts";
import { rootsToAdd } from "../../src/guidance/trust-stores.ts";
import { labAuthority } from "../lab/authority.ts";
import { labCatalogue } from "../lab/catalogue.ts";
import { catalogue, rootOf } from "../made-up.ts";

const FIVE = [
  "amazon-root-ca-1",
  "amazon-root-ca-2",
  "amazon-root-ca-3",
  "amazon-root-ca-4",
  "starfield-services-g2",
];

const data = readRootFiles();
const packaged = data.roots.map(({ id }) => id);
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

describe("the packaged root certificates", () => {
  test("hold Amazon Root CA 1 to 4 and Starfield Services G2, with a source and a date", () => {
    expect(packaged).toEqual(expect.arrayContaining(FIVE));
    expect(data.source).toMatch(/^https:/);
    expect(data.date).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test("and the others are all of the catalogue's", () => {
    const ids = [...data.roots, ...data.others].map(({ id }) => id);
    expect(ids.toSorted()).toEqual(catalogue.roots.map(({ id }) => id).toSorted());
    const advised = rootsToAdd(catalogue.roots).map(({ id }) => id);
    expect(data.others.filter(({ id }) => advised.includes(id))).toEqual([]);
  });

  test.each([...data.roots, ...data.others])(
    "$id is the catalogue's certificate and key",
    ({ id, pem }) => {
      const certificate = new X509Certificate(pem);
      const root = rootOf(id);
      expect(sha256(certificate.raw)).toBe(root.certificateSha256);
      const spki = certificate.publicKey.export({ type: "spki", format: "der" });
      expect(sha256(spki)).toBe(root.spkiSha256);
      expect(certificate.verify(certificate.publicKey)).toBe(true);
      // Nothing but one certificate, as Amazon's own file has it.
      const lines = certificate.raw.toString("base64").match(/.{1,64}/g)!;
      expect(pem).toBe(
        `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
      );
    },
  );

  test("are what `npm run roots` makes", () => {
    const made = findRootFiles(rootCertificates, rootsToAdd(catalogue.roots), packaged);
    expect(made).toEqual(data.roots);
    const text = readFileSync(join(ROOT, "src/guidance/root-files.json"), "utf8");
    expect(text).toBe(`${JSON.stringify(data, null, 2)}\n`);
  });

  test("leave out a root that node does not have yet", () => {
    const later = { ...rootOf("amazon-root-ca-4"), id: "later", certificateSha256: "0".repeat(64) };
    const wanted = [...rootsToAdd(catalogue.roots), later];
    expect(findRootFiles(rootCertificates, wanted, packaged)).toEqual(data.roots);
  });

  test("are not made if a packaged one is missing, or has another key", () => {
    const others = rootCertificates.filter((pem) => !pem.includes("MIIDQTCCAimgAwIBAgITBmyfz5m"));
    expect(others).toHaveLength(rootCertificates.length - 1);
    expect(() => findRootFiles(others, rootsToAdd(catalogue.roots), packaged)).toThrow(
      "Amazon Root CA 1: no certificate",
    );
    const wrong = { ...rootOf("amazon-root-ca-3"), spkiSha256: "0".repeat(64) };
    expect(() => findRootFiles(rootCertificates, [wrong], packaged)).toThrow(
      "Amazon Root CA 3: the catalogue has another key",
    );
  });
});

describe("a build", () => {
  const inBuild = (roots: typeof catalogue.roots) =>
    fittingRootFiles(data.roots, { ...catalogue, roots });

  test("with the built-in catalogue has all of them", () => {
    expect(inBuild(catalogue.roots)).toEqual(
      Object.fromEntries(data.roots.map(({ id, pem }) => [id, pem])),
    );
  });

  test("with another catalogue has only those with the same fingerprint, by its own ids", () => {
    const [first, second] = [rootOf("amazon-root-ca-1"), rootOf("amazon-root-ca-2")];
    const twin = { ...first, certificateSha256: "0".repeat(64) };
    const renamed = { ...second, id: "second" };
    const file = data.roots.find(({ id }) => id === second.id)!;
    expect(inBuild([twin, renamed])).toEqual({ second: file.pem });
  });

  /** What a page imports in a build with this catalogue. */
  const imported = (chosen: Catalogue, module = "root-files") => {
    const [plugin] = sourceConfig("chromium", () => chosen).plugins as Plugin[];
    const load = plugin!.load as { handler(id: string): string };
    return load.handler(`\0virtual:${module}`);
  };

  test("for the lab has none", async () => {
    const lab = labCatalogue(catalogue, await labAuthority(catalogue));
    expect(fittingRootFiles(data.roots, lab)).toEqual({});
    expect(imported(catalogue).split("BEGIN CERTIFICATE")).toHaveLength(1 + data.roots.length);
    expect(imported(lab)).not.toContain("BEGIN CERTIFICATE");
    expect(imported(lab, "root-certificates")).not.toContain("BEGIN CERTIFICATE");
  });

  test("has the other roots for readers of files alone", () => {
    const readers = imported(catalogue, "root-certificates");
    for (const { id } of [...data.roots, ...data.others]) expect(readers).toContain(id);
    for (const { id } of data.others) expect(imported(catalogue)).not.toContain(id);
  });
});
