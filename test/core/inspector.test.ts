import fc from "fast-check";
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

  test("is no product because the site itself is called like one", () => {
    const site = certificate("www.zscaler.example", {
      subject: "CN=www.zscaler.example, O=Zscaler",
      issuer: "CN=Example Issuing CA, O=Example Corp IT",
    });
    expect(inspector([site, INSPECTOR])?.product).toBeNull();
    expect(inspector([site], "issuer")?.product).toBeNull();
    expect(inspector([LEAF, { ...INSPECTOR, subject: site.subject }])?.product).toBe("Zscaler");
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
    ["CN=ESET SSL Filter CA,O=ESET\\, spol. s r. o.", "ESET"],
    ["CN=Gateway,O=ESET\\, spol. s r. o.", "ESET"],
    ["CN=Corporate Root,O=Palo Alto Networks", "Palo Alto Networks"],
    ["CN=ProxySG,O=Blue Coat ProxySG", "Blue Coat ProxySG"],
    ["CN=Fireware HTTPS Proxy,OU=Fireware,O=WatchGuard_Technologies", "WatchGuard"],
    ["CN=Squid Proxy CA,O=Example", "Squid"],
    ["CN=Gateway CA,O=Check Point Software Technologies Ltd.", "Check Point"],
    ["CN=Lightspeed Systems Root,O=Lightspeed Systems", "Lightspeed"],
  ])("%s looks like %s", (name, product) => {
    expect(productIn([name])).toBe(product);
  });

  // Samples of the patterns in Chromium 156's list of intercepting products.
  test.each([
    ["CN=avast! Web/Mail Shield Root,O=avast! Web/Mail Shield", "Avast"],
    ["CN=Bitdefender Personal CA.Net-Defender,O=Bitdefender", "Bitdefender"],
    ["CN=Cisco Umbrella Root CA,O=Cisco", "Cisco Umbrella"],
    ["CN=Cisco Umbrella Primary SubCA,O=Cisco", "Cisco Umbrella"],
    ["CN=ContentKeeper Appliance CA (123),O=ContentKeeper Technologies", "ContentKeeper"],
    ["CN=Cyberoam Certificate Authority", "Cyberoam"],
    ["CN=Forcepoint Cloud CA,O=Forcepoint LLC", "Forcepoint"],
    ["CN=FortiGate CA,O=Fortinet", "Fortinet FortiGate"],
    ["CN=Kaspersky Anti-Virus Personal Root Certificate", "Kaspersky"],
    ["CN=McAfee Web Gateway", "McAfee / Skyhigh Web Gateway"],
    ["CN=www.netspark.com,O=NetSpark", "NetSpark"],
    ["CN=Smoothwall-default-root-certificate-authority", "Smoothwall"],
    ["CN=HTTPS Management Certificate for SonicWALL (self-signed)", "SonicWall"],
    ["CN=Sophos SSL CA_C123,O=Sophos", "Sophos"],
    ["CN=Sophos_CA_C123", "Sophos"],
    ["CN=sophosutm Proxy CA,O=sophosutm", "Sophos"],
    ["CN=Sophos Web Appliance,O=Sophos Plc", "Sophos"],
    ["O=Blue Coat SG210 Series", "Blue Coat ProxySG"],
    ["CN=IWSS.TREND", "Trend Micro"],
    ["CN=Zscaler Root CA,O=Zscaler Inc.", "Zscaler"],
  ])("%s of Chromium's list looks like %s", (name, product) => {
    expect(productIn([name])).toBe(product);
  });

  test("the issuers that reports show look like their product", () => {
    const rows: { name: string; seen?: string[] }[] = products;
    const pairs = rows.flatMap(({ name, seen = [] }) => seen.map((issuer) => [issuer, name]));
    expect(pairs.length).toBeGreaterThan(12);
    for (const [issuer, name] of pairs)
      expect([issuer, productIn([issuer!])]).toEqual([issuer, name]);
  });

  // Names that a company may give to its own authority, and public authorities of makers.
  const ORDINARY = [
    "Squid Ink Ltd",
    "Squid Capital Partners",
    "SafeSquid Canada",
    "Lightspeed Commerce Inc.",
    "Lightspeed Venture Partners",
    "Trend Micro Gold CA",
    "Trend Micro, Inc",
    "Check Point Charlie GmbH",
    "Checkpoint Systems",
    "Niboss Holding",
    "The Blue Coat School",
    "Skyhigh Festivals AB",
    "Watchguard Facilities",
    "Avast Shipping",
    "Untangle Consulting",
    "Menlo Park School District",
    "Norton Rose",
    "Cato Institute",
    "Toolkit CA - DO NOT TRUST",
    "Cisco Systems, Inc.",
  ];

  test.each(ORDINARY)("%s looks like none", (name) => {
    expect(productIn([`CN=${name} Root CA, O=${name}`])).toBeNull();
    expect(productIn([`CN=TLS Inspection, O=${name}, C=US`])).toBeNull();
  });

  test("a word within a longer one is no product's", () => {
    const words = products
      .flatMap((product) => product.words)
      .filter((word) => /^\p{L}/u.test(word));
    fc.assert(
      fc.property(
        fc.constantFrom(...words),
        fc.constantFrom("a", "Z", "é", "ß", "Ж"),
        (word, letter) => {
          expect(productIn([`CN=${letter}${word}`])).toBeNull();
        },
      ),
    );
  });

  test("a word counts in any case and between any signs", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          ...products.flatMap(({ name, words }) => words.map((word) => [name, word])),
        ),
        fc.constantFrom("", " ", "_", "-", ".", "7", "\n"),
        fc.boolean(),
        ([name, word], sign, upper) => {
          const text = upper ? word!.toUpperCase() : word!.toLowerCase();
          expect(productIn([`CN=${sign}${text}${sign}`])).toBe(name);
        },
      ),
    );
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
