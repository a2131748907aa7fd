import { describe, expect, test } from "vitest";
import { inspectorOf, productIn } from "../../src/core/inspector.ts";
import { products } from "../../src/core/inspectors.json";
import type { Certificate } from "../../src/core/certificate.ts";
import {
  catalogue,
  certificate,
  hash,
  INSPECTOR,
  observation,
  rootCertificate,
} from "../made-up.ts";

const LEAF = certificate("valid.example", {
  issuer: "CN=Example Issuing CA, O=Example Corp IT",
  issuerName: "Example Issuing CA",
  issuerOrganization: "Example Corp IT",
});

function inspector(
  chain: Certificate[],
  evidence: "anchor" | "issuer" = "anchor",
  approved: string[] = [],
) {
  const seen = observation({ evidence, chain: chain.map(({ sha256 }) => sha256) });
  return inspectorOf(seen, Object.fromEntries(chain.map((each) => [each.sha256, each])), approved);
}

describe("the inspecting authority", () => {
  test("is the root of the chain, with its key", () => {
    expect(inspector([LEAF, INSPECTOR])).toEqual({
      name: "Example Inspection Root CA",
      organization: "Example Corp IT",
      spkiSha256: INSPECTOR.spkiSha256,
      product: null,
      approved: false,
    });
  });

  test("is the issuer of the leaf where only the leaf is seen, without a key", () => {
    expect(inspector([LEAF], "issuer")).toMatchObject({
      name: "Example Issuing CA",
      organization: "Example Corp IT",
      spkiSha256: null,
      approved: false,
    });
  });

  test("is approved by its key and by nothing else", () => {
    expect(inspector([LEAF, INSPECTOR], "anchor", [INSPECTOR.spkiSha256])?.approved).toBe(true);
    expect(inspector([LEAF, INSPECTOR], "anchor", [hash("other")])?.approved).toBe(false);
    expect(inspector([LEAF], "issuer", [INSPECTOR.spkiSha256])?.approved).toBe(false);
  });

  test("is not approved where the browser disputes the key", () => {
    const disputed = { ...INSPECTOR, reportedSpkiSha256: hash("other") };
    expect(inspector([LEAF, disputed], "anchor", [INSPECTOR.spkiSha256])).toMatchObject({
      spkiSha256: null,
      approved: false,
    });
  });

  test("is named after the last certificate that can be read", () => {
    const broken: Certificate = {
      readable: false,
      sha256: hash("broken"),
      der: "AA==",
      reportedSpkiSha256: hash("key"),
      builtIn: false,
    };
    expect(inspector([LEAF, broken])).toMatchObject({ name: "Example Issuing CA" });
    expect(inspector([broken])).toBeNull();
    expect(inspector([])).toBeNull();
  });
});

describe("products", () => {
  test.each([
    ["CN=Zscaler Intermediate Root CA (zscaler.net),OU=Zscaler Inc.,O=Zscaler Inc.", "Zscaler"],
    ["CN=ca.example.goskope.com,O=Example", "Netskope"],
    ["CN=FGT-60F,OU=Certificate Authority,O=Fortinet,C=US", "Fortinet FortiGate"],
    ["CN=Kaspersky Anti-Virus Personal Root Certificate,O=AO Kaspersky Lab", "Kaspersky"],
    ["CN=avast! Web/Mail Shield Root,O=avast! Web/Mail Shield", "Avast"],
    ["CN=ESET SSL Filter CA,O=ESET\\, spol. s r. o.", "ESET"],
    ["CN=Bitdefender Personal CA.Net-Defender,O=Bitdefender", "Bitdefender"],
    ["CN=Cisco Umbrella Root CA,O=Cisco", "Cisco Umbrella"],
    ["CN=Sophos SSL CA_C123,O=Sophos", "Sophos"],
    ["CN=Forcepoint Cloud CA,O=Forcepoint LLC", "Forcepoint"],
    ["CN=ProxySG,O=Blue Coat ProxySG", "Blue Coat ProxySG"],
    ["CN=Corporate Root,O=Palo Alto Networks", "Palo Alto Networks"],
  ])("%s looks like %s", (name, product) => {
    expect(productIn([name])).toBe(product);
  });

  test("an unknown name looks like none", () => {
    expect(productIn([INSPECTOR.subject, ""])).toBeNull();
  });

  test("no root of the catalogue looks like a product", () => {
    for (const root of catalogue.roots) {
      expect(productIn([rootCertificate(root).subject])).toBeNull();
    }
  });

  test("each row has its own name, words, an https source and a date", () => {
    expect(new Set(products.map(({ name }) => name)).size).toBe(products.length);
    for (const { words, source, date } of products) {
      expect(words.every((word) => word.length >= 4)).toBe(true);
      expect(source).toMatch(/^https:\/\//);
      expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });
});
