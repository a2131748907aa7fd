import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anchorOf } from "../../../src/core/paths/anchor.ts";
import { buildChains } from "../../../src/core/paths/build-chains.ts";
import type { ChainReading, PathFaultCode } from "../../../src/core/paths/path.ts";
import type { VerifySignature } from "../../../src/core/paths/signature.ts";
import { signatureChecker } from "../../../src/core/certificate/signature.ts";
import { der } from "../../lab/der.ts";
import {
  asMade,
  commonName,
  directory,
  dns,
  email,
  ip,
  make,
  OID,
  oldRoot,
  PURPOSE,
  uri,
  USAGE,
  type Made,
  type Wish,
} from "../../made-certificates.ts";

const AT = Date.parse("2026-06-15T12:00:00Z");
const verify = signatureChecker();

const ROOT = "O=Example,CN=Some Root";
const MIDDLE = "O=Example,CN=Some Intermediate";
const LOWER = "O=Example,CN=Lower Intermediate";
const HOST = "host.example.com";

type Place = "leaf" | "lower" | "middle" | "root";
type Chain = Record<Place, Made>;

/** Leaf, two intermediates and root, good but for what is changed. */
async function chainOf(change: Partial<Record<Place, Partial<Wish>>> = {}): Promise<Chain> {
  const root = await make({ subject: ROOT, ...change.root });
  const middle = await make({ subject: MIDDLE, by: root, ...change.middle });
  const lower = await make({ subject: LOWER, by: middle, ...change.lower });
  const leaf = await make({
    subject: `CN=${HOST}`,
    ca: false,
    by: lower,
    names: [dns(HOST)],
    ...change.leaf,
  });
  return { leaf, lower, middle, root };
}

const anchored = ({ root }: Pick<Chain, "root">) => [anchorOf("the-root", root.der)];

async function read(
  given: readonly Made[],
  anchors = anchored({ root: given.at(-1)! }),
  check: VerifySignature = verify,
): Promise<ChainReading[]> {
  return buildChains(given, anchors, { at: AT, verify: check });
}

/** The one reading of a chain whose root is catalogued, but not given. */
async function judged(chain: Chain, check: VerifySignature = verify): Promise<ChainReading> {
  const { leaf, lower, middle } = chain;
  const [reading, ...more] = await read([leaf, lower, middle], anchored(chain), check);
  expect(more).toEqual([]);
  return reading!;
}

const faultTexts = ({ paths }: ChainReading) =>
  paths[0]!.faults.map(({ code, at }) => `${code} ${at}`);

describe("a chain", () => {
  test("ends at a root that was not given", async () => {
    const chain = await chainOf();
    expect(await judged(chain)).toEqual({
      leaf: chain.leaf.sha256,
      paths: [
        {
          certificates: [chain.leaf, chain.lower, chain.middle].map(({ sha256 }) => sha256),
          end: { kind: "catalogued", root: "the-root", given: false },
          faults: [],
        },
      ],
      acceptedWith: { "the-root": "yes" },
      cutOff: false,
    });
  });

  test("is the same in every order, with duplicates and with bytes that are no certificate", async () => {
    const { leaf, lower, middle, root } = await chainOf();
    const bad = { ...leaf, der: leaf.der.slice(0, 100), sha256: "0".repeat(64) };
    const expected = await read([leaf, lower, middle, root]);
    expect(expected[0]!.paths).toEqual([
      {
        certificates: [leaf, lower, middle, root].map(({ sha256 }) => sha256),
        end: { kind: "catalogued", root: "the-root", given: true },
        faults: [],
      },
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([leaf, lower, middle, root, root, leaf, bad], { minLength: 7 }),
        async (given) => {
          expect(await read(given, anchored({ root }))).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("ends at a root of somebody's own", async () => {
    const { leaf, lower, middle, root } = await chainOf();
    const [reading] = await read([root, middle, lower, leaf], []);
    expect(reading!.paths).toEqual([
      expect.objectContaining({ end: { kind: "self-signed" }, faults: [] }),
    ]);
    expect(reading!.acceptedWith).toEqual({});
  });

  test("ends where an issuer is missing", async () => {
    const { leaf, middle, root } = await chainOf();
    const readings = await read([leaf, middle, root]);
    expect(readings.map(({ leaf: start }) => start)).toEqual([leaf.sha256, middle.sha256]);
    expect(readings[0]).toMatchObject({
      paths: [
        {
          certificates: [leaf.sha256],
          end: { kind: "missing", issuer: "O=Example, CN=Lower Intermediate" },
        },
      ],
      acceptedWith: { "the-root": "no" },
    });
  });

  test("may start at an authority", async () => {
    const { lower, middle, root } = await chainOf();
    const [reading] = await read([middle, lower], anchored({ root }));
    expect(reading).toMatchObject({ leaf: lower.sha256, acceptedWith: { "the-root": "yes" } });
    // Its key usage is no server's.
    const signer = await chainOf({ lower: { usage: USAGE.keyCertSign } });
    const [signing] = await read([signer.middle, signer.lower], anchored(signer));
    expect(signing!.acceptedWith).toEqual({ "the-root": "yes" });
  });

  test("of a root alone is that root", async () => {
    const { root } = await chainOf();
    expect(await read([root], [])).toMatchObject([
      { leaf: root.sha256, paths: [{ end: { kind: "self-signed" } }] },
    ]);
    expect(await read([root])).toMatchObject([
      { paths: [{ certificates: [root.sha256], end: { kind: "catalogued", given: true } }] },
    ]);
  });

  test("of nothing is nothing", async () => {
    expect(await read([], [])).toEqual([]);
  });
});

test.each([
  ["another string type", commonName(0x13, "One Root"), commonName(0x0c, "One Root")],
  ["another case", commonName(0x13, "One Root"), commonName(0x13, "one ROOT")],
  ["other blanks", commonName(0x13, "One Root"), commonName(0x13, " One   Root ")],
])("an issuer's name may have %s", async (_, subject, issuer) => {
  const root = await make({ subject, key: "one root" });
  const leaf = await make({
    subject: "CN=leaf",
    ca: false,
    by: { ...root, key: "one root" },
    issuer,
  });
  expect(await read([leaf, root], [])).toMatchObject([
    { paths: [{ end: { kind: "self-signed" } }] },
  ]);
});

const constrained = (
  constraints: NonNullable<Wish["constraints"]>,
  names: Buffer[],
  subject = `CN=${HOST}`,
) => ({
  middle: { constraints },
  leaf: { names, subject, key: "constrained" },
});

/** Twelve hours before the paths are judged. */
const PAST = "2026-06-15T00:00:00Z";
const unknown = { "1.2.3.4": { critical: true, value: Buffer.from([5, 0]) } };
const garbage = (id: string) => ({ [id]: { critical: true, value: Buffer.from([0x30, 9]) } });

/** `openssl`: whether it accepts, where it differs from us on purpose. */
const ROWS: [
  what: string,
  change: Parameters<typeof chainOf>[0],
  expected: `${PathFaultCode} ${number}`[],
  openssl?: boolean,
][] = [
  ["nothing wrong", {}, []],
  ["a leaf in its last second", { leaf: { to: "2026-06-15T12:00:00Z" } }, [], false],
  ["a leaf in its first second", { leaf: { from: "2026-06-15T12:00:00Z" } }, []],
  ["an expired leaf", { leaf: { to: PAST } }, ["expired 0"]],
  ["an expired intermediate", { lower: { to: PAST } }, ["expired 1"]],
  ["an expired root", { root: { to: PAST } }, ["expired 3"]],
  ["a leaf of the future", { leaf: { from: "2026-06-16T00:00:00Z" } }, ["not-yet-valid 0"]],
  ["a root of the future", { root: { from: "2026-06-16T00:00:00Z" } }, ["not-yet-valid 3"]],
  [
    "an issuer that is none",
    { lower: { ca: false, usage: 0x86, purposes: null } },
    ["not-an-authority 1"],
  ],
  [
    "an issuer without basic constraints",
    { lower: { extensions: { [OID.basicConstraints]: null } } },
    ["not-an-authority 1"],
  ],
  [
    "an issuer with malformed basic constraints",
    { lower: { extensions: garbage(OID.basicConstraints) } },
    ["not-an-authority 1"],
  ],
  [
    "a path that is as long as allowed",
    { middle: { pathLength: 1 }, lower: { pathLength: 0 } },
    [],
  ],
  ["a path that is too long", { middle: { pathLength: 0 } }, ["path-too-long 2"]],
  ["an issuer that may not sign", { middle: { usage: USAGE.cRLSign } }, ["no-cert-sign 2"]],
  ["an issuer without key usage", { middle: { usage: null } }, []],
  [
    "an issuer with malformed key usage",
    { middle: { extensions: garbage(OID.keyUsage) } },
    ["no-cert-sign 2"],
  ],
  ["a leaf for clients", { leaf: { purposes: [PURPOSE.client] } }, ["not-for-servers 0"]],
  ["a leaf for any purpose", { leaf: { purposes: [PURPOSE.any] } }, [], false],
  ["a leaf without purposes", { leaf: { purposes: null } }, []],
  [
    "an intermediate for clients",
    { middle: { purposes: [PURPOSE.client] } },
    ["not-for-servers 2"],
  ],
  ["an intermediate for both", { middle: { purposes: [PURPOSE.client, PURPOSE.server] } }, []],
  [
    "a leaf whose purposes are malformed",
    { leaf: { extensions: garbage(OID.extKeyUsage) } },
    ["not-for-servers 0"],
  ],
  [
    "a leaf whose key may only sign lists",
    { leaf: { usage: USAGE.cRLSign } },
    ["not-for-servers 0"],
  ],
  [
    "an unknown critical extension",
    { leaf: { extensions: unknown } },
    ["unknown-critical-extension 0"],
  ],
  ["one in an intermediate", { middle: { extensions: unknown } }, ["unknown-critical-extension 2"]],
  ["one in the root", { root: { extensions: unknown } }, [], false],
  [
    "names below the permitted ones",
    constrained({ permitted: [dns("example.com"), ip(10, 0, 0, 0, 255, 0, 0, 0)] }, [
      dns(HOST),
      dns("example.com"),
      dns("*.EXAMPLE.com"),
      ip(10, 1, 2, 3),
    ]),
    [],
  ],
  [
    "a name beside the permitted one",
    constrained({ permitted: [dns("example.com")] }, [dns(HOST), dns("notexample.com")]),
    ["name-not-permitted 0"],
  ],
  [
    "an excluded name",
    constrained({ excluded: [dns("example.com")] }, [dns(HOST)]),
    ["name-not-permitted 0"],
  ],
  [
    "a wildcard over an excluded name",
    constrained({ excluded: [dns("a.example.com")] }, [dns("*.example.com")]),
    ["name-not-permitted 0"],
    true,
  ],
  [
    "an address outside",
    constrained({ permitted: [ip(10, 0, 0, 0, 255, 0, 0, 0)] }, [ip(11, 0, 0, 1)]),
    ["name-not-permitted 0"],
  ],
  [
    "an address of the other family",
    constrained({ permitted: [ip(10, 0, 0, 0, 255, 0, 0, 0)] }, [ip(...Array(16).fill(10))]),
    ["name-not-permitted 0"],
  ],
  [
    "kinds of names that nobody limits",
    constrained({ permitted: [dns("example.com")] }, [ip(1, 1, 1, 1)]),
    [],
  ],
  [
    "mail at a permitted host",
    constrained({ permitted: [email("example.com")] }, [email("me@EXAMPLE.com")]),
    [],
  ],
  [
    "mail below a permitted host",
    constrained({ permitted: [email("example.com")] }, [email("me@a.example.com")]),
    ["name-not-permitted 0"],
  ],
  [
    "mail below a permitted domain",
    constrained({ permitted: [email(".example.com")] }, [email("me@a.example.com")]),
    [],
  ],
  [
    "one permitted address",
    constrained({ permitted: [email("me@example.com")] }, [email("me@example.com")]),
    [],
  ],
  [
    "another address",
    constrained({ permitted: [email("me@example.com")] }, [email("you@example.com")]),
    ["name-not-permitted 0"],
  ],
  [
    "mail in the subject",
    constrained({ excluded: [email("example.com")] }, [], "E=me@example.com,CN=x"),
    ["name-not-permitted 0"],
  ],
  [
    "a permitted URI",
    constrained({ permitted: [uri(".example.com")] }, [uri("https://a.example.com/x")]),
    [],
  ],
  [
    "another URI",
    constrained({ permitted: [uri("example.com")] }, [uri("https://a.example.com/x")]),
    ["name-not-permitted 0"],
  ],
  [
    "a URI with an address instead of a host",
    constrained({ excluded: [uri("example.com")] }, [uri("https://[2001:db8::1]/")]),
    ["name-not-permitted 0"],
    true,
  ],
  [
    "names with a dot at their end",
    constrained({ permitted: [dns("example.com.")] }, [dns("a.example.com"), dns("example.com.")]),
    [],
    false,
  ],
  ["any host", constrained({ permitted: [dns("")] }, [dns("a.example.com")]), []],
  [
    "a URI without a host",
    constrained({ excluded: [uri("example.com")] }, [uri("urn:example:x")]),
    ["name-not-permitted 0"],
  ],
  [
    "a subject below a permitted directory",
    constrained({ permitted: [directory("O=EXAMPLE")] }, [dns(HOST)], "O=Example,CN=x"),
    [],
  ],
  [
    "a subject in another directory",
    constrained({ permitted: [directory("O=Example")] }, [dns(HOST)], "O=Other,CN=x"),
    ["name-not-permitted 0"],
  ],
  [
    "constraints that are malformed",
    { middle: { extensions: garbage(OID.nameConstraints) } },
    ["name-not-permitted 0", "name-not-permitted 1"],
  ],
  [
    "constraints of an unknown kind",
    constrained({ excluded: [der(0x88, Buffer.from([42]))] }, [der(0x88, Buffer.from([42]))]),
    ["name-not-permitted 0"],
  ],
  [
    "constraints that an intermediate breaks",
    { middle: { constraints: { permitted: [directory(`CN=${HOST}`)] } } },
    ["name-not-permitted 1"],
  ],
  [
    "many things at once",
    { leaf: { to: PAST, purposes: [PURPOSE.client] }, middle: { pathLength: 0, usage: 0x80 } },
    ["expired 0", "not-for-servers 0", "path-too-long 2", "no-cert-sign 2"],
  ],
];

const DATES = /^(?:expired|not-yet-valid) /;

describe("a path with", () => {
  test.each(ROWS)("%s", async (_, change, expected) => {
    const reading = await judged(await chainOf(change));
    expect(faultTexts(reading)).toEqual(expected);
    const serious = expected.filter((fault) => !DATES.test(fault));
    const accepted = serious.length ? "no" : expected.length ? "dates" : "yes";
    expect(reading.acceptedWith).toEqual({ "the-root": accepted });
  });

  test("a changed byte in the signature, where key identifiers fit", async () => {
    const chain = await chainOf();
    const bytes = chain.leaf.der.slice();
    bytes[bytes.length - 1]! ^= 1;
    const reading = await judged({ ...chain, leaf: { ...asMade(bytes), key: "" } });
    expect(faultTexts(reading)).toEqual(["bad-signature 0"]);
    expect(reading.acceptedWith).toEqual({ "the-root": "no" });
  });

  test("a signature that cannot be checked", async () => {
    const chain = await chainOf();
    const unchecked: VerifySignature = (certificate, key) =>
      certificate === chain.lower.der ? Promise.resolve("unchecked") : verify(certificate, key);
    const reading = await judged(chain, unchecked);
    expect(faultTexts(reading)).toEqual(["unchecked-signature 1"]);
    expect(reading.acceptedWith).toEqual({ "the-root": "no" });
  });

  test("an extension twice: nobody knows which one is meant", async () => {
    const chain = await chainOf();
    const bytes = chain.lower.der.slice();
    // The authority's key identifier becomes a second one of the subject.
    bytes[Buffer.from(bytes).indexOf(Buffer.from([0x55, 0x1d, 0x23])) + 2] = 0x0e;
    const always: VerifySignature = () => Promise.resolve("good");
    const reading = await judged({ ...chain, lower: { ...asMade(bytes), key: "" } }, always);
    expect(faultTexts(reading)).toEqual(["not-an-authority 1", "unknown-critical-extension 1"]);
  });

  test("more names and constraints than anybody compares", async () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => dns(`${at}.example`));
    const [constraints, names] = [{ permitted: many(1100) }, many(1000)];
    const reading = await judged(await chainOf({ middle: { constraints }, leaf: { names } }));
    expect(faultTexts(reading)).toEqual(["name-not-permitted 0"]);
    const fewer = await chainOf({ middle: { constraints }, leaf: { names: names.slice(0, 100) } });
    expect(faultTexts(await judged(fewer))).toEqual([]);
  });

  test("a self-issued intermediate, which neither counts nor has to keep constraints", async () => {
    const constraints = { excluded: [directory(MIDDLE)] };
    const chain = await chainOf({ root: { pathLength: 1 }, middle: { constraints } });
    const renewed = await make({ subject: MIDDLE, key: "renewed", by: chain.middle });
    const lower = await make({ subject: LOWER, by: { ...renewed, subject: MIDDLE } });
    const leaf = await make({ subject: "CN=leaf", ca: false, by: lower });
    const [reading] = await read([leaf, lower, renewed, chain.middle, chain.root], []);
    expect(reading!.paths[0]!.certificates).toHaveLength(5);
    expect(faultTexts(reading!)).toEqual(["path-too-long 4"]);
    const longer = await make({ subject: ROOT, pathLength: 2 });
    const [good] = await read([leaf, lower, renewed, chain.middle, longer], []);
    expect(faultTexts(good!)).toEqual([]);
  });

  test("a root of version 1", async () => {
    const root = await oldRoot();
    const leaf = await make({ subject: "CN=leaf", ca: false, by: root });
    const [reading] = await read([leaf, root], []);
    expect(reading!.paths).toMatchObject([{ end: { kind: "self-signed" }, faults: [] }]);
  });

  test("an own root that is no authority, or expired", async () => {
    const { leaf, lower, middle, root } = await chainOf({
      root: { ca: false, usage: 0x86, to: PAST },
    });
    const [reading] = await read([leaf, lower, middle, root], []);
    expect(faultTexts(reading!)).toEqual(["expired 3", "not-an-authority 3"]);
  });
});

const hasOpenSsl =
  spawnSync("openssl", ["version"]).stdout?.toString().startsWith("OpenSSL 3.") ?? false;

describe.skipIf(!hasOpenSsl)("OpenSSL accepts what we accept:", () => {
  let directoryName = "";
  beforeAll(() => void (directoryName = mkdtempSync(join(tmpdir(), "paths-"))));
  afterAll(() => rmSync(directoryName, { recursive: true }));

  const pem = (made: Made) =>
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(made.der).toString("base64")}\n-----END CERTIFICATE-----\n`;

  function accepts({ leaf, lower, middle, root }: Chain): boolean {
    const file = (label: string, ...all: Made[]) => {
      const path = join(directoryName, label);
      writeFileSync(
        path,
        all
          .map(pem)
          .join("")
          .replaceAll(/(.{64})(?=[^-\n])/g, "$1\n"),
      );
      return path;
    };
    const args = ["-no-CApath", "-no-CAstore", "-purpose", "sslserver", "-attime", `${AT / 1000}`];
    const files = ["-CAfile", file("root", root), "-untrusted", file("middle", lower, middle)];
    const { status } = spawnSync("openssl", ["verify", ...args, ...files, file("leaf", leaf)]);
    return status === 0;
  }

  test.each(ROWS)("%s", async (_, change, expected, openssl = expected.length === 0) => {
    expect(accepts(await chainOf(change))).toBe(openssl);
  });
});

describe("cross-certificates", () => {
  /** An old and a new root, each given or not; the old one signs the new one across. */
  async function family() {
    const old = await make({ subject: "CN=Old", key: "old" });
    const young = await make({ subject: "CN=Young", key: "young" });
    const cross = await make({ subject: "CN=Young", key: "young", by: old });
    const leaf = await make({ subject: "CN=leaf", ca: false, by: young });
    const anchors = [anchorOf("old", old.der), anchorOf("young", young.der)];
    return { old, young, cross, leaf, anchors };
  }

  test("give further paths, the shortest first", async () => {
    const { leaf, cross, anchors } = await family();
    const [reading] = await read([cross, leaf], anchors);
    expect(reading!.paths.map(({ certificates, end }) => [certificates.length, end])).toEqual([
      [1, { kind: "catalogued", root: "young", given: false }],
      [2, { kind: "catalogued", root: "old", given: false }],
    ]);
    expect(reading!.acceptedWith).toEqual({ old: "yes", young: "yes" });
  });

  test("that are not sent give none", async () => {
    const { leaf, anchors } = await family();
    const [reading] = await read([leaf], anchors);
    expect(reading!.acceptedWith).toEqual({ old: "no", young: "yes" });
  });

  test("put a path without faults before shorter ones with faults", async () => {
    const { old, leaf, anchors } = await family();
    const good = await make({ subject: "CN=Young", key: "young", by: old });
    const expired = { ...anchors[1]!, notAfter: AT - 1 };
    const [reading] = await read([good, leaf], [anchors[0]!, expired]);
    expect(reading!.paths.map(({ end }) => end)).toMatchObject([
      { root: "old" },
      { root: "young" },
    ]);
    expect(reading!.acceptedWith).toEqual({ old: "yes", young: "dates" });
  });

  test("that sign each other give paths without end to both, and none twice", async () => {
    const a = { subject: "CN=A", key: "a" };
    const b = { subject: "CN=B", key: "b" };
    const [ab, ba] = [await make({ ...a, by: b }), await make({ ...b, by: a })];
    const leaf = await make({ subject: "CN=leaf", ca: false, by: a });
    const [reading, ...more] = await read([leaf, ab, ba], []);
    expect(more).toEqual([]);
    expect(reading!.paths.map(({ certificates }) => certificates)).toEqual([
      [leaf.sha256, ab.sha256, ba.sha256],
    ]);
    const [alone, ...others] = await read([ab, ba], []);
    expect(others).toEqual([]);
    expect(alone!.paths.map(({ certificates }) => certificates)).toEqual([[ab.sha256, ba.sha256]]);
  });

  test("all of everybody do not explode, and say that the search was cut off", async () => {
    const all = Array.from({ length: 9 }, (_, at) => ({ subject: `CN=${at}`, key: `dense ${at}` }));
    const given = [await make({ subject: "CN=leaf", ca: false, by: all[0]! })];
    for (const one of all) for (const by of all) given.push(await make({ ...one, by }));
    const [reading] = await read(given, []);
    expect(reading!.cutOff).toBe(true);
    expect(reading!.paths.length).toBeLessThanOrEqual(400);
    expect(reading!.paths).toContainEqual(
      expect.objectContaining({ end: { kind: "self-signed" } }),
    );
  });

  test("of everybody by many leaves take no more steps than the whole search has", async () => {
    const all = Array.from({ length: 8 }, (_, at) => ({ subject: `CN=${at}`, key: `dense ${at}` }));
    const given: Made[] = [];
    for (const one of all)
      for (const by of all) if (one !== by) given.push(await make({ ...one, by }));
    const leaves = Array.from({ length: 300 }, (_, at) =>
      make({ subject: `CN=leaf ${at}`, key: "dense leaf", ca: false, by: all[0]! }),
    );
    given.push(...(await Promise.all(leaves)));
    const readings = await read(given, [], () => Promise.resolve("good"));
    const paths = readings.reduce((sum, reading) => sum + reading.paths.length, 0);
    expect(readings.every(({ cutOff }) => cutOff)).toBe(true);
    // The last ones find the budget used up, and say so at once.
    expect(readings.at(-1)!.paths).toMatchObject([{ end: { kind: "cut-off" } }]);
    expect(paths).toBeLessThan(32 * 300);
  });

  test("in a very long row are cut off", async () => {
    const row = Array.from({ length: 30 }, (_, at) => ({
      subject: `CN=${at}`,
      key: `row ${at % 3}`,
    }));
    const given: Made[] = [];
    for (const [at, one] of row.entries())
      given.push(await make({ ...one, by: row[at + 1] ?? one }));
    const [reading] = await read(given, []);
    expect(reading!.paths).toMatchObject([{ end: { kind: "cut-off" } }]);
    expect(reading!.paths[0]!.certificates).toHaveLength(16);
    expect(reading!.cutOff).toBe(true);
  });
});

describe("many authorities of the same name", () => {
  const same = (at: number, identifiers: boolean) =>
    make({ subject: "CN=Same", key: `same ${at}`, identifiers });

  test("are told apart by key identifiers, with one check", async () => {
    const given = await Promise.all(Array.from({ length: 60 }, (_, at) => same(at, true)));
    const leaf = await make({ subject: "CN=leaf", ca: false, by: given[50]! });
    let checks = 0;
    const [reading] = await read([...given, leaf], [], (...args) => {
      if (args[0] === leaf.der) checks += 1;
      return verify(...args);
    }).then((readings) => readings.filter(({ leaf: start }) => start === leaf.sha256));
    expect(reading!.paths.map(({ certificates }) => certificates)).toEqual([
      [leaf.sha256, given[50]!.sha256],
    ]);
    expect(checks).toBe(1);
  });

  test("are tried one after the other without them, up to a limit", async () => {
    const given = await Promise.all(Array.from({ length: 60 }, (_, at) => same(at, false)));
    const leaf = (by: Made) => make({ subject: "CN=leaf", ca: false, by, identifiers: false });
    const [near, far] = [await leaf(given[10]!), await leaf(given[50]!)];
    const ends = async (start: Made) => {
      const readings = await read([...given, start], []);
      return readings.find(({ leaf: sha256 }) => sha256 === start.sha256)!;
    };
    expect(await ends(near)).toMatchObject({
      cutOff: false,
      paths: [{ end: { kind: "self-signed" } }],
    });
    expect((await ends(far)).cutOff).toBe(true);
  });

  test("whose keys did not sign are not its issuers", async () => {
    const { root } = await chainOf();
    const impostor = await make({ subject: ROOT, key: "impostor" });
    const leaf = await make({ subject: "CN=leaf", ca: false, by: root });
    const readings = await read([impostor, leaf], []);
    expect(readings.map(({ paths }) => paths[0]!.end.kind).toSorted()).toEqual([
      "missing",
      "self-signed",
    ]);
  });

  test("one of which is catalogued: a name without that root's signature is a forgery", async () => {
    const { root } = await chainOf();
    const forged = await make({
      subject: "CN=leaf",
      ca: false,
      by: { subject: ROOT, key: "impostor" },
    });
    const [reading] = await read([forged], anchored({ root }));
    expect(faultTexts(reading!)).toEqual(["bad-signature 0"]);
    expect(reading!.acceptedWith).toEqual({ "the-root": "no" });
  });
});

describe("a root with changed bytes", () => {
  async function altered() {
    const chain = await chainOf();
    const bytes = chain.root.der.slice();
    bytes[bytes.length - 1]! ^= 1;
    return { ...chain, root: { ...asMade(bytes), key: "" }, anchors: anchored(chain) };
  }

  test("is not accepted by itself", async () => {
    const { root, anchors } = await altered();
    const [reading] = await read([root], anchors);
    expect(reading!.paths).toMatchObject([{ end: { kind: "catalogued", given: false } }]);
    expect(faultTexts(reading!)).toEqual(["bad-signature 0"]);
    expect(reading!.acceptedWith).toEqual({ "the-root": "no" });
  });

  test("does not stand for the catalogued one", async () => {
    const { leaf, lower, middle, root, anchors } = await altered();
    const [reading] = await read([leaf, root, lower, middle], anchors);
    expect(reading!.paths).toMatchObject([
      {
        certificates: [leaf, lower, middle].map(({ sha256 }) => sha256),
        end: { kind: "catalogued", given: false },
        faults: [],
      },
    ]);
  });
});

test("the number of signature checks grows with the number of certificates, not faster", async () => {
  const root = await make({ subject: "CN=Same", key: "growth", identifiers: false });
  const key = Buffer.from(root.der).indexOf(Buffer.from("03420004", "hex")) + 4;
  const copies = async (count: number) => {
    // Hostile: each claims the same name, and none has the key that signed it.
    const all = Array.from({ length: count }, (_, at) => {
      const bytes = root.der.slice();
      bytes[key] = at & 0xff;
      bytes[key + 1] = at >> 8;
      return { der: bytes, sha256: at.toString(16).padStart(64, "0") };
    });
    let checks = 0;
    await buildChains(all, [], {
      at: AT,
      verify: () => {
        checks += 1;
        return Promise.resolve("bad");
      },
    });
    return checks;
  };
  const [few, many] = [await copies(100), await copies(2000)];
  expect(few).toBeGreaterThan(100);
  expect(many / few).toBeLessThanOrEqual(20);
  // Far fewer than 32 keys for each.
  expect(many).toBeLessThanOrEqual(4 * 2000 + 200);
});
