import { describe, expect, test } from "vitest";
import { decidingIds, type Catalogue } from "../../src/core/catalogue.ts";
import { evidenceOf, evidenceOn } from "../../src/core/evidence.ts";
import type { Observation } from "../../src/core/observation.ts";
import {
  inWaves,
  LIMITS,
  planCheck,
  wantsFreshLook,
  wantsOlderName,
  withBaseline,
  type PlannedProbe,
} from "../../src/core/plan.ts";
import { FAILURE_CODES, type ProbeKind } from "../../src/core/vocabulary.ts";
import { catalogue, failure, observation } from "../made-up.ts";

const plan = planCheck(catalogue);
const deciding = catalogue.roots.filter(({ decides }) => decides);
const others = catalogue.roots.filter(({ decides }) => !decides);
const plannedFor = (id: string) => plan.filter(({ root }) => root === id);

describe("planCheck", () => {
  test("begins with the baseline, once", () => {
    expect(plan[0]).toEqual({ kind: "baseline", root: null, urls: [catalogue.baseline.url] });
    expect(plan.filter(({ kind }) => kind === "baseline")).toHaveLength(1);
  });

  test.each(catalogue.makerBaselines!)(
    "asks beside it, in browsers of $programme, the maker's own host",
    ({ programme, url }) => {
      const asked = planCheck(catalogue, programme).filter(({ kind }) => kind === "baseline");
      expect(asked.map(({ urls }) => urls)).toEqual([[catalogue.baseline.url], [url]]);
      expect(planCheck(withBaseline(catalogue, "own.example"), programme)[0]!.urls).toEqual([
        "https://own.example/",
      ]);
      const replaced = planCheck(withBaseline(catalogue, "own.example"), programme);
      expect(replaced.filter(({ kind }) => kind === "baseline")).toHaveLength(1);
    },
  );

  test("holds at least Amazon Root CA 1 to 4 as those that decide", () => {
    const four = [1, 2, 3, 4].map((number) => `amazon-root-ca-${number}`);
    expect(deciding.map(({ id }) => id)).toEqual(expect.arrayContaining(four));
    for (const { owner, role } of deciding) {
      expect([owner, role]).toEqual(["Amazon Trust Services", "main"]);
    }
  });

  test.each(deciding)("asks the valid host and both controls of $name", ({ id, tests }) => {
    expect(plannedFor(id)).toEqual(
      (["valid", "expired", "revoked"] as const).map((kind) => ({
        kind,
        root: id,
        urls: tests.find((row) => row.kind === kind)!.urls,
      })),
    );
  });

  test.each(others)("asks no control of $name, which does not decide", ({ id, tests }) => {
    const urls = tests.find(({ kind }) => kind === "valid")?.urls;
    expect(plannedFor(id)).toEqual(urls ? [{ kind: "valid", root: id, urls }] : []);
  });

  test("leaves out a root without a test URL", () => {
    const untested = catalogue.roots.filter(({ tests }) => tests.length === 0);
    expect(untested).not.toEqual([]);
    for (const { id } of untested) expect(plannedFor(id)).toEqual([]);
  });

  test("leaves out a row without URLs", () => {
    const [root] = catalogue.roots;
    const tests = root!.tests.map((row) => (row.kind === "expired" ? { ...row, urls: [] } : row));
    const changed: Catalogue = { ...catalogue, roots: [{ ...root!, tests }] };
    expect(planCheck(changed).map(({ kind }) => kind)).toEqual(["baseline", "valid", "revoked"]);
  });

  test("keeps the order of the catalogue's names, the newest first", () => {
    const valid = plan.find(({ kind, root }) => kind === "valid" && root === "amazon-root-ca-1");
    expect(valid?.urls).toEqual([
      "https://valid.rootca1.demo.amazontrust.com/",
      "https://good.sca1a.amazontrust.com/",
    ]);
  });

  test("plans no endpoint, and names no URL twice", () => {
    expect(plan.some(({ kind }) => kind === "endpoint")).toBe(false);
    const urls = plan.flatMap((planned) => planned.urls);
    expect(new Set(urls).size).toBe(urls.length);
  });

  test("gives the same plan for the same catalogue", () => {
    expect(planCheck(structuredClone(catalogue))).toEqual(plan);
  });
});

test("what a good result rests on is asked first, and nothing is left out", () => {
  const [first, second] = inWaves(plan, decidingIds(catalogue));
  const isDeciding = ({ root }: PlannedProbe) => deciding.some(({ id }) => id === root);
  const of = (kind: ProbeKind) => plan.filter((each) => each.kind === kind && isDeciding(each));
  expect(first).toEqual([...of("valid"), ...of("expired")]);
  expect(second).toEqual(plan.filter((planned) => !first.includes(planned)));
});

test("a check may last longer than a probe, so that an older name has its turn", () => {
  expect(LIMITS).toEqual({ probeMs: 10_000, checkMs: 12_000 });
});

describe("wantsOlderName", () => {
  test.each(FAILURE_CODES)(
    "%s: only a name that does not resolve is tried at the older one",
    (code) => {
      expect(wantsOlderName(failure(code))).toBe(code === "dns");
    },
  );

  test("a host that loaded is not asked again", () => {
    expect(wantsOlderName(observation())).toBe(false);
  });
});

describe("a fresh look", () => {
  const ROOT = "amazon-root-ca-1";
  const valid = observation();
  const contradiction = failure("untrusted-issuer", { kind: "expired" });

  test("is wanted where a host loads whose expired control is refused for its issuer", () => {
    expect(wantsFreshLook(evidenceOn(ROOT, evidenceOf([valid, contradiction])))).toBe(true);
  });

  test.each<[string, Observation[]]>([
    ["the control is refused for its date", [valid, failure("date-invalid", { kind: "expired" })]],
    ["the control is not reached", [valid, failure("timeout", { kind: "expired" })]],
    ["there is no control", [valid]],
    ["the host is refused too", [failure("untrusted-issuer"), contradiction]],
    ["there is no host", [contradiction]],
  ])("is not wanted where %s", (_, observations) => {
    expect(wantsFreshLook(evidenceOn(ROOT, evidenceOf(observations)))).toBe(false);
  });

  test("is not wanted of another root", () => {
    expect(wantsFreshLook(evidenceOn("amazon-root-ca-2", evidenceOf([valid, contradiction])))).toBe(
      false,
    );
  });
});
