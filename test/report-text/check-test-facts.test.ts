import { describe, expect, test } from "vitest";
import type { Observation } from "../../src/core/observation.ts";
import type { Report } from "../../src/core/report.ts";
import { factValue } from "../../src/report-text/fact.ts";
import {
  checkTestFacts,
  checkTests,
  isAsExpected,
} from "../../src/report-text/check-test-facts.ts";
import { WORLDS } from "../made-up.ts";
import { viewHere } from "../preview/view-context.ts";

const ready = WORLDS["ready, only loads"]!();
const first = (report: Report, kind: Observation["kind"]) =>
  report.observations.find((seen) => seen.kind === kind)!;

describe("a test is as expected", () => {
  test("where all is well: every one of them", () => {
    expect(checkTests(ready).filter((seen) => !isAsExpected(seen, ready))).toEqual([]);
  });

  test.each(["all roots missing", "inspected", "captive portal", "dns"])(
    "not where a test page failed or came from somebody else: %s",
    (world) => {
      const report = WORLDS[world]!();
      const deciding = report.roots.filter(({ decides }) => decides).map(({ id }) => id);
      const valid = report.observations.filter(
        ({ kind, root }) => kind === "valid" && deciding.includes(root ?? ""),
      );
      expect(valid.map((seen) => isAsExpected(seen, report))).not.toContain(true);
    },
  );

  test("not if its page gave no answer, even where a control shows that the root is trusted", () => {
    const report = WORLDS["one host silent"]!();
    const silent = report.observations.filter(
      ({ kind, outcome }) => kind === "valid" && outcome === "failed",
    );
    expect(silent.length).toBeGreaterThan(0);
    for (const seen of silent) expect(isAsExpected(seen, report)).toBe(false);
  });

  test("if a revoked page loads, unless somebody may have answered in Amazon's place", () => {
    const seen = first(ready, "revoked");
    expect(seen.outcome).toBe("loaded");
    expect(isAsExpected(seen, ready)).toBe(true);
    for (const code of ["inspected", "action-needed", "inconclusive"] as const) {
      expect(isAsExpected(seen, { ...ready, verdict: { ...ready.verdict, code } })).toBe(false);
    }
  });

  test("not if a revoked page of a good check was answered by somebody else", () => {
    const { inspector } = WORLDS["inspected"]!();
    const replaced = { ...ready, inspector };
    const seen = first(replaced, "revoked");
    expect(isAsExpected(seen, replaced)).toBe(false);
    const control = (report: Report) =>
      factValue(checkTestFacts(seen, report, viewHere), "control");
    expect(control(ready)).toBe("revocation was not checked");
    expect(control(replaced)).toBe("should have been refused");
  });

  test("only if an expired page is refused for its date", () => {
    const seen = first(ready, "expired");
    expect(isAsExpected(seen, ready)).toBe(true);
    expect(isAsExpected({ ...seen, outcome: "loaded", failure: null }, ready)).toBe(false);
  });
});
