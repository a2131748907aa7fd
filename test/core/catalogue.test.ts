import { describe, expect, test } from "vitest";
import {
  catalogueFaults,
  rootBySpki,
  testHosts,
  type Catalogue,
  type CatalogueRoot,
  type TestHosts,
} from "../../src/core/catalogue.ts";
import { ROOT_PROGRAMMES } from "../../src/core/vocabulary.ts";

const PERMITTED = ["https://*.example.org/*"];
const sourced = { source: "https://docs.example.net/", date: "2026-01-31" };

function hosts(kind: TestHosts["kind"], ...urls: string[]): TestHosts {
  return { kind, urls, confirmed: true, ...sourced };
}

function root(id: string, digit: string, more: Partial<CatalogueRoot> = {}): CatalogueRoot {
  return {
    id,
    name: id,
    subject: `CN=${id},O=Example,C=US`,
    owner: "Example",
    key: { algorithm: "RSA", bits: 2048 },
    notBefore: "2015-05-26T00:00:00Z",
    notAfter: "2038-01-17T00:00:00Z",
    certificateSha256: `${digit}c`.repeat(32),
    spkiSha256: `${digit}d`.repeat(32),
    decides: false,
    role: "main",
    advice: "add",
    crossSignedBy: [],
    tests: [],
    stores: ROOT_PROGRAMMES.map((programme) => ({ programme, status: "included", ...sourced })),
    downloads: [{ url: "https://docs.example.net/root.pem", format: "pem" }],
    ...sourced,
    ...more,
  };
}

/** A sound catalogue of two roots: `one` decides and is cross-signed by `two`. */
function sound(one: Partial<CatalogueRoot> = {}, two: Partial<CatalogueRoot> = {}): Catalogue {
  return {
    version: 1,
    date: "2026-01-31",
    edition: "test",
    baseline: { url: "https://baseline.example.com/", ...sourced },
    browsers: [],
    roots: [
      root("one", "1", {
        decides: true,
        crossSignedBy: ["two"],
        tests: [
          hosts("valid", "https://valid.one.example.org/", "https://good.one.example.org/"),
          hosts("expired", "https://expired.one.example.org/"),
        ],
        ...one,
      }),
      root("two", "2", two),
    ],
  };
}

const faults = (catalogue: Catalogue) => catalogueFaults(catalogue, PERMITTED);
const validAt = (...urls: string[]) => faults(sound({ tests: [hosts("valid", ...urls)] }));

describe("catalogueFaults", () => {
  test("finds nothing in a sound catalogue", () => {
    expect(faults(sound())).toEqual([]);
  });

  test("lets nobody else's root decide", () => {
    expect(faults(sound({ role: "foreign" }))).toEqual(["one: decides, but is somebody else's"]);
    expect(faults(sound({}, { role: "foreign" }))).toEqual([]);
  });

  test.each(["One", "one root", "one_root", "-one", "one-", "one--root", ""])(
    "does not accept the id %j",
    (id) => {
      expect(faults(sound({}, { id }))).toContainEqual(
        `${id}: an id has lower-case letters, digits and hyphens`,
      );
    },
  );

  test.each(["one", "a", "2", "amazon-root-ca-1"])("accepts the id %j", (id) => {
    expect(faults(sound({ id, crossSignedBy: [] }))).toEqual([]);
  });

  test("finds an id that stands twice", () => {
    expect(faults(sound({}, { id: "one" }))).toContainEqual(
      'one.id: "one" already stands in one.id',
    );
  });

  describe.each(["certificateSha256", "spkiSha256"] as const)("%s", (field) => {
    test.each([
      ["upper case", "AB".repeat(32)],
      ["63 digits", "a".repeat(63)],
      ["65 digits", "a".repeat(65)],
      ["colons", "ab:".repeat(21) + "a"],
      ["base64", "++MBgDH5WGvL9Bcn5Be30cRcL0f5O+NyoXuWtQdX1aI="],
      ["a newline at the end", `${"a".repeat(64)}\n`],
      ["nothing", ""],
    ])("does not accept %s", (_, hash) => {
      expect(faults(sound({ [field]: hash }))).toEqual([
        `one.${field}: not 64 lower-case hex digits`,
      ]);
    });

    test("finds one that two roots share", () => {
      const hash = "ab".repeat(32);
      expect(faults(sound({ [field]: hash }, { [field]: hash }))).toEqual([
        `two.${field}: "${hash}" already stands in one.${field}`,
      ]);
    });
  });

  test("finds one hash in both fields of a root", () => {
    const hash = "ab".repeat(32);
    expect(faults(sound({ certificateSha256: hash, spkiSha256: hash }))).toEqual([
      `one.spkiSha256: "${hash}" already stands in one.certificateSha256`,
    ]);
  });

  test.each([
    ["the wrong way round", "2038-01-17T00:00:00Z", "2015-05-26T00:00:00Z"],
    ["equal", "2015-05-26T00:00:00Z", "2015-05-26T00:00:00Z"],
    ["no dates", "soon", "later"],
    ["half a date", "2015-05-26T00:00:00Z", ""],
  ])("finds a validity that is %s", (_, notBefore, notAfter) => {
    expect(faults(sound({ notBefore, notAfter }))).toEqual([
      "one: notBefore is not before notAfter",
    ]);
  });

  test("finds a cross-signer that is no root", () => {
    expect(faults(sound({ crossSignedBy: ["two", "three"] }))).toEqual([
      'one.crossSignedBy: no root "three"',
    ]);
  });

  test("accepts a cross-signer further up in the list", () => {
    expect(faults(sound({ crossSignedBy: [] }, { crossSignedBy: ["one"] }))).toEqual([]);
  });

  test("finds a test URL that stands twice in one row", () => {
    const url = "https://valid.example.org/";
    expect(validAt(url, url)).toEqual([
      `one.tests.valid: "${url}" already stands in one.tests.valid`,
    ]);
  });

  test("finds a test URL of another root", () => {
    const tests = [hosts("valid", "https://valid.one.example.org/")];
    expect(faults(sound({}, { tests }))).toEqual([
      'two.tests.valid: "https://valid.one.example.org/" already stands in one.tests.valid',
    ]);
  });

  describe("permission", () => {
    test.each([
      "https://example.org/",
      "https://valid.example.org/",
      "https://a.b.c.example.org/",
      "https://valid.example.org/path?query",
      "https://valid.example.org:443/",
      "https://VALID.EXAMPLE.ORG/",
    ])("covers %s", (url) => {
      expect(validAt(url)).toEqual([]);
    });

    test.each([
      "http://valid.example.org/",
      "https://valid.example.org:8443/",
      "https://validexample.org/",
      "https://valid.example.org.evil.example/",
      "https://valid.example.com/",
      "https://evil.example/valid.example.org/",
      "https://valid.example.org@evil.example/",
      "wss://valid.example.org/",
      "valid.example.org",
      "",
    ])("does not cover %j", (url) => {
      expect(validAt(url)).toEqual([`one.tests.valid: ${url} is outside https://*.example.org/*`]);
    });

    test("of one host does not cover the hosts below it", () => {
      const catalogue = sound({ tests: [hosts("valid", "https://example.org/")] });
      expect(catalogueFaults(catalogue, ["https://example.org/*"])).toEqual([]);
      expect(catalogueFaults(sound(), ["https://example.org/*"])).toHaveLength(3);
    });

    test("may come from any of several patterns", () => {
      const tests = [hosts("valid", "https://valid.example.org/", "https://valid.example.edu/")];
      const patterns = ["https://*.example.edu/*", ...PERMITTED];
      expect(catalogueFaults(sound({ tests }), patterns)).toEqual([]);
    });

    test.each([
      "*://*.example.org/*",
      "http://*.example.org/*",
      "https://*/*",
      "<all_urls>",
      "https://*.example.org/path/*",
    ])("is not read from the pattern %s", (pattern) => {
      expect(catalogueFaults(sound(), [pattern])).toHaveLength(3);
    });

    test("is never given by no pattern at all", () => {
      expect(catalogueFaults(sound(), [])).toHaveLength(3);
    });
  });

  test("finds a programme that stands twice", () => {
    const stores = [...root("one", "1").stores];
    stores.push({ ...stores[0]!, status: "removed" });
    expect(faults(sound({ stores }))).toEqual(["one.stores: a programme stands twice"]);
  });

  test("finds the programmes that are missing", () => {
    const stores = root("one", "1").stores.filter(
      ({ programme }) => programme !== "mozilla" && programme !== "java",
    );
    expect(faults(sound({ stores }))).toEqual(["one.stores: nothing on mozilla, java"]);
  });

  test.each([
    ["no test", []],
    ["only a control", [hosts("expired", "https://expired.one.example.org/")]],
  ])("finds a deciding root with %s", (_, tests) => {
    expect(faults(sound({ tests }))).toEqual(["one: decides, but has no valid test URL"]);
  });

  test("accepts a root without tests that does not decide", () => {
    expect(faults(sound({}, { tests: [], decides: false }))).toEqual([]);
  });

  test("finds that no root decides", () => {
    expect(faults(sound({ decides: false }))).toEqual(["roots: none decides"]);
    expect(faults({ ...sound(), roots: [] })).toEqual(["roots: none decides"]);
  });

  test("finds a baseline among the tested hosts", () => {
    const baseline = { url: "https://www.example.org/", ...sourced };
    expect(faults({ ...sound(), baseline })).toEqual([
      "baseline: https://www.example.org/ is one of the tested hosts",
    ]);
  });

  test("tells all faults at once", () => {
    const found = faults(
      sound(
        { crossSignedBy: ["three"], notAfter: "2001-01-01T00:00:00Z", stores: [] },
        { id: "Two" },
      ),
    );
    expect(found).toHaveLength(4);
  });

  test("leaves the catalogue as it was", () => {
    const catalogue = sound();
    faults(catalogue);
    expect(catalogue).toEqual(sound());
  });
});

describe("rootBySpki", () => {
  test("finds each root by its key", () => {
    const catalogue = sound();
    for (const each of catalogue.roots) expect(rootBySpki(catalogue, each.spkiSha256)).toBe(each);
  });

  test("does not find a root by its certificate", () => {
    const catalogue = sound();
    expect(rootBySpki(catalogue, catalogue.roots[0]!.certificateSha256)).toBeUndefined();
  });

  test.each(["", "ab".repeat(32), "1D".repeat(32)])("finds nothing for %j", (spki) => {
    expect(rootBySpki(sound(), spki)).toBeUndefined();
  });
});

describe("testHosts", () => {
  test("finds the row of a kind", () => {
    const [one] = sound().roots;
    expect(testHosts(one!, "valid")).toBe(one!.tests[0]);
    expect(testHosts(one!, "expired")).toBe(one!.tests[1]);
  });

  test("finds nothing where there is no such row", () => {
    const [one, two] = sound().roots;
    expect(testHosts(one!, "revoked")).toBeUndefined();
    expect(testHosts(two!, "valid")).toBeUndefined();
  });
});
