/** Holds the built-in catalogue against real certificates and against itself. */
import { outdatedBelow } from "../../src/core/browser-release.ts";
import { X509Certificate, createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { rootCertificates } from "node:tls";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readCatalogue } from "../../build/catalogue.ts";
import { testHosts, type CatalogueRoot } from "../../src/core/catalogue.ts";
import schema from "../../src/core/catalogue.schema.json" with { type: "json" };
import { BROWSER_FAMILIES, ROOT_PROGRAMMES, type RootRole } from "../../src/core/vocabulary.ts";

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const manifest = JSON.parse(readFileSync(fromRoot("manifest.json"), "utf8")) as {
  host_permissions: string[];
  content_security_policy: { extension_pages: string };
  minimum_chrome_version: string;
  browser_specific_settings: { gecko: { strict_min_version: string } };
};
const catalogue = readCatalogue(fromRoot("src/core/catalogue.json"), manifest.host_permissions);
const { roots } = catalogue;

/** The roots that decide since the first version. */
const AMAZON_ROOT_CAS = [1, 2, 3, 4].map((number) => `amazon-root-ca-${number}`);
const DECIDING = roots.filter(({ decides }) => decides).map(({ id }) => id);

function named(id: string): CatalogueRoot {
  const root = roots.find((each) => each.id === id);
  if (!root) throw new Error(`no root ${id}`);
  return root;
}

const sha256 = (der: Buffer) => createHash("sha256").update(der).digest("hex");
const spkiOf = ({ publicKey }: X509Certificate) =>
  sha256(publicKey.export({ type: "spki", format: "der" }));

const CURVES: Record<string, string> = { prime256v1: "P-256", secp384r1: "P-384" };

/** What a certificate itself says of everything that the catalogue says of a root's certificate. */
function factsOf(certificate: X509Certificate) {
  const names = certificate.subject.split("\n").toReversed();
  const { modulusLength, namedCurve } = certificate.publicKey.asymmetricKeyDetails ?? {};
  const instant = (text: string) => new Date(text).toISOString().replace(".000Z", "Z");
  return {
    name: names[0]?.replace(/^(CN|OU)=/, ""),
    subject: names.join(","),
    key:
      certificate.publicKey.asymmetricKeyType === "rsa"
        ? { algorithm: "RSA", bits: modulusLength }
        : { algorithm: "ECDSA", curve: CURVES[namedCurve ?? ""] },
    notBefore: instant(certificate.validFrom),
    notAfter: instant(certificate.validTo),
    certificateSha256: sha256(certificate.raw),
    spkiSha256: spkiOf(certificate),
  };
}

/** A certificate that holds a root's key and is signed with it, whatever else the catalogue says. */
function selfSigned(root: CatalogueRoot, certificates: readonly X509Certificate[]) {
  return certificates.find(
    (each) => spkiOf(each) === root.spkiSha256 && each.verify(each.publicKey),
  );
}

describe("the order and the roles of the roots", () => {
  test("stand as people know them", () => {
    const order: RootRole[] = ["main", "older", "foreign", "eu"];
    const places = roots.map(({ role }) => order.indexOf(role));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(DECIDING.slice(0, 4)).toEqual(AMAZON_ROOT_CAS);
    expect(roots.map(({ id }) => id).slice(0, DECIDING.length)).toEqual(DECIDING);
  });

  test("are these, so that none is lost or added by mistake", () => {
    expect(roots.map(({ id, decides }) => [id, decides])).toEqual([
      ...AMAZON_ROOT_CAS.map((id) => [id, true]),
      ["starfield-services-g2", false],
      ["starfield-class-2", false],
      ["amazon-rsa-2048-root-eu-m1", false],
      ["amazon-ecdsa-256-root-eu-m1", false],
      ["amazon-ecdsa-384-root-eu-m1", false],
    ]);
  });

  test("let only roots decide that AWS's certificates come from", () => {
    expect(DECIDING.filter((id) => named(id).role !== "main")).toEqual([]);
  });

  test.each(DECIDING)("let %s decide only where every supported browser has it", (id) => {
    for (const programme of ["chrome", "mozilla", "microsoft"] as const) {
      const row = named(id).stores.find((store) => store.programme === programme);
      expect(row).toMatchObject({ status: "included" });
    }
  });

  test.each(DECIDING)("give %s a test host and both controls", (id) => {
    for (const kind of ["valid", "expired", "revoked"] as const) {
      expect(testHosts(named(id), kind)).toMatchObject({ confirmed: true });
    }
  });

  test("leave GoDaddy's root without tests", () => {
    expect(named("starfield-class-2")).toMatchObject({ owner: "GoDaddy", tests: [] });
    const others = roots.filter(({ id }) => id !== "starfield-class-2");
    expect(new Set(others.map(({ owner }) => owner))).toEqual(new Set(["Amazon Trust Services"]));
  });

  test("try the new style of host names before the old one", () => {
    for (const { tests } of roots) {
      for (const { urls } of tests) {
        const styles = urls.map((url) => /\.demo\.(eu\.)?amazontrust\.com\/$/.test(url));
        expect(styles).toEqual(styles.map((_, index) => index === 0));
      }
    }
  });

  test("name the kind of test in its hosts", () => {
    for (const { tests } of roots) {
      for (const { kind, urls } of tests) {
        const words = kind === "valid" ? ["valid", "good"] : [kind];
        for (const url of urls) expect(words).toContain(new URL(url).hostname.split(".")[0]);
      }
    }
  });

  test("offer every download in the format that its name says", () => {
    const formats: Record<string, string> = { pem: "pem", cer: "der", crt: "pem" };
    for (const { downloads } of roots) {
      for (const { url, format } of downloads) {
        expect({ url, format: formats[url.split(".").at(-1)!] }).toEqual({ url, format });
      }
    }
  });
});

describe("the manifest", () => {
  test.each([
    ["chromium", manifest.minimum_chrome_version],
    ["firefox", manifest.browser_specific_settings.gecko.strict_min_version],
  ])("supports no %s that the catalogue does not know about", (family, oldest) => {
    const release = catalogue.browsers.find((row) => row.family === family)!;
    expect(outdatedBelow(release)).toBeGreaterThanOrEqual(Number.parseInt(oldest, 10));
    // The first one listed must be outdated: only then is every version below it.
    expect(release.releases[0]!.major).toBeLessThan(outdatedBelow(release));
  });
});

test("the schema knows the same words as the code", () => {
  expect(schema.$defs.store.properties.programme.enum).toEqual([...ROOT_PROGRAMMES]);
  expect(schema.$defs.browser.properties.family.enum).toEqual([...BROWSER_FAMILIES]);
});

describe("every row's source and date", () => {
  const rows: [string, { source: string; date: string; until?: string }][] = [
    ["baseline", catalogue.baseline],
    ...catalogue.makerBaselines!.map((row): [string, typeof row] => [row.programme, row]),
    ...catalogue.browsers.map((row): [string, typeof row] => [row.family, row]),
    ...roots.flatMap((root): [string, { source: string; date: string }][] => [
      [root.id, root],
      ...root.tests.map((row): [string, typeof row] => [`${root.id} ${row.kind}`, row]),
      ...root.stores.map((row): [string, typeof row] => [`${root.id} ${row.programme}`, row]),
    ]),
  ];
  const isDay = (day: string) =>
    !Number.isNaN(Date.parse(day)) && new Date(day).toISOString() === `${day}T00:00:00.000Z`;

  test("are looked at, all of them", () => {
    const text = readFileSync(fromRoot("src/core/catalogue.json"), "utf8");
    expect(rows).toHaveLength(text.match(/"source":/g)!.length);
  });

  test.each(rows)("of %s are a public page and a day before the review", (_, row) => {
    const { protocol, hostname, port, username } = new URL(row.source);
    expect({ protocol, port, username }).toEqual({ protocol: "https:", port: "", username: "" });
    expect(hostname).toMatch(/^([a-z0-9-]+\.)+(com|org)$/);
    expect(isDay(row.date)).toBe(true);
    expect(row.date <= catalogue.date).toBe(true);
    // What was read longer ago than this has to be read again before the catalogue gets a new date.
    expect(Date.parse(catalogue.date) - Date.parse(row.date)).toBeLessThan(366 * 86_400_000);
    if (row.until !== undefined) expect(isDay(row.until)).toBe(true);
  });

  test("agree: a root has an end of trust only where it is or was carried", () => {
    for (const { stores } of roots) {
      for (const { status, until } of stores) {
        if (until === undefined) continue;
        expect(status).toBe(until > catalogue.date ? "included" : "removed");
      }
    }
  });

  test("include a real day for the whole", () => {
    expect(isDay(catalogue.date)).toBe(true);
  });
});

describe("the certificates that come with node", () => {
  const bundled = rootCertificates.map((pem) => new X509Certificate(pem));

  test.each([...AMAZON_ROOT_CAS, "starfield-services-g2"])("hold %s as it is described", (id) => {
    const root = named(id);
    const certificate = selfSigned(root, bundled);
    expect(certificate, "not found by its key").toBeDefined();
    expect(root).toMatchObject(factsOf(certificate!));
  });

  test("hold no root of Amazon that the catalogue does not have", () => {
    const amazon = bundled.filter(({ subject }) => /^O=Amazon$/m.test(subject));
    expect(amazon.length).toBeGreaterThanOrEqual(AMAZON_ROOT_CAS.length);
    const known = roots.map(({ spkiSha256 }) => spkiSha256);
    expect(amazon.filter((each) => !known.includes(spkiOf(each)))).toEqual([]);
  });

  test("hold every other root as described, or not at all", () => {
    for (const root of roots) {
      const certificate = selfSigned(root, bundled);
      if (certificate) expect(root).toMatchObject(factsOf(certificate));
    }
  });
});

const COLLECTION = fromRoot("../shared/certificates");

describe.skipIf(!existsSync(COLLECTION))("the collected certificates", () => {
  function collected(kind: "root" | "cross" | "leaf"): X509Certificate[] {
    return readdirSync(COLLECTION)
      .filter((file) => file.startsWith(`${kind}_`) && file.endsWith(".pem"))
      .map((file) => new X509Certificate(readFileSync(`${COLLECTION}/${file}`)));
  }

  test.each(roots.map(({ id }) => id))("hold %s as it is described", (id) => {
    const root = named(id);
    const certificate = selfSigned(root, collected("root"));
    expect(certificate, "not found by its key").toBeDefined();
    expect(root).toMatchObject(factsOf(certificate!));
  });

  test("prove every cross-sign in the catalogue, and no other between its roots", () => {
    const anchors = collected("root");
    const proven = collected("cross").map((cross) => {
      const subject = roots.find(({ spkiSha256 }) => spkiSha256 === spkiOf(cross));
      const issuer = roots.find((root) => {
        const anchor = selfSigned(root, anchors);
        return anchor && cross.checkIssued(anchor) && cross.verify(anchor.publicKey);
      });
      expect(cross.ca).toBe(true);
      return `${subject?.id} by ${issuer?.id}`;
    });
    const claimed = roots.flatMap((root) => root.crossSignedBy.map((by) => `${root.id} by ${by}`));
    expect(new Set(proven)).toEqual(new Set(claimed));
    expect(claimed).toHaveLength(new Set(claimed).size);
  });

  test("cover cross-signed roots still on the day of the review", () => {
    const crosses = collected("cross");
    for (const root of roots.filter(({ crossSignedBy }) => crossSignedBy.length > 0)) {
      const until = crosses
        .filter((cross) => spkiOf(cross) === root.spkiSha256)
        .map(({ validTo }) => Date.parse(validTo));
      expect(Math.max(...until)).toBeGreaterThan(Date.parse(catalogue.date));
    }
  });

  test("carry the names of all confirmed test hosts", () => {
    const names = new Set(
      collected("leaf").flatMap(({ subjectAltName }) =>
        (subjectAltName ?? "").split(", ").map((name) => name.replace(/^DNS:/, "")),
      ),
    );
    for (const { tests } of roots) {
      for (const { confirmed, urls } of tests) {
        if (confirmed) expect(urls.some((url) => names.has(new URL(url).hostname))).toBe(true);
      }
    }
  });

  test("show nothing of Amazon Trust Services on the baseline", () => {
    const { hostname } = new URL(catalogue.baseline.url);
    const seen = collected("leaf").filter((leaf) => leaf.checkHost(hostname) !== undefined);
    expect(seen.length).toBeGreaterThan(0);
    for (const { issuer } of seen) expect(issuer).not.toMatch(/^O=Amazon$/m);
  });
});
