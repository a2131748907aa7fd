import "reflect-metadata/lite";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { Extension, Name, X509Certificate, X509CertificateGenerator } from "@peculiar/x509";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  CHECKERS,
  inspectionFaults,
  STRICT_RULE_IDS,
  STRICT_RULES,
  strictFaults,
  strictRootFaults,
  type ChainPlace,
  type StrictFault,
  type StrictRuleId,
} from "../../src/core/strict-rules.ts";
import type { Report } from "../../src/core/report.ts";
import sources from "../../src/guidance/sources.json";
import { bitString, der, objectIdentifier, octetString, sequence } from "../lab/der.ts";
import { catalogue, INSPECTOR, reportOf, reportWithEndpoints, wellIn, WORLDS } from "../made-up.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** How an extension stands in a certificate. */
type State = "good" | "absent" | "other-critical";

interface Spec {
  basicConstraints: State;
  keyUsage: State;
  subjectKey: State;
  authorityKey: State;
  names: State;
  purpose: State;
  /** Of a server: it may sign certificates all the same. */
  signs: boolean;
  pathLength: boolean;
  emptySubject: boolean;
  days: number;
  from: string;
  bits: number | null;
  hash: "SHA-256" | "SHA-1";
}

const GOOD: Spec = {
  basicConstraints: "good",
  keyUsage: "good",
  subjectKey: "good",
  authorityKey: "good",
  names: "good",
  purpose: "good",
  signs: false,
  pathLength: false,
  emptySubject: false,
  days: 90,
  from: "2026-01-01T00:00:00Z",
  bits: null,
  hash: "SHA-256",
};
type Specs = Record<ChainPlace, Spec>;
type Change = Partial<Record<ChainPlace, Partial<Spec>>>;

const P256 = { name: "ECDSA", namedCurve: "P-256" };
const rsa = (modulusLength: number) => ({
  name: "RSASSA-PKCS1-v1_5",
  modulusLength,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: "SHA-256",
});
const HOST = "valid.example.com";
const NAMES: Record<ChainPlace, string> = {
  server: `CN=${HOST}`,
  intermediate: "CN=Some Intermediate",
  root: "CN=Some Root",
};

function extension(id: string, critical: boolean, value: Buffer): Extension {
  return new Extension(id, critical, Uint8Array.from(value));
}

/** The extensions of one certificate; a key's identifier is made of its place's name. */
function extensionsOf(place: ChainPlace, above: ChainPlace, spec: Spec): Extension[] {
  const isServer = place === "server";
  const keyOf = (of: ChainPlace) => Buffer.from(of.padEnd(20, "."));
  const truth = der(0x01, Buffer.from([0xff]));
  const number = der(0x02, Buffer.from([1]));
  const constraints = sequence(...(isServer ? [] : [truth]), ...(spec.pathLength ? [number] : []));
  const signs = !isServer || spec.signs;
  const usage = bitString(signs ? 1 : 7, Buffer.from([signs ? 0x86 : 0x80]));
  const purpose = spec.purpose === "other-critical" ? "1.3.6.1.5.5.7.3.2" : "1.3.6.1.5.5.7.3.1";
  const rows: [State, string, boolean, Buffer][] = [
    [spec.basicConstraints, "2.5.29.19", spec.basicConstraints === "good", constraints],
    [spec.keyUsage, "2.5.29.15", spec.keyUsage === "good", usage],
    [spec.subjectKey, "2.5.29.14", false, octetString(keyOf(place))],
    [spec.authorityKey, "2.5.29.35", false, sequence(der(0x80, keyOf(above)))],
    ...(isServer
      ? ([
          [
            spec.names,
            "2.5.29.17",
            spec.names !== "good",
            sequence(der(0x87, Buffer.from([127, 0, 0, 1])), der(0x82, Buffer.from(HOST))),
          ],
          [spec.purpose, "2.5.29.37", false, sequence(objectIdentifier(purpose))],
        ] as [State, string, boolean, Buffer][])
      : []),
  ];
  return rows.flatMap(([state, id, critical, value]) =>
    state === "absent" ? [] : [extension(id, critical, value)],
  );
}

const keys = new Map<string, Promise<CryptoKeyPair>>();
function keyPair(place: ChainPlace, bits: number | null): Promise<CryptoKeyPair> {
  const name = `${place} ${bits}`;
  const algorithm = bits === null ? P256 : rsa(bits);
  const made =
    keys.get(name) ??
    (crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]) as Promise<CryptoKeyPair>);
  keys.set(name, made);
  return made;
}

/** A chain of three, the server's certificate first, good but for what is changed. */
async function chain(change: Change = {}): Promise<Bytes[]> {
  const specs = Object.fromEntries(
    (["server", "intermediate", "root"] as const).map((place) => [
      place,
      { ...GOOD, ...change[place] },
    ]),
  ) as Specs;
  const make = async (place: ChainPlace, above: ChainPlace) => {
    const spec = specs[place];
    const pair = await keyPair(place, spec.bits);
    const signer = await keyPair(above, specs[above].bits);
    const notBefore = new Date(spec.from);
    const certificate = await X509CertificateGenerator.create({
      serialNumber: "0b",
      subject: spec.emptySubject ? new Name([]).toJSON() : NAMES[place],
      issuer: NAMES[above],
      notBefore,
      notAfter: new Date(notBefore.getTime() + spec.days * 86_400_000),
      publicKey: pair.publicKey,
      signingKey: signer.privateKey,
      signingAlgorithm:
        specs[above].bits === null
          ? { name: "ECDSA", hash: spec.hash }
          : { name: "RSASSA-PKCS1-v1_5", hash: spec.hash },
      extensions: extensionsOf(place, above, spec),
    });
    return new Uint8Array(certificate.rawData);
  };
  return Promise.all([
    make("server", "intermediate"),
    make("intermediate", "root"),
    make("root", "root"),
  ]);
}

const found = async (change?: Change) =>
  strictFaults(await chain(change)).map(({ rule, place }) => `${place} ${rule}`);

const ROWS: [change: Change, expected: string[]][] = [
  [{}, []],
  [{ root: { basicConstraints: "other-critical" } }, ["root basic-constraints-not-critical"]],
  [
    { intermediate: { basicConstraints: "other-critical" } },
    ["intermediate basic-constraints-not-critical"],
  ],
  [{ server: { basicConstraints: "other-critical" } }, []],
  [{ server: { basicConstraints: "absent" } }, []],
  [{ root: { basicConstraints: "absent" } }, ["root no-basic-constraints"]],
  [{ root: { keyUsage: "absent" } }, ["root no-key-usage"]],
  [{ server: { keyUsage: "absent" } }, []],
  [{ root: { subjectKey: "absent" } }, ["root no-subject-key-identifier"]],
  [{ server: { subjectKey: "absent" } }, []],
  [{ root: { authorityKey: "absent" } }, []],
  [{ server: { authorityKey: "absent" } }, ["server no-authority-key-identifier"]],
  [{ intermediate: { authorityKey: "absent" } }, ["intermediate no-authority-key-identifier"]],
  [{ server: { signs: true } }, ["server server-signs"]],
  [{ server: { pathLength: true } }, ["server server-path-length"]],
  [{ root: { pathLength: true }, intermediate: { pathLength: true } }, []],
  [{ server: { emptySubject: true } }, ["server names-not-critical"]],
  [{ server: { emptySubject: true, names: "other-critical" } }, []],
  [{ server: { bits: 1024 } }, ["server short-rsa-key"]],
  [{ server: { bits: 2048 } }, []],
  [{ server: { hash: "SHA-1" } }, ["server weak-hash"]],
  [{ root: { hash: "SHA-1" } }, []],
  [{ server: { names: "absent" } }, ["server no-dns-name"]],
  [{ server: { purpose: "absent" } }, ["server no-server-auth"]],
  [{ server: { purpose: "other-critical" } }, ["server no-server-auth"]],
  [{ server: { purpose: "absent", days: 2000, from: "2019-06-30T00:00:00Z" } }, []],
  [{ server: { days: 825 } }, []],
  [{ server: { days: 826 } }, ["server long-validity"]],
  [{ root: { days: 9000 } }, []],
  [
    { root: { basicConstraints: "other-critical", subjectKey: "absent", keyUsage: "absent" } },
    ["root basic-constraints-not-critical", "root no-key-usage", "root no-subject-key-identifier"],
  ],
];

describe("a chain with", () => {
  test.each(ROWS)("%j breaks %j", async (change, expected) => {
    expect(await found(change)).toEqual(expected);
  });

  test("the same fault in two intermediates has it once", async () => {
    const [server, intermediate, root] = await chain({
      intermediate: { basicConstraints: "other-critical" },
    });
    expect(strictFaults([server!, intermediate!, intermediate!, root!])).toEqual([
      { rule: "basic-constraints-not-critical", place: "intermediate" },
    ]);
  });

  test("one certificate is looked at by Apple's rules alone", async () => {
    const [, , root] = await chain({ root: { subjectKey: "absent" } });
    expect(strictFaults([root!]).map(({ rule }) => rule)).toEqual([
      "no-dns-name",
      "no-server-auth",
    ]);
  });

  test.each([
    [{}, []],
    [{ basicConstraints: "other-critical" }, ["basic-constraints-not-critical"]],
    [{ basicConstraints: "absent" }, ["no-basic-constraints"]],
    [{ subjectKey: "absent", authorityKey: "absent" }, ["no-subject-key-identifier"]],
    [{ keyUsage: "absent" }, ["no-key-usage"]],
    [{ bits: 1024, days: 9000, hash: "SHA-1" }, ["short-rsa-key"]],
  ] as [Partial<Spec>, StrictRuleId[]][])(
    "a root alone has the faults of a chain that ends at it: %j",
    async (change, expected) => {
      const whole = await chain({ root: change });
      const faults = strictRootFaults(whole.at(-1)!);
      expect(faults).toEqual(expected.map((rule) => ({ rule, place: "root" })));
      expect(strictFaults(whole)).toEqual(faults);
    },
  );

  test("bytes that are no certificate cannot be judged", async () => {
    const good = await chain();
    expect(() => strictFaults([...good, Uint8Array.from([0x30, 0])])).toThrow(RangeError);
  });

  test("bytes that somebody changed gives faults or a RangeError, nothing else", async () => {
    const good = await chain();
    fc.assert(
      fc.property(fc.nat(good[0]!.length - 1), fc.nat(255), (at, value) => {
        const changed = good[0]!.slice();
        changed[at] = value;
        try {
          return strictFaults([changed, ...good.slice(1)]).every(({ rule }) =>
            STRICT_RULE_IDS.includes(rule),
          );
        } catch (error) {
          return error instanceof RangeError;
        }
      }),
      { numRuns: 2000, seed: 20261125 },
    );
  });
});

/** OpenSSL itself, in the version that the rules are of. */
const hasOpenSsl =
  spawnSync("openssl", ["version"]).stdout?.toString().startsWith("OpenSSL 3.") ?? false;

describe.skipIf(!hasOpenSsl)("OpenSSL 3 finds what we find", () => {
  let directory = "";
  beforeAll(() => void (directory = mkdtempSync(join(tmpdir(), "strict-"))));
  afterAll(() => rmSync(directory, { recursive: true }));

  const depth: Record<ChainPlace, number> = { server: 0, intermediate: 1, root: 2 };
  const ours = (faults: StrictFault[]) =>
    faults
      .map(({ rule, place }) => ({ row: STRICT_RULES.find(({ id }) => id === rule)!, place }))
      .filter(({ row }) => row.checker === "openssl")
      .map(({ row, place }) => `${depth[place]} ${row.words}`)
      .toSorted();
  const KNOWN = STRICT_RULES.map(({ words }) => words);

  function theirs(ders: Bytes[]): string[] {
    const [server, intermediate, root] = ders.map((bytes, index) => {
      const file = join(directory, `${index}.pem`);
      writeFileSync(file, new X509Certificate(bytes).toString("pem"));
      return file;
    });
    const args = ["-x509_strict", "-no_check_time", "-CAfile", root!, "-untrusted", intermediate!];
    const { stderr } = spawnSync("openssl", ["verify", ...args, server!], { encoding: "utf8" });
    const errors = [...stderr.matchAll(/^error \d+ at (\d) depth lookup: (.*)$/gm)]
      // Of an authority that it takes for none, OpenSSL complains twice.
      .filter(([, at, words]) => KNOWN.includes(words!) && (at === "0" || !/non-CA/.test(words!)))
      .map(([, at, words]) => `${at} ${words}`);
    return [...new Set(errors)].toSorted();
  }

  test.each(ROWS)("%j", async (change) => {
    const ders = await chain(change);
    expect(theirs(ders)).toEqual(ours(strictFaults(ders)));
  });

  const state = fc.constantFrom<State>("good", "absent");
  const spec = fc.record({
    basicConstraints: fc.constantFrom<State>("good", "other-critical"),
    keyUsage: state,
    subjectKey: state,
    authorityKey: state,
    emptySubject: fc.boolean(),
    signs: fc.boolean(),
  });
  const authority = spec.map((each): Partial<Spec> => ({ ...each, emptySubject: false }));

  test("in chains that are made at random", { timeout: 60_000 }, async () => {
    const changes = fc.record({ server: spec, intermediate: authority, root: authority });
    await fc.assert(
      fc.asyncProperty(changes, async (change) => {
        const ders = await chain(change);
        expect(theirs(ders)).toEqual(ours(strictFaults(ders)));
      }),
      { numRuns: 60, seed: 20261125 },
    );
  });
});

/** The certificates of a PEM file, in order, as DER. */
function fromPem(text: string): Bytes[] {
  const blocks = text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g);
  return Array.from(blocks, ([, base64]) => new Uint8Array(Buffer.from(base64!, "base64")));
}

const ROOTS = rootCertificates.map((pem) => ({
  bytes: fromPem(pem)[0]!,
  subject: new X509Certificate(pem).subject,
}));

describe("real certificates", () => {
  test("the deciding roots that node has keep every rule as a chain's root", async () => {
    const [server, intermediate] = await chain();
    const known = catalogue.roots
      .filter(({ decides }) => decides)
      .flatMap(({ name }) => ROOTS.filter(({ subject }) => subject.endsWith(`CN=${name}`)));
    expect(known.length).toBeGreaterThanOrEqual(4);
    for (const { bytes, subject } of known) {
      expect([subject, strictFaults([server!, intermediate!, bytes])]).toEqual([subject, []]);
    }
  });

  test("a public root that is known to lack its key's identifier is found", async () => {
    const [server, intermediate] = await chain();
    // Reported by people whose Python 3.13 refuses its sites: github.com/python/cpython/issues/107361.
    const root = ROOTS.find(({ subject }) => subject.endsWith("CN=TWCA Global Root CA"));
    const faults = root && strictFaults([server!, intermediate!, root.bytes]);
    expect(faults ?? [{ place: "root", rule: "no-subject-key-identifier" }]).toContainEqual({
      place: "root",
      rule: "no-subject-key-identifier",
    });
  });

  test("each root that node ships can be read", async () => {
    const [server, intermediate] = await chain();
    for (const { bytes } of ROOTS) strictFaults([server!, intermediate!, bytes]);
    expect(ROOTS.length).toBeGreaterThan(100);
  });

  /** Collected certificates of AWS's hosts, where they are at hand. */
  const COLLECTION = new URL("../../../shared/certificates/chains/", import.meta.url);

  test.skipIf(!existsSync(COLLECTION))("the chains of AWS's own hosts keep every rule", () => {
    const lines = readFileSync(new URL("chains.tsv", COLLECTION), "utf8").trimEnd().split("\n");
    const names = lines.slice(1).map((line) => line.split("\t")[0]!);
    const whole = names.filter((name) => name.endsWith("__3cert.pem"));
    expect(whole.length).toBeGreaterThan(20);
    for (const name of whole) {
      const [server, intermediate] = fromPem(readFileSync(new URL(name, COLLECTION), "utf8"));
      const { issuer } = new X509Certificate(intermediate!);
      const root = ROOTS.find(({ subject }) => subject === issuer);
      const faults = root ? strictFaults([server!, intermediate!, root.bytes]) : [];
      expect([name, faults]).toEqual([name, []]);
    }
  });
});

describe("who inspects", () => {
  const base64 = (bytes: Bytes) => Buffer.from(bytes).toString("base64");

  /** A report with these bytes in place of the made-up ones of the inspecting chain. */
  function withBytes(report: Report, server: Bytes, root: Bytes): Report {
    const certificates = Object.fromEntries(
      Object.entries(report.certificates).map(([hash, each]) => {
        const bytes = hash === INSPECTOR.sha256 ? root : server;
        return [hash, { ...each, der: base64(bytes) }];
      }),
    );
    return { ...report, certificates };
  }

  test.each(["inspected", "endpoints tested"])("breaks a rule: %s", async (world) => {
    const [server, , root] = await chain({ root: { basicConstraints: "other-critical" } });
    const report = world === "inspected" ? WORLDS["inspected"]!() : reportWithEndpoints();
    expect(inspectionFaults(withBytes(report, server!, root!))).toEqual([
      { rule: "basic-constraints-not-critical", place: "root" },
    ]);
  });

  test("keeps them all", async () => {
    const [server, , root] = await chain();
    expect(inspectionFaults(withBytes(WORLDS["inspected"]!(), server!, root!))).toEqual([]);
  });

  test("is not judged where nobody inspects, where only a leaf was seen, or without bytes", async () => {
    const [server, , root] = await chain({ root: { basicConstraints: "other-critical" } });
    expect(
      inspectionFaults(withBytes(WORLDS["ready, anchors seen"]!(), server!, root!)),
    ).toBeNull();
    expect(inspectionFaults(WORLDS["inspected"]!())).toBeNull();
    const inspected = WORLDS["inspected"]!();
    const leafOnly = reportOf("chromium", (probe) => {
      if (probe.kind !== "valid") return wellIn.chromium(probe);
      const leaf = Object.values(inspected.certificates).find(
        ({ sha256 }) => sha256 !== INSPECTOR.sha256,
      )!;
      return { evidence: "issuer", chain: [leaf] };
    });
    expect(leafOnly.inspector?.name).toBe(INSPECTOR.name);
    expect(inspectionFaults(withBytes(leafOnly, server!, root!))).toBeNull();
  });
});

describe("the table of rules", () => {
  test("has a row for each rule, in its order, with sources that there are", () => {
    expect(STRICT_RULES.map(({ id }) => id)).toEqual([...STRICT_RULE_IDS]);
    for (const { id, checker, words, sources: given, date } of STRICT_RULES) {
      expect(CHECKERS).toContain(checker);
      expect([id, words === null]).toEqual([id, checker !== "openssl"]);
      expect(given.length).toBeGreaterThan(0);
      expect(given.filter((each) => !(each in sources))).toEqual([]);
      expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });

  test("has no rule that no test breaks", () => {
    const broken = new Set(
      ROWS.flatMap(([, expected]) => expected.map((each) => each.split(" ")[1])),
    );
    const missing = STRICT_RULE_IDS.filter((id: StrictRuleId) => !broken.has(id));
    expect(missing).toEqual([]);
  });
});
