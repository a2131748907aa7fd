import { describe, expect, test } from "vitest";
import {
  findCatalogued,
  looksIssuedByAmazon,
  spkiOf,
  type Certificate,
} from "../../src/core/certificate.ts";
import { catalogue, certificate, hash, INSPECTOR, rootCertificate, rootOf } from "../made-up.ts";

const KEY = hash("a key");
const OTHER = hash("another key");

function unreadable(reportedSpkiSha256: string | null): Certificate {
  return { readable: false, sha256: hash("x"), der: "AAAA", reportedSpkiSha256, builtIn: null };
}

describe("spkiOf", () => {
  test("is the hash computed here where the browser tells none", () => {
    expect(spkiOf(certificate("leaf", { spkiSha256: KEY }))).toBe(KEY);
  });

  test("is the hash that both tell", () => {
    expect(spkiOf(certificate("leaf", { spkiSha256: KEY, reportedSpkiSha256: KEY }))).toBe(KEY);
  });

  test("is none where the browser's hash and the computed one differ", () => {
    expect(spkiOf(certificate("leaf", { spkiSha256: KEY, reportedSpkiSha256: OTHER }))).toBeNull();
  });

  test("is the browser's where the bytes could not be read", () => {
    expect(spkiOf(unreadable(OTHER))).toBe(OTHER);
  });

  test("is none where the bytes could not be read and the browser tells none", () => {
    expect(spkiOf(unreadable(null))).toBeNull();
  });
});

describe("catalogued", () => {
  test.each(catalogue.roots)("knows $name by its key", (root) => {
    expect(findCatalogued(rootCertificate(root), catalogue)).toBe(root);
  });

  test.each(catalogue.roots)("knows the twin of $name that somebody else signed", (root) => {
    const twin = certificate("anything", {
      spkiSha256: root.spkiSha256,
      issuer: INSPECTOR.subject,
    });
    expect(findCatalogued(twin, catalogue)).toBe(root);
  });

  test("does not know a stranger that bears a root's name", () => {
    const { subject, name } = rootOf("amazon-root-ca-1");
    const impostor = certificate(name, { subject, issuer: subject, builtIn: true });
    expect(findCatalogued(impostor, catalogue)).toBeUndefined();
  });

  test("does not know a stranger that bears a root's fingerprint but another key", () => {
    const { certificateSha256 } = rootOf("amazon-root-ca-1");
    const odd = certificate("odd", { sha256: certificateSha256 });
    expect(findCatalogued(odd, catalogue)).toBeUndefined();
  });

  test("names no root where the browser disagrees on the key", () => {
    const disputed = { ...rootCertificate(rootOf("amazon-root-ca-1")), reportedSpkiSha256: OTHER };
    expect(findCatalogued(disputed, catalogue)).toBeUndefined();
  });

  test("names no root by the browser's word alone, against the computed key", () => {
    const { spkiSha256 } = rootOf("amazon-root-ca-1");
    const claimed = certificate("claimed", { reportedSpkiSha256: spkiSha256 });
    expect(findCatalogued(claimed, catalogue)).toBeUndefined();
  });

  test("knows an unreadable certificate by the key that the browser tells", () => {
    const root = rootOf("amazon-root-ca-4");
    expect(findCatalogued(unreadable(root.spkiSha256), catalogue)).toBe(root);
  });

  test("knows no certificate without a key", () => {
    expect(findCatalogued(unreadable(null), catalogue)).toBeUndefined();
  });
});

describe("looksIssuedByAmazon", () => {
  test("is true where the issuer's organisation is Amazon", () => {
    expect(looksIssuedByAmazon(certificate("leaf"))).toBe(true);
  });

  test.each([
    "amazon",
    "Amazon Inc",
    " Amazon",
    "Amazon.com, Inc.",
    "Аmazon",
    "DigiCert Inc",
    null,
  ])("is false for the organisation %j", (issuerOrganization) => {
    expect(looksIssuedByAmazon(certificate("leaf", { issuerOrganization }))).toBe(false);
  });

  test("does not look at the name of the subject", () => {
    const leaf = certificate("Amazon", { subject: "O=Amazon", issuerOrganization: "Example" });
    expect(looksIssuedByAmazon(leaf)).toBe(false);
  });
});
