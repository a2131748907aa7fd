import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openReport } from "../../src/core/open-report.ts";
import { REPORT_LIMIT } from "../../src/core/shared-forms.ts";
import type { Report } from "../../src/core/report.ts";
import { WORLDS } from "../made-up.ts";

const good = () => JSON.parse(JSON.stringify(WORLDS["ready, anchors seen"]!())) as Report;
const opened = (change: (report: Report) => void) => {
  const report = good();
  change(report);
  return openReport(JSON.stringify(report));
};

test.each(Object.entries(WORLDS))("opens the report of: %s", (_, world) => {
  const report = world();
  expect(openReport(`\uFEFF${JSON.stringify(report, null, 2)}\n`)).toEqual({
    ok: true,
    report: JSON.parse(JSON.stringify(report)),
  });
});

test.each([
  ["too-large", " ".repeat(REPORT_LIMIT + 1)],
  ["not-json", ""],
  ["not-json", "{"],
  ["not-json", "<html>"],
  ["not-a-report", "null"],
  ["not-a-report", "[]"],
  ["not-a-report", `"trust-ready-report"`],
  ["not-a-report", "{}"],
  ["not-a-report", `{"__proto__": {"format": "trust-ready-report"}}`],
  ["newer", `{"format": "trust-ready-report", "version": 2}`],
  ["invalid", `{"format": "trust-ready-report", "version": "2"}`],
  ["invalid", `{"format": "trust-ready-report", "version": 1}`],
])("says %s of %j", (fault, text) => {
  expect(openReport(text)).toMatchObject({ ok: false, fault });
});

test("ten thousand brackets are no trouble", () => {
  expect(openReport("[".repeat(100_000)).ok).toBe(false);
  const deep = `{"format":"trust-ready-report","version":1,"a":${"[".repeat(9000)}${"]".repeat(9000)}}`;
  expect(openReport(deep)).toMatchObject({ fault: "invalid" });
});

test("nothing that is opened reaches the prototype of objects", () => {
  const text = JSON.stringify(good()).replace("{", `{"__proto__": {"polluted": true},`);
  expect(openReport(text)).toMatchObject({ ok: false, fault: "invalid", where: "/__proto__" });
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

describe("what the schema lets pass and the report contradicts is invalid", () => {
  const first = (report: Report) => Object.keys(report.certificates)[0]!;
  test.each<[string, (report: Report) => void]>([
    ["/roots/0/observation", ({ roots }) => (roots[0]!.observation = 999)],
    ["/roots/0/observation", ({ roots }) => (roots[0]!.observation = 0)],
    ["/roots/0/anchor", ({ roots }) => (roots[0]!.anchor = "nobodys-root")],
    ["/roots/0/name", ({ roots }) => (roots[0]!.name = "Amazon \u202E1 AC")],
    ["/roots/0/name", ({ roots }) => (roots[0]!.name = "x".repeat(201))],
    ["/roots", ({ roots }) => roots.push({ ...roots[0]! })],
    ["/controls/0/observation", ({ controls }) => (controls[0]!.observation = 999)],
    ["/baseline/observation", ({ baseline }) => (baseline.observation = 1)],
    ["/baseline/loaded", ({ baseline }) => (baseline.loaded = false)],
    ["/observations/0/url", ({ observations }) => (observations[0]!.url = "https://[")],
    ["/observations/1/chain", ({ observations }) => (observations[1]!.chain[0] = "ab".repeat(32))],
  ])("%s", (where, change) => {
    expect(opened(change)).toEqual({ ok: false, fault: "invalid", where });
  });

  test("a certificate under another's hash", () => {
    const result = opened((report) => {
      report.certificates[first(report)]!.sha256 = "ab".repeat(32);
    });
    expect(result).toMatchObject({ fault: "invalid", where: expect.stringContaining("/cert") });
  });

  test("a good verdict over a root that was refused", () => {
    const report = WORLDS["one root missing"]!();
    report.verdict = { code: "ready", cause: "none", evidence: "anchor", roots: [] };
    expect(openReport(JSON.stringify(report))).toMatchObject({ where: "/verdict/code" });
  });

  test("a verdict about a root that is not there", () => {
    const report = WORLDS["one root missing"]!();
    report.verdict.roots = ["nobodys-root"];
    expect(openReport(JSON.stringify(report))).toMatchObject({ where: "/verdict/roots" });
  });
});

test("whatever is given, an answer comes and no error", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(typeof openReport(text).ok).toBe("boolean");
    }),
    { numRuns: 500 },
  );
});
