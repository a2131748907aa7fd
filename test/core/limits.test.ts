import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decidingIds } from "../../src/core/catalogue.ts";
import { cutShort, isCutShort } from "../../src/core/failure.ts";
import {
  CONTROL_FLOOR_MS,
  FLOOR_MS,
  limitFor,
  PATIENCE,
  SIBLINGS_NEEDED,
  type Progress,
} from "../../src/core/limits.ts";
import { makeReport } from "../../src/core/make-report.ts";
import type { Observation } from "../../src/core/observation.ts";
import { LIMITS, planCheck, type PlannedProbe } from "../../src/core/plan.ts";
import { BROWSER_FAMILIES, FAILURE_CODES } from "../../src/core/vocabulary.ts";
import { catalogue, failure, gather, observation, rootOf, wellIn } from "../made-up.ts";

const FULL = LIMITS.probeMs;
const deciding = decidingIds(catalogue);
const plan = planCheck(catalogue, "mozilla");
const isEu = ({ root }: Pick<PlannedProbe, "root">) => root !== null && rootOf(root).role === "eu";
const isRevoked = ({ kind }: Pick<PlannedProbe, "kind">) => kind === "revoked";
const probe = (is: (planned: PlannedProbe) => boolean) => plan.find(is)!;
const eu = probe(isEu);
const revoked = probe(isRevoked);

/** All is well; these probes are open, and every other one took this long. */
function progress(
  isOpen: (planned: PlannedProbe) => boolean,
  durationMs = 100,
  change: Partial<Progress> = {},
): Progress {
  const open = plan.filter(isOpen);
  const urls = new Set(open.flatMap((planned) => planned.urls));
  const { observations } = gather("firefox", wellIn.firefox);
  return {
    deciding,
    observations: observations
      .filter(({ url }) => !urls.has(url))
      .map((seen) => ({ ...seen, durationMs })),
    open,
    isDecided: false,
    ...change,
  };
}

describe("a host that decides", () => {
  const deciders = plan.filter(({ kind, root }) => {
    return (kind === "valid" || kind === "expired") && deciding.has(root ?? "");
  });

  test.each(deciders)("keeps its full time, however fast its siblings: $kind $root", (planned) => {
    expect(
      limitFor(
        planned,
        progress((each) => each === planned, 1),
      ),
    ).toBe(FULL);
  });

  test("has no full time once the result is certain", () => {
    const [first] = deciders;
    const isOpen = (each: PlannedProbe) => each === first;
    expect(limitFor(first!, progress(isOpen, 1, { isDecided: true }))).toBe(FLOOR_MS);
  });

  test("is a site to compare with, unless another one has loaded", () => {
    const baselines = plan.filter(({ kind }) => kind === "baseline");
    expect(baselines).toHaveLength(2);
    const [first, second] = baselines;
    const before = progress(({ kind }) => kind === "baseline");
    expect(limitFor(first!, before)).toBe(FULL);
    const other = { kind: "baseline", root: null, url: second!.urls[0]! } as const;
    const after = (seen: Observation) =>
      limitFor(first!, {
        ...before,
        open: [first!],
        observations: [...before.observations, seen],
      });
    expect(after(observation(other))).toBe(FLOOR_MS);
    expect(after(failure("reset", other))).toBe(FULL);
  });

  test.each(FAILURE_CODES)(
    "is a revoked control unless the expired one of its root was refused for its date: %s",
    (code) => {
      const isOpen = (each: PlannedProbe) => each === revoked;
      const before = progress(isOpen);
      const observations = before.observations.map((seen) =>
        seen.kind === "expired" && seen.root === revoked.root ? failure(code, seen) : seen,
      );
      const failed = observations.map((seen) =>
        seen.kind === "expired" && seen.root === revoked.root
          ? { ...seen, failure: { code, raw: code, symbol: null } }
          : seen,
      );
      expect(limitFor(revoked, { ...before, observations: failed })).toBe(
        code === "date-invalid" ? CONTROL_FLOOR_MS : FULL,
      );
    },
  );
});

describe("a host that decides nothing", () => {
  test("has its full time while one that decides is open", () => {
    for (const other of plan.filter(({ kind }) => kind === "valid" || kind === "expired")) {
      if (!deciding.has(other.root ?? "")) continue;
      expect(
        limitFor(
          eu,
          progress((each) => isEu(each) || each === other),
        ),
      ).toBe(FULL);
    }
  });

  test.each([
    [1, FLOOR_MS],
    [FLOOR_MS / PATIENCE, FLOOR_MS],
    [FLOOR_MS / PATIENCE + 1, FLOOR_MS + PATIENCE],
    [2_000, 2_000 * PATIENCE],
    [FULL / PATIENCE, FULL],
    [9_000, FULL],
  ])("has, where the slowest sibling took %d ms, %d ms", (slowest, limitMs) => {
    expect(limitFor(eu, progress(isEu, slowest))).toBeCloseTo(limitMs);
  });

  test("learns from the slowest answer alone", () => {
    const before = progress(isEu, 40);
    const [first, ...rest] = before.observations.filter(({ root }) => root !== null);
    const observations = [{ ...first!, durationMs: 3_000 }, ...rest];
    expect(limitFor(eu, { ...before, observations })).toBe(3_000 * PATIENCE);
  });

  test("learns nothing from hosts that did not answer, nor from too few that did", () => {
    const before = progress(isEu, 40, { isDecided: true });
    for (const code of ["timeout", "dns", "reset", "refused", "unreachable", "unknown"] as const) {
      const failed = before.observations.map((seen) => ({
        ...failure(code, seen),
        outcome: "failed" as const,
        failure: { code, raw: code, symbol: null },
      }));
      expect(limitFor(eu, { ...before, observations: failed })).toBe(FULL);
      const answered = before.observations
        .filter(({ kind }) => kind === "valid")
        .slice(0, SIBLINGS_NEEDED - 1);
      expect(limitFor(eu, { ...before, observations: [...failed, ...answered] })).toBe(FULL);
    }
  });

  test("has less time if it is a revoked control that holds up the result", () => {
    expect(limitFor(revoked, progress(isRevoked))).toBe(CONTROL_FLOOR_MS);
    expect(limitFor(revoked, progress(isRevoked, 100, { isDecided: true }))).toBe(FLOOR_MS);
    expect(limitFor(revoked, progress(isRevoked, 2_000))).toBe(2_000 * PATIENCE);
  });
});

test("a limit is never below the slowest answer, nor above the full time", () => {
  const durations = fc.array(fc.integer({ min: 1, max: 12_000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(durations, fc.boolean(), fc.constantFrom(...plan), (taken, isDecided, planned) => {
      const before = progress((each) => isEu(each) || isRevoked(each), 1, { isDecided });
      const observations = before.observations.map((seen, at) => {
        return { ...seen, durationMs: taken[at % taken.length]! };
      });
      const slowest = Math.max(
        ...observations.filter(({ root }) => root).map(({ durationMs }) => durationMs),
      );
      const limitMs = limitFor(planned, { ...before, observations });
      expect(limitMs).toBeLessThanOrEqual(FULL);
      expect(limitMs).toBeGreaterThanOrEqual(Math.min(slowest, FULL));
      expect(limitMs).toBeGreaterThanOrEqual(CONTROL_FLOOR_MS);
    }),
    { seed: 3 },
  );
});

/** How often (ms) TCP sends a lost packet again: after 1 s, 3 s, 7 s (RFC 6298). */
const RETRIES_MS = [0, 1_000, 3_000, 7_000, 15_000];

describe("in a slow network that loses a fifth of its packets", () => {
  test.each([100, 500, 2_000])(
    "most slow hosts get their time where an answer takes %d ms",
    (ms) => {
      let cut = 0;
      let total = 0;
      const lost = fc.array(fc.nat(4), { minLength: plan.length, maxLength: plan.length });
      fc.assert(
        fc.property(lost, (dice) => {
          // A packet is lost with one chance in five; each retry may be lost too.
          const durationOf = (at: number) => {
            let retries = 0;
            while (retries < 4 && dice[(at + 7 * retries) % dice.length] === 0) retries += 1;
            return ms + RETRIES_MS[retries]!;
          };
          const { observations } = gather("firefox", wellIn.firefox);
          const timed = observations.map((seen, at) => ({ ...seen, durationMs: durationOf(at) }));
          const ended = timed.filter((seen) => !isEu(seen));
          const limitMs = limitFor(eu, {
            deciding,
            observations: ended,
            open: plan.filter(isEu),
            isDecided: true,
          });
          const slow = timed.filter((seen) => isEu(seen) && seen.durationMs < FULL);
          total += slow.length;
          cut += slow.filter(({ durationMs }) => durationMs > limitMs).length;
        }),
        { seed: 5, numRuns: 500 },
      );
      expect(total).toBeGreaterThan(1_000);
      expect(cut / total).toBeLessThan(0.02);
    },
  );

  test.each(BROWSER_FAMILIES)(
    "a host that is cut short makes no other finding wrong: %s",
    (family) => {
      const gathered = gather(family, wellIn[family]);
      const whole = makeReport(catalogue, gathered);
      const cuttable = plan.filter((each) => isEu(each) || isRevoked(each));
      fc.assert(
        fc.property(fc.subarray(cuttable, { minLength: 1 }), (cut) => {
          const urls = new Set(cut.map((planned) => planned.urls[0]!));
          const observations = gathered.observations.map((seen): Observation =>
            urls.has(seen.url)
              ? {
                  ...failure("timeout"),
                  kind: seen.kind,
                  root: seen.root,
                  url: seen.url,
                  failure: cutShort(1_500),
                }
              : seen,
          );
          const report = makeReport(catalogue, { ...gathered, observations });
          expect([report.verdict.code, report.verdict.cause]).toEqual([
            whole.verdict.code,
            whole.verdict.cause,
          ]);
          const cutRoots = new Set(cut.filter(isEu).map(({ root }) => root));
          report.roots.forEach((root, at) => {
            expect(root.finding).toBe(
              cutRoots.has(root.id) ? "inconclusive" : whole.roots[at]!.finding,
            );
          });
        }),
        { seed: 6 },
      );
    },
  );
});

test("a probe that was cut short says so, in words that no other time-out has", () => {
  const cut = cutShort(1_500.4);
  expect(cut).toEqual({
    code: "timeout",
    raw: "not waited for any longer after 1500 ms",
    symbol: null,
  });
  expect(isCutShort(cut)).toBe(true);
  expect(isCutShort({ ...cut, raw: "no answer within 10000 ms" })).toBe(false);
  expect(isCutShort({ ...cut, code: "unknown" })).toBe(false);
});
