// @vitest-environment happy-dom
/** A filter that answers for revoked certificates alone, beside a good check: what is said of it, and what is not. */
import { cleanup } from "@testing-library/preact";
import { afterEach, describe, expect, test } from "vitest";
import { inspectionFaults } from "../../src/core/strict-rules.ts";
import { contentOf } from "../../src/core/support-code.ts";
import type { Report } from "../../src/core/report.ts";
import { codeFacts } from "../../src/report-text/code-facts.ts";
import { factValue } from "../../src/report-text/fact.ts";
import { EXPORT_FORMS, writeReport } from "../../src/report-text/forms.ts";
import { methodFacts } from "../../src/report-text/method-facts.ts";
import { InspectingRoot } from "../../src/view/report/InspectingRoot.tsx";
import { LAX_CERTIFICATES } from "../made-up-certificates.ts";
import { catalogue, certificate, INSPECTOR, reportOf, TLS, wellIn, WORLDS } from "../made-up.ts";
import { translateHere as t, viewHere } from "../preview/view-context.ts";
import { show } from "../view/stage.tsx";

afterEach(cleanup);

const NOBODY = { supportName: "", supportEmail: "", supportPhone: "", supportUrl: "" };
const root = { ...INSPECTOR, der: LAX_CERTIFICATES.root };
const leaf = certificate("revoked.example", {
  issuer: INSPECTOR.subject,
  issuerName: INSPECTOR.name,
  issuerOrganization: INSPECTOR.issuerOrganization,
  der: LAX_CERTIFICATES.server,
});
const filtered = reportOf("firefox", (probe) =>
  probe.kind === "revoked"
    ? { evidence: "anchor", tls: TLS, chain: [leaf, root] }
    : wellIn.firefox(probe),
);
const inspected = WORLDS["inspected, refused by strict programs"]!();

test("the check is good, and its report names who answers", () => {
  expect(filtered.verdict.code).toBe("ready");
  expect(filtered.inspector?.name).toBe(INSPECTOR.name);
});

describe("the filter's root", () => {
  const given = (report: Report) =>
    show(
      <InspectingRoot report={report} catalogue={catalogue} save={() => {}} />,
    ).container.querySelector("#company-root");

  test("is not given to programs, because none of their hosts is inspected", () => {
    expect(given(inspected)).not.toBeNull();
    expect(given(filtered)).toBeNull();
  });

  test("is held against no strict program's rules", () => {
    expect(inspectionFaults(inspected)).not.toBeNull();
    expect(inspectionFaults(filtered)).toBeNull();
  });

  test("counts where it inspects a host that somebody tested", () => {
    const endpoints = [
      {
        observation: filtered.observations.findIndex(({ kind }) => kind === "revoked"),
        testedAt: filtered.finishedAt,
        finding: "inspected" as const,
        authority: "local" as const,
        anchor: null,
        inspector: filtered.inspector,
      },
    ];
    expect(inspectionFaults({ ...filtered, endpoints })).not.toBeNull();
    expect(given({ ...filtered, endpoints })).not.toBeNull();
  });
});

describe("a revoked page that loads", () => {
  const line = (report: Report) => factValue(methodFacts(report, viewHere), "revoked");

  test("is called usual only while nobody answers in Amazon's place", () => {
    expect(line(WORLDS["ready, only loads"]!())).toBe(t("controlRevoked_loaded"));
    expect(line(filtered)).toBe(t("controlRevokedDoubtful"));
    expect(line(WORLDS["ready, anchors seen"]!())).toBe(t("controlRevoked_refused"));
  });

  test("is worded alike for the help desk", () => {
    const revoked = (report: Report) =>
      factValue(codeFacts(contentOf(report), viewHere), "revoked");
    for (const report of [filtered, inspected, WORLDS["ready, only loads"]!()])
      expect(revoked(report)).toBe(line(report));
  });
});

test("the help desk learns that the verdict does not rest on these pages", () => {
  const found = (report: Report) => factValue(codeFacts(contentOf(report), viewHere), "inspection");
  expect(found(filtered)).toBe(t("codeInspection_beside"));
  expect(found(inspected)).toBe(t("codeInspection_seen"));
});

test.each(EXPORT_FORMS.filter((form) => form === "text" || form === "markdown"))(
  "the report as %s says so, too",
  (form) => {
    const written = (report: Report) => writeReport(form, report, viewHere, NOBODY);
    expect(written(filtered)).toContain(INSPECTOR.name);
    expect(written(filtered)).toContain(t("shareInspectorBeside"));
    expect(written(inspected)).not.toContain(t("shareInspectorBeside"));
  },
);
