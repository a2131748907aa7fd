/**
 * Whatever a server or a browser sends: the core never throws, never hangs, and never calls a machine ready
 * that is not. 110,000 cases with `npm run fuzz`, a sample of them otherwise.
 */
import { rootCertificates } from "node:tls";
import { X509Certificate } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { certificateReader, readCertificate } from "../../src/core/certificate/read.ts";
import type { Observation } from "../../src/core/observation.ts";
import { makeReport } from "../../src/core/make-report.ts";
import { CONTROL_SIGNS } from "../../src/core/control-sign.ts";
import { evidenceOf, evidenceOn } from "../../src/core/evidence.ts";
import { CLOCK_SIGNS, decide, SIGNS } from "../../src/core/verdict.ts";
import {
  EVIDENCE,
  FAILURE_CODES,
  FINDINGS,
  PROBE_KINDS,
  VERDICTS,
} from "../../src/core/vocabulary.ts";
import { BROWSERS, catalogue, certificate, gather, rootCertificate, wellIn } from "../made-up.ts";
import { cases, SEED } from "../fuzz.ts";

const MINUTE = 60_000;

const DERS = rootCertificates
  .filter((_, index) => index % 8 === 0)
  .map((pem) => new Uint8Array(new X509Certificate(pem).raw));

/** A real certificate with bytes changed, cut out, doubled or put in. */
const mutatedDer = fc
  .record({
    der: fc.constantFrom(...DERS),
    edits: fc.array(
      fc.record({
        kind: fc.constantFrom("set", "cut", "put", "end"),
        at: fc.nat(4_000),
        byte: fc.nat(255),
        length: fc.nat(40),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ der, edits }) => {
    let bytes = [...der];
    for (const { kind, at, byte, length } of edits) {
      const place = bytes.length ? at % bytes.length : 0;
      if (kind === "set") bytes[place] = byte;
      if (kind === "cut") bytes.splice(place, length);
      if (kind === "put") bytes.splice(place, 0, ...Array.from({ length }, () => byte));
      if (kind === "end") bytes = bytes.slice(0, place);
    }
    return Uint8Array.from(bytes);
  });

const raw = (der: Uint8Array<ArrayBuffer>) => ({ der, reportedSpkiSha256: null, builtIn: null });

const CERTIFICATES = [
  ...catalogue.roots.map(rootCertificate),
  certificate("stranger", { issuerName: "<b>\u202E\u0000", issuerOrganization: "Zscaler Inc." }),
  { ...certificate("broken"), readable: false as const },
  certificate("disputed", { reportedSpkiSha256: "00".repeat(32) }),
];
const table = Object.fromEntries(CERTIFICATES.map((each) => [each.sha256, each]));

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constant("x".repeat(70_000)),
);
const anyFailure = fc.record({
  code: fc.constantFrom(...FAILURE_CODES),
  raw: anyText,
  symbol: fc.option(anyText),
});

/** An observation of any shape, of hosts in the catalogue or not. */
const anyObservation: fc.Arbitrary<Observation> = fc.record({
  kind: fc.constantFrom(...PROBE_KINDS),
  root: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...catalogue.roots.map(({ id }) => id)) },
    { weight: 1, arbitrary: fc.constantFrom(null, "no-such-root", "__proto__") },
  ),
  url: fc.constantFrom("https://a.example/", "not a url", ""),
  outcome: fc.constantFrom("loaded" as const, "failed" as const),
  startedMs: fc.integer(),
  durationMs: fc.double(),
  status: fc.option(fc.integer()),
  ip: fc.option(fc.string({ maxLength: 40 })),
  serverTime: fc.option(
    fc.record({
      server: fc.constantFrom("2026-11-24T09:00:00.000Z", "2036-01-01T00:00:00.000Z", "yesterday"),
      local: fc.constantFrom("2026-11-24T09:00:00.000Z", ""),
    }),
  ),
  failure: fc.option(anyFailure),
  evidence: fc.constantFrom(...EVIDENCE),
  tls: fc.option(
    fc.record({
      state: fc.option(anyText),
      protocol: fc.option(anyText),
      cipherSuite: fc.constant(null),
      keyExchange: fc.constant(null),
      signatureScheme: fc.constant(null),
      certificateTransparency: fc.constant(null),
      exception: fc.constantFrom(null, "untrusted-issuer" as const, "name-mismatch" as const),
    }),
  ),
  chain: fc.array(fc.constantFrom(...Object.keys(table), "lost", "constructor"), { maxLength: 6 }),
});

describe("mutated certificates", () => {
  test(
    "are read or called unreadable, 40,000 of them",
    async () => {
      await fc.assert(
        fc.asyncProperty(mutatedDer, async (der) => {
          const read = await readCertificate(raw(der));
          expect(read.sha256).toMatch(/^[0-9a-f]{64}$/);
          if (!read.readable) return;
          expect(read.spkiSha256).toMatch(/^[0-9a-f]{64}$/);
          for (const text of [read.subject, read.issuer, read.name, read.serialNumber]) {
            expect(text.length).toBeLessThanOrEqual(1_025);
          }
          expect(Number.isNaN(Date.parse(read.notAfter))).toBe(false);
        }),
        { numRuns: cases(40_000), seed: SEED },
      );
    },
    5 * MINUTE,
  );

  test("are read once each in a chain of thousands", async () => {
    const reader = certificateReader();
    const chain = Array.from({ length: 5_000 }, (_, index) => raw(DERS[index % DERS.length]!));
    const read = await Promise.all(chain.map(reader.read));
    expect(read).toHaveLength(5_000);
    expect(Object.keys(reader.table)).toHaveLength(DERS.length);
  });
});

describe("any observations", () => {
  test(
    "make a report that never says ready without four roots that loaded",
    () => {
      const worlds = fc.record({
        family: fc.constantFrom("chromium" as const, "firefox" as const),
        online: fc.boolean(),
        observations: fc.array(anyObservation, { maxLength: 24 }),
      });
      fc.assert(
        fc.property(worlds, ({ family, online, observations }) => {
          const base = gather(family, wellIn[family]);
          const report = makeReport(catalogue, {
            ...base,
            browser: BROWSERS[family],
            online,
            observations,
            certificates: table,
          });
          expect(VERDICTS).toContain(report.verdict.code);
          for (const root of report.roots) expect(FINDINGS).toContain(root.finding);
          const loaded = (id: string) =>
            evidenceOn(id, evidenceOf(report.observations)).valid?.outcome === "loaded";
          const deciding = report.roots.filter(({ decides }) => decides);
          if (report.verdict.code === "ready") {
            expect(deciding.every(({ id }) => loaded(id))).toBe(true);
          }
          if (report.verdict.code === "action-needed") expect(report.baseline.loaded).toBe(true);
        }),
        { numRuns: cases(50_000), seed: SEED },
      );
    },
    5 * MINUTE,
  );
});

describe("any picture", () => {
  test("has a decision", () => {
    fc.assert(
      fc.property(
        fc.record({
          signs: fc.array(fc.constantFrom(...SIGNS), { maxLength: 12 }),
          baselineLoaded: fc.boolean(),
          control: fc.constantFrom(...CONTROL_SIGNS),
          online: fc.boolean(),
          clock: fc.constantFrom(...CLOCK_SIGNS),
          outdated: fc.boolean(),
        }),
        (picture) => {
          const { verdict } = decide(picture);
          const trusted = picture.signs.every((sign) => sign === "ok" || sign === "proven");
          if (verdict === "ready") expect(trusted).toBe(true);
        },
      ),
      { numRuns: cases(20_000), seed: SEED },
    );
  });
});
