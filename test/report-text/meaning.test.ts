import { describe, expect, test } from "vitest";
import type { Report } from "../../src/core/report.ts";
import type { MessageKey } from "../../src/platform/i18n.ts";
import { explainFinding } from "../../src/report-text/meaning.ts";
import { BROWSERS, reportOf, wellIn, type Answer } from "../made-up.ts";
import { translateHere as t } from "../preview/view-context.ts";

const CA_3 = "amazon-root-ca-3";

function said(report: Report, id = CA_3): string {
  const root = report.roots.find((each) => each.id === id)!;
  return explainFinding(root, report, { t });
}

/** A report in which the valid host of one root is silent, and its controls answer so. */
function silent(expired: Answer, revoked: Answer): Report {
  return reportOf("chromium", (probe) => {
    if (probe.root?.id !== CA_3) return wellIn.chromium(probe);
    return { valid: { fails: "timeout" as const }, expired, revoked }[probe.kind as "valid"];
  });
}

describe("a root that rests on a control", () => {
  const REFUSED: Answer = { fails: "date-invalid" };
  const SILENT: Answer = { fails: "reset" };

  test.each<[what: string, expired: Answer, revoked: Answer, text: MessageKey]>([
    ["the expired one", REFUSED, {}, "meaning_trusted_control"],
    ["the expired one alone", REFUSED, SILENT, "meaning_trusted_control"],
    ["the revoked one", SILENT, { fails: "revoked" }, "meaning_trusted_control_revoked"],
    ["the revoked one that loaded", SILENT, {}, "meaning_trusted_control_loaded"],
  ])("says which: %s", (_, expired, revoked, text) => {
    const report = silent(expired, revoked);
    expect(report.verdict).toMatchObject({ code: "ready", evidence: "control" });
    expect(said(report)).toBe(t(text));
  });
});

test("a root that the browser should not carry is named where its own chain was seen", () => {
  const report = reportOf("firefox", wellIn.firefox);
  const roots = report.roots.map((root) => ({
    ...root,
    expected: { ...root.expected, carried: false },
  }));
  expect(said({ ...report, roots })).toBe(t("meaning_trusted_anchor"));
  const loads = reportOf("chromium", wellIn.chromium, BROWSERS.chromium);
  const uncarried = loads.roots.map((root) => ({
    ...root,
    expected: { ...root.expected, carried: false },
  }));
  expect(said({ ...loads, roots: uncarried })).toBe(t("meaning_trusted_not_carried"));
});

test("a root that is called trusted without evidence is not explained as trusted", () => {
  const report = reportOf("firefox", wellIn.firefox);
  const roots = report.roots.map((root) => ({ ...root, evidence: "none" as const }));
  expect(said({ ...report, roots })).toBe(t("meaning_unclear"));
});
