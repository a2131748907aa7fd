import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCatalogue } from "../../build/catalogue.ts";
import type { Catalogue } from "../../src/core/catalogue.ts";

const BUILT_IN = fileURLToPath(new URL("../../src/core/catalogue.json", import.meta.url));
const PERMITTED = ["https://*.amazontrust.com/*"];

let directory = "";
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "catalogue-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Any JSON; `undefined` where there is none. */
type Json = Record<string, unknown> & unknown[];

function written(text: string): string {
  const file = join(directory, "catalogue.json");
  writeFileSync(file, text);
  return file;
}

/** The built-in catalogue with one change, as a file. */
function changed(change: (catalogue: Json) => void): string {
  const catalogue = JSON.parse(readFileSync(BUILT_IN, "utf8")) as Json;
  change(catalogue);
  return written(JSON.stringify(catalogue));
}

/** What is found at a path such as `roots.0.tests`. */
function at(catalogue: Json, path: string): Json {
  return path.split(".").reduce((value, key) => value[key as keyof Json] as Json, catalogue);
}

/** A change that sets what is at a path. */
function set(path: string, value: unknown): (catalogue: Json) => void {
  const cut = path.lastIndexOf(".");
  return (catalogue) => {
    const parent = cut < 0 ? catalogue : at(catalogue, path.slice(0, cut));
    (parent as Record<string, unknown>)[path.slice(cut + 1)] = value;
  };
}

function refusal(file: string, permitted = PERMITTED): Error {
  try {
    readCatalogue(file, permitted);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    return error as Error;
  }
  throw new Error("the catalogue was accepted");
}

/** The faults told of a file, without the line that names it. */
function faults(file: string, permitted?: string[]): string[] {
  const [head, ...lines] = refusal(file, permitted).message.split("\n");
  expect(head).toBe(`The catalogue ${file} cannot be used:`);
  expect(lines).not.toEqual([]);
  for (const line of lines) expect(line).toMatch(/^ {2}\S/);
  return lines.map((line) => line.trim());
}

/** A fault of which only this part matters. */
const part = (text: string) => expect.stringContaining(text) as string;

test("reads the built-in catalogue as it is", () => {
  const expected: unknown = JSON.parse(readFileSync(BUILT_IN, "utf8"));
  expect(readCatalogue(BUILT_IN, PERMITTED)).toEqual(expected);
});

test("reads a file with a byte order mark", () => {
  const text = readFileSync(BUILT_IN, "utf8");
  expect(readCatalogue(written(`\uFEFF${text}`), PERMITTED).edition).toBe("built-in");
});

test.each(["lab", "Example Corp help desk", "x"])("accepts the edition %j", (edition) => {
  expect(readCatalogue(changed(set("edition", edition)), PERMITTED).edition).toBe(edition);
});

describe("a file that cannot be read", () => {
  test("does not exist", () => {
    const file = join(directory, "none.json");
    expect(faults(file)).toEqual(["there is no such file"]);
    expect(refusal(file).cause).toMatchObject({ code: "ENOENT" });
  });

  test("is a directory", () => {
    expect(faults(directory)).toEqual(["it cannot be read (EISDIR)"]);
  });

  test.each([
    ["empty", ""],
    ["text", "roots: []"],
    ["cut off", '{ "version": 1, '],
    ["JSON with a comment", '{ "version": 1 } // the first'],
  ])("is %s", (_, text) => {
    const [fault, ...others] = faults(written(text));
    expect(fault).toMatch(/^it is not JSON: ./);
    expect(others).toEqual([]);
  });
});

describe("the whole", () => {
  test.each([
    ["[]", "a list"],
    ["null", "null"],
    ['"text"', '"text"'],
    ["1", "1"],
  ])("is not %s", (text, shown) => {
    expect(faults(written(text))).toEqual([`the whole: must be of type object, not ${shown}`]);
  });

  test("is not empty", () => {
    const keys = ["version", "date", "edition", "baseline", "browsers", "roots"];
    expect(faults(written("{}"))).toEqual(keys.map((key) => `the whole: "${key}" is missing`));
  });
});

test.each<[string, unknown, string]>([
  ["version", 2, "version: must be 1, not 2"],
  ["version", "1", 'version: must be 1, not "1"'],
  ["date", "23.11.2026", 'date: must be a date as YYYY-MM-DD, not "23.11.2026"'],
  ["date", "2026-13-01", 'date: must be a date as YYYY-MM-DD, not "2026-13-01"'],
  ["date", "2026-11-23T00:00:00Z", part("date: must be a date")],
  ["date", 20261123, "date: must be of type string, not 20261123"],
  ["edition", "", part('edition: must be "built-in", or')],
  ["edition", " lab", part('not " lab"')],
  ["edition", "x".repeat(61), part("edition: must be")],
  ["note", "why", 'the whole: "note" has no meaning here'],
  ["$schema", "catalogue.schema.json", 'the whole: "$schema" has no meaning here'],
  ["baseline", null, "baseline: must be of type object, not null"],
  ["baseline.kind", "baseline", 'baseline: "kind" has no meaning here'],
  [
    "baseline.url",
    "http://www.amazon.com/",
    "baseline.url: must be an https URL without a port that ends in a slash after the host name, " +
      'not "http://www.amazon.com/"',
  ],
  ["baseline.source", "seen", 'baseline.source: must be an https URL, not "seen"'],
  ["browsers", {}, "browsers: must be of type array, not an object"],
  [
    "browsers.0.family",
    "safari",
    'browsers[0].family: must be one of "chromium", "firefox", not "safari"',
  ],
  [
    "browsers.0.releases.1.major",
    "156",
    'browsers[0].releases[1].major: must be of type integer, not "156"',
  ],
  [
    "browsers.0.releases.1.major",
    156.5,
    "browsers[0].releases[1].major: must be of type integer, not 156.5",
  ],
  ["browsers.0.releases.1.major", 0, "browsers[0].releases[1].major: must be 1 or more, not 0"],
  ["browsers.0.releases", [], "browsers[0].releases: must not be empty"],
  ["browsers.1.outdatedAfterDays", -1, "browsers[1].outdatedAfterDays: must be 1 or more, not -1"],
  ["browsers.1.family", "chromium", "browsers: must have exactly one row of the family firefox"],
  ["browsers.1.family", "chromium", "browsers: must have exactly one row of the family chromium"],
  ["roots", [], "roots: must not be empty"],
  ["roots.4", "starfield", 'roots[4]: must be of type object, not "starfield"'],
  ["roots.0.colour", "red", 'roots[0] (amazon-root-ca-1): "colour" has no meaning here'],
  [
    "roots.1.id",
    "Amazon Root CA 2",
    "roots[1].id (Amazon Root CA 2): must be lower-case words of letters and digits, " +
      'joined by hyphens, not "Amazon Root CA 2"',
  ],
  ["roots.0.id", 1, "roots[0].id: must be of type string, not 1"],
  ["roots.0.name", "", part("must be text that neither is empty")],
  ["roots.0.owner", "Amazon ", part("must be text that neither")],
  [
    "roots.0.subject",
    "Amazon Root CA 1",
    part("must be a distinguished name that starts with CN= or OU="),
  ],
  [
    "roots.2.certificateSha256",
    "18CE",
    "roots[2].certificateSha256 (amazon-root-ca-3): must be 64 lower-case hexadecimal digits, " +
      'not "18CE"',
  ],
  ["roots.2.spkiSha256", "g".repeat(64), part("64 lower-case")],
  [
    "roots.3.notBefore",
    "2015-05-26",
    "roots[3].notBefore (amazon-root-ca-4): must be a moment in UTC as YYYY-MM-DDTHH:MM:SSZ, " +
      'not "2015-05-26"',
  ],
  ["roots.3.notAfter", "2040-05-26T00:00:00+01:00", part("UTC")],
  [
    "roots.0.decides",
    "yes",
    'roots[0].decides (amazon-root-ca-1): must be of type boolean, not "yes"',
  ],
  [
    "roots.0.key.algorithm",
    "DSA",
    'roots[0].key.algorithm (amazon-root-ca-1): must be one of "RSA", "ECDSA", not "DSA"',
  ],
  ["roots.0.key.bits", 1024, part("must be 2048 or more, not 1024")],
  ["roots.0.key.curve", "P-256", part('"curve" has no meaning here')],
  ["roots.2.key.curve", "P-521", part('one of "P-256", "P-384"')],
  ["roots.2.key.bits", 2048, part('"bits" has no meaning here')],
  ["roots.2.key", { algorithm: "ECDSA" }, part('"curve" is missing')],
  ["roots.0.key", { algorithm: "RSA" }, part('"bits" is missing')],
  [
    "roots.0.crossSignedBy",
    ["starfield-services-g2", "starfield-services-g2"],
    'roots[0].crossSignedBy (amazon-root-ca-1): holds "starfield-services-g2" twice',
  ],
  [
    "roots.0.tests.1.kind",
    "baseline",
    "roots[0].tests[1].kind (amazon-root-ca-1): " +
      'must be one of "valid", "expired", "revoked", not "baseline"',
  ],
  [
    "roots.0.tests.1.kind",
    "valid",
    "roots[0].tests (amazon-root-ca-1): must have at most one row of the kind valid",
  ],
  [
    "roots.0.tests.1.kind",
    "revoked",
    "roots[0].tests (amazon-root-ca-1): must have at most one row of the kind revoked",
  ],
  [
    "roots.0.tests.2.kind",
    "expired",
    "roots[0].tests (amazon-root-ca-1): must have at most one row of the kind expired",
  ],
  ["roots.0.tests.0.urls", [], "roots[0].tests[0].urls (amazon-root-ca-1): must not be empty"],
  [
    "roots.0.tests.0.urls.0",
    "https://valid.rootca1.demo.amazontrust.com",
    part("roots[0].tests[0].urls[0] (amazon-root-ca-1): must be an"),
  ],
  [
    "roots.0.tests.0.urls.0",
    "https://valid.rootca1.demo.amazontrust.com:8443/",
    part("without a port"),
  ],
  ["roots.0.tests.0.confirmed", 1, part("type boolean, not 1")],
  ["roots.0.stores.2.programme", "opera", part('"android", "java", not "opera"')],
  [
    "roots.0.stores.2.status",
    "yes",
    "roots[0].stores[2].status (amazon-root-ca-1): " +
      'must be one of "included", "not-included", "removed", not "yes"',
  ],
  ["roots.0.stores.2.until", "2027", part("a date as YYYY-MM-DD")],
  ["roots.0.stores.2.source", "http://example.org/", part("https")],
  ["roots.0.downloads", [], "roots[0].downloads (amazon-root-ca-1): must not be empty"],
  ["roots.0.downloads.0.format", "p7b", part('one of "der", "pem"')],
  ["roots.0.downloads.0.url", "file:///root.pem", part("https")],
  ["roots.3.source", "", 'roots[3].source (amazon-root-ca-4): must be an https URL, not ""'],
])("does not accept %s as %j", (path, value, fault) => {
  expect(faults(changed(set(path, value)))).toContainEqual(fault);
});

describe("every key", () => {
  const optional = ["until", "issuerUrl"];
  /** The path of a store with an optional key. */
  const withUntil = () => {
    const { roots } = JSON.parse(readFileSync(BUILT_IN, "utf8")) as Catalogue;
    const root = roots.findIndex(({ stores }) => stores.some(({ until }) => until));
    return `roots.${root}.stores.${roots[root]!.stores.findIndex(({ until }) => until)}`;
  };
  const rows = [
    "baseline",
    "browsers.0",
    "roots.0",
    "roots.0.key",
    "roots.2.key",
    "roots.0.tests.0",
    "roots.0.stores.0",
    withUntil(),
    "roots.0.downloads.0",
  ];
  const keys = rows.flatMap((row) => {
    const catalogue = JSON.parse(readFileSync(BUILT_IN, "utf8")) as Json;
    return Object.keys(at(catalogue, row)).map((key): [string, string] => [row, key]);
  });

  test.each(keys)("of %s is needed: %s", (row, key) => {
    const file = changed((catalogue) => {
      delete (at(catalogue, row) as Record<string, unknown>)[key];
    });
    if (optional.includes(key)) expect(() => readCatalogue(file, PERMITTED)).not.toThrow();
    else expect(faults(file)).toContainEqual(expect.stringMatching(`: "${key}" is missing$`));
  });

  test.each(rows)("of %s is known", (row) => {
    const file = changed(set(`${row}.comment`, "why"));
    expect(faults(file)).toContainEqual(expect.stringMatching(/: "comment" has no meaning here$/));
  });
});

describe("content", () => {
  const TEST_URL = "https://valid.rootca1.demo.amazontrust.com/";

  test("may not test hosts that the browser does not permit", () => {
    const file = changed(set("roots.0.tests.0.urls.0", "https://valid.example.org/"));
    expect(faults(file)).toEqual([
      "amazon-root-ca-1.tests.valid: https://valid.example.org/ is outside " +
        "https://*.amazontrust.com/*",
    ]);
  });

  test("depends on the permission given", () => {
    const found = faults(BUILT_IN, ["https://*.demo.amazontrust.com/*"]);
    expect(found).toContainEqual(
      "amazon-root-ca-1.tests.valid: https://good.sca1a.amazontrust.com/ is outside " +
        "https://*.demo.amazontrust.com/*",
    );
    expect(found.join("\n")).not.toContain(`${TEST_URL} is outside`);
  });

  test("may not name a cross-signer that is not there", () => {
    expect(faults(changed(set("roots.0.crossSignedBy", ["starfield"])))).toEqual([
      'amazon-root-ca-1.crossSignedBy: no root "starfield"',
    ]);
  });

  test("must have a root that decides", () => {
    const file = changed((catalogue) => {
      for (const root of at(catalogue, "roots") as unknown as Json[]) set("decides", false)(root);
    });
    expect(faults(file)).toEqual(["roots: none decides"]);
  });

  test("is told in full", () => {
    const file = changed((catalogue) => {
      set("roots.0.crossSignedBy", ["starfield"])(catalogue);
      set("roots.1.stores", [])(catalogue);
      set("baseline.url", "https://www.amazontrust.com/")(catalogue);
    });
    expect(faults(file)).toHaveLength(3);
  });
});

test("all faults of form are told at once", () => {
  const file = changed((catalogue) => {
    set("date", "today")(catalogue);
    set("roots.0.spkiSha256", "")(catalogue);
    set("roots.5.tests", null)(catalogue);
    set("comment", "why")(catalogue);
  });
  expect(faults(file)).toHaveLength(4);
});
