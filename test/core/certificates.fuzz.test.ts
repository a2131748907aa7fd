/** Hostile certificates: whatever the bytes are, they are described, put into paths, and counted, or refused. */
import { rootCertificates } from "node:tls";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { auditBundle } from "../../src/core/bundle-audit.ts";
import type { Bytes } from "../../src/core/bytes.ts";
import { readDetails } from "../../src/core/certificate/details.ts";
import { roleOf } from "../../src/core/certificate/role.ts";
import { anchorOf } from "../../src/core/paths/anchor.ts";
import { buildChains } from "../../src/core/paths/build-chains.ts";
import type { SignatureResult } from "../../src/core/paths/signature.ts";
import { strictRootFaults } from "../../src/core/strict-rules.ts";
import { signatureChecker } from "../../src/core/certificate/signature.ts";
import { SEED } from "../fuzz.ts";
import { der } from "../lab/der.ts";
import { directory, dns, email, fromPem, ip, make, uri, type Made } from "../made-certificates.ts";
import { catalogue } from "../made-up.ts";

const AT = Date.parse("2026-06-15T12:00:00Z");
const NODE = rootCertificates.flatMap(fromPem);
const run = (numRuns: number) => ({ numRuns, seed: SEED });

/** With every extension that is read, and with each kind of name. */
let full: Made[] = [];
beforeAll(async () => {
  const names = [
    dns("a.example"),
    ip(10, 0, 0, 1),
    email("a@b.example"),
    uri("https://c.example/"),
  ];
  const root = await make({
    subject: "O=Amazon,CN=Amazon Root CA 1",
    pathLength: 3,
    constraints: {
      permitted: [...names, directory("O=Example")],
      excluded: [ip(10, 0, 0, 0, 255, 0, 0, 0)],
    },
  });
  const leaf = await make({
    subject: "O=Example,CN=leaf",
    ca: false,
    by: root,
    names: [...names, directory("CN=x")],
  });
  full = [leaf, root];
});

/** One change: bytes set, cut out, doubled or put in. Lengths rarely fit after any but the first. */
const change = fc.record({
  kind: fc.constantFrom(...Array<"set">(12).fill("set"), "cut", "double", "insert", "truncate"),
  at: fc.noBias(fc.nat(9999)).map((place) => place / 10_000),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 4 }),
});
type Change = Parameters<Parameters<typeof change.map>[0]>[0];

function changed(bytes: Bytes, changes: readonly Change[]): Bytes {
  return changes.reduce((all: Bytes, { kind, at, bytes: put }) => {
    const place = Math.floor(at * all.length);
    const [before, behind] = [all.slice(0, place), all.slice(place)];
    const rest = behind.slice(put.length);
    if (kind === "truncate") return before;
    if (kind === "set") return Uint8Array.from([...before, ...put, ...rest]);
    if (kind === "cut") return Uint8Array.from([...before, ...rest]);
    const more = kind === "double" ? behind.slice(0, put.length) : put;
    return Uint8Array.from([...before, ...more, ...behind]);
  }, bytes);
}

const mutated = fc
  .tuple(fc.nat(NODE.length + 3), fc.array(change, { minLength: 1, maxLength: 3 }))
  .map(([which, changes]) => changed(full[which]?.der ?? NODE[which % NODE.length]!, changes));

/** Elements in elements with tags that certificates have. */
const { tree } = fc.letrec<{ tree: Buffer }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6 },
    fc
      .tuple(
        fc.constantFrom(1, 2, 3, 4, 5, 6, 0x0c, 0x13, 0x16, 0x17, 0x18, 0x1e, 0x81, 0x82, 0x87),
        fc.uint8Array({ maxLength: 20 }),
      )
      .map(([tag, bytes]) => der(tag, Buffer.from(bytes))),
    fc
      .tuple(
        fc.constantFrom(0x30, 0x31, 0xa0, 0xa1, 0xa3, 0xa4),
        fc.array(tie("tree"), { maxLength: 8 }),
      )
      .map(([tag, parts]) => der(tag, ...parts)),
  ),
}));
const random = fc.oneof(
  tree.map((bytes) => Uint8Array.from(bytes)),
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Uint8Array.from(bytes)),
);

/** Whether it is described, and in bounds. Rejects on any error but a `RangeError`. */
async function isDescribed(bytes: Bytes): Promise<boolean> {
  try {
    const details = await readDetails(bytes);
    const texts = [details.subject, details.issuer, ...details.names.map(({ value }) => value)];
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(1025);
    expect(details.names.length).toBeLessThanOrEqual(500);
    expect(roleOf(details, catalogue.roots).kind).toMatch(/^[a-z-]+$/);
    return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return false;
  }
}

/** Throws any error of the strict rules but a `RangeError`. */
function refusesPlainly(bytes: Bytes): void {
  try {
    strictRootFaults(bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

describe("a certificate", () => {
  test("with changed bytes is described or refused", async () => {
    let described = 0;
    let all = 0;
    await fc.assert(
      fc.asyncProperty(mutated, async (bytes) => {
        all += 1;
        if (await isDescribed(bytes)) described += 1;
        refusesPlainly(bytes);
      }),
      run(20_000),
    );
    // Both happen often, or the changes test nothing.
    expect(described / all).toBeGreaterThan(0.1);
    expect(described / all).toBeLessThan(0.9);
  });

  test("of random elements or bytes is described or refused", async () => {
    await fc.assert(
      fc.asyncProperty(random, async (bytes) => {
        await isDescribed(bytes);
        refusesPlainly(bytes);
      }),
      run(20_000),
    );
  });
});

/** Their own bytes name them: hashing is not what is tested. */
const asGiven = (bytes: Bytes) => ({ der: bytes, sha256: Buffer.from(bytes).toString("base64") });

describe("a set of certificates", () => {
  const anchors = () => [anchorOf("amazon-root-ca-1", full[1]!.der)];

  test("with changed bytes gives paths that hold together", async () => {
    const verify = signatureChecker();
    await fc.assert(
      fc.asyncProperty(
        fc.array(mutated, { maxLength: 5 }),
        fc.boolean(),
        async (hostile, withGood) => {
          const given = [...hostile.map(asGiven), ...(withGood ? full : [])];
          const readings = await buildChains(given, anchors(), { at: AT, verify });
          const known = new Set(given.map(({ sha256 }) => sha256));
          for (const { leaf, paths } of readings) {
            expect(paths.length).toBeGreaterThan(0);
            for (const { certificates, faults } of paths) {
              expect(certificates[0]).toBe(leaf);
              expect(certificates.every((each) => known.has(each))).toBe(true);
              expect(new Set(certificates).size).toBe(certificates.length);
              expect(faults.every(({ at }) => at <= certificates.length)).toBe(true);
            }
          }
          // Nobody but the root's key can have signed for it.
          for (const { leaf, acceptedWith } of readings) {
            if (acceptedWith["amazon-root-ca-1"] === "no") continue;
            expect(isSignedPart(leaf)).toBe(true);
          }
        },
      ),
      run(4_000),
    );
  });

  /** Whether it is one of ours: their signatures cover all of them but themselves. */
  const isSignedPart = (sha256: string) => full.some((each) => each.sha256 === sha256);

  test("whose signatures say anything ends, in bounds", async () => {
    const result = fc.constantFrom<SignatureResult>("good", "bad", "unchecked");
    const names = fc.array(fc.tuple(fc.nat(4), fc.nat(4), fc.nat(7)), { maxLength: 40 });
    const made = new Map<string, Made>();
    const authority = async (subject: number, issuer: number, key: number) => {
      const id = `${subject} ${issuer} ${key}`;
      const by = { subject: `CN=${issuer}`, key: "fuzz signer" };
      const one =
        made.get(id) ?? (await make({ subject: `CN=${subject}`, key: `fuzz ${key}`, by }));
      made.set(id, one);
      return one;
    };
    await fc.assert(
      fc.asyncProperty(
        names,
        fc.array(result, { minLength: 1, maxLength: 50 }),
        async (rows, results) => {
          const given = await Promise.all(rows.map((row) => authority(...row)));
          let checks = 0;
          const verify = () => Promise.resolve(results[(checks += 1) % results.length]!);
          const readings = await buildChains(given, anchors(), { at: AT, verify });
          const distinct = new Set(given.map(({ sha256 }) => sha256)).size;
          expect(readings.length).toBeLessThanOrEqual(distinct);
          expect(checks).toBeLessThanOrEqual(distinct * 33);
          const covered = new Set(
            readings.flatMap(({ paths }) => paths.flatMap((each) => each.certificates)),
          );
          expect(covered.size).toBe(distinct);
        },
      ),
      run(2_000),
    );
  });

  test("is counted, whatever it holds", async () => {
    const roots = catalogue.roots;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(mutated, random), { maxLength: 12 }), async (all) => {
        const given = all.map((bytes) => ({ der: bytes }));
        const { counts, duplicates } = await auditBundle(given, { roots, at: AT });
        const twice = duplicates.reduce((sum, { count }) => sum + count - 1, 0);
        expect(counts.certificates + counts.unreadable + twice).toBe(all.length);
      }),
      run(4_000),
    );
  });
});
