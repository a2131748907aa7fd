import { describe, expect, test } from "vitest";
import type { Report } from "../../src/core/report.ts";
import { factValue, type Fact } from "../../src/report-text/fact.ts";
import { checkTestFacts } from "../../src/report-text/check-test-facts.ts";
import { editionNotice, reportAge } from "../../src/report-text/facts.ts";
import { verdictLabel } from "../../src/report-text/labels.ts";
import { environmentFacts, resultFacts } from "../../src/report-text/report-facts.ts";
import { observation, START, WORLDS } from "../made-up.ts";
import { viewHere, translateHere as t } from "../preview/view-context.ts";

const MINUTE_MS = 60_000;
const ready = WORLDS["ready, anchors seen"]!();

function clock(behindMs: number | null): string {
  const reading = behindMs === null ? null : { behindMs, servers: 3 };
  return factValue(environmentFacts({ ...ready, clock: reading }, viewHere), "clock");
}

test("the clock is compared only if it is off by a minute or more", () => {
  expect(clock(null)).toBe(t("clockUnknown"));
  expect(clock(MINUTE_MS - 1)).toBe(clock(0));
  expect(clock(1 - MINUTE_MS)).toBe(clock(0));
  expect(clock(MINUTE_MS)).toBe(t("clockBehind_other", "1 minute", "3"));
  expect(clock(-3 * 60 * MINUTE_MS)).toBe(t("clockAhead_other", "3 hours", "3"));
});

describe("the edition of the catalogue", () => {
  const notice = (edition: string) =>
    editionNotice({ ...ready, catalogue: { ...ready.catalogue, edition } }, viewHere);

  test.each(["", "built-in"])("is not mentioned: %j", (edition) => {
    expect(notice(edition)).toBeNull();
  });

  test("is mentioned and isolated if it is another one", () => {
    expect(notice("a\u202Eb")).toBe(t("editionNotice", "\u2068a⟨U+202E⟩b\u2069"));
  });
});

test("an age is just now for a minute", () => {
  const ended = START + 412;
  expect(reportAge(ready, ended + MINUTE_MS - 1, viewHere)).toBe(t("justNow"));
  expect(reportAge(ready, ended + 2 * MINUTE_MS, viewHere)).toBe("2 minutes ago");
});

test("a moment is in the translator's time zone", () => {
  const checked = (timeZone: string) =>
    factValue(environmentFacts(ready, { ...viewHere, timeZone }), "checked");
  expect(checked("UTC")).toMatch(/9:00:00\sAM UTC/);
  expect(checked("Asia/Kolkata")).toMatch(/2:30:00\sPM GMT\+5:30/);
});

test("only controls say whether their outcome was right", () => {
  const control = (facts: Fact[]) => factValue(facts, "control");
  expect(control(checkTestFacts(observation(), ready, viewHere))).toBe("");
  expect(control(checkTestFacts(observation({ kind: "expired" }), ready, viewHere))).toBe(
    t("control_loaded"),
  );
});

test("a verdict without a cause is a word alone", () => {
  expect(verdictLabel({ code: "ready", cause: "none" }, { t })).toBe(t("verdict_ready"));
  expect(verdictLabel({ code: "inconclusive", cause: "dns" }, { t })).toBe(
    `${t("verdict_inconclusive")} (${t("cause_dns")})`,
  );
});

test("a ready verdict that names no evidence gets no sentence about it", () => {
  const report: Report = { ...ready, verdict: { ...ready.verdict, evidence: "none" } };
  expect(factValue(resultFacts(report, viewHere), "detail")).toBe("");
  expect(factValue(resultFacts(ready, viewHere), "detail")).toBe(t("detail_none_anchor"));
});
