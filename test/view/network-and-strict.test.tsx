// @vitest-environment happy-dom
/** What a report says of stricter programs and of private addresses: on the page, in each export, and to the help desk. */
import { act, cleanup } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Report } from "../../src/core/report.ts";
import { STRICT_RULES, type StrictRuleId } from "../../src/core/strict-rules.ts";
import { ReportView } from "../../src/pages/desk/ReportView.tsx";
import { EXPORT_FORMS, writeReport } from "../../src/report-text/forms.ts";
import { writeJson } from "../../src/report-text/writers/json.ts";
import { ALL_REDACTED, redact } from "../../src/sharing/redact.ts";
import { HowTested } from "../../src/view/report/HowTested.tsx";
import { keyOf } from "../../src/report-text/translator.ts";
import { RepairSteps } from "../../src/view/RepairSteps.tsx";
import { Share } from "../../src/view/Share.tsx";
import { StrictPrograms } from "../../src/view/report/StrictPrograms.tsx";
import { openReport } from "../../src/core/open-report.ts";
import { catalogue, INSPECTOR, settingsOf, START, WORLDS } from "../made-up.ts";
import { translateHere as t, viewHere } from "../preview/view-context.ts";
import { show } from "./stage.tsx";

beforeEach(() => {
  document.documentElement.lang = "en";
  document.title = "Report";
});
afterEach(cleanup);

const NOBODY = { supportName: "", supportEmail: "", supportPhone: "", supportUrl: "" };
const READ = EXPORT_FORMS.filter((form) => form !== "json");
const lax = WORLDS["inspected, refused by strict programs"]!();
const unread = WORLDS["inspected"]!();
const fault = (rule: StrictRuleId) => t(keyOf("strictFault", rule));
const words = STRICT_RULES.find(({ id }) => id === "basic-constraints-not-critical")!.words!;

/** The same report with the word that says that the certificates keep all rules. */
function kept(): Report {
  const report = WORLDS["inspected, refused by strict programs"]!();
  const amazon = WORLDS["ready, anchors seen"]!();
  return { ...amazon, inspector: report.inspector };
}

describe("stricter programs", () => {
  test("are named on the page with what they refuse, in their own words", async () => {
    const { container } = show(
      <main>
        <h1>{"Report"}</h1>
        <StrictPrograms report={lax} />
      </main>,
    );
    const section = container.querySelector<HTMLElement>("[data-strict-faults]")!;
    const of = (checker: string) =>
      [...section.querySelectorAll(`[data-checker=${checker}] li`)].map((li) => li.textContent);
    expect(of("openssl")).toEqual([
      `${t("strictLine", t("strictPlace_root"), fault("basic-constraints-not-critical"))} ${t("strictWords", words)}`,
    ]);
    expect(of("apple")).toEqual([t("strictLine", t("strictPlace_server"), fault("long-validity"))]);
    expect(section.querySelectorAll("li")).toHaveLength(2);
    expect(container.querySelector("[data-source=openssl-x509-strict]")).not.toBeNull();
    const { violations } = await axe.run(document, {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  test.each(READ)("are named in the report as %s, whatever was left out of it", (form) => {
    const whole = writeReport(form, lax, viewHere, NOBODY);
    expect(whole).toContain(t("strictHeading"));
    expect(whole).toContain(fault("basic-constraints-not-critical"));
    expect(whole).toContain(words);
    // Without the bytes the faults are unknown, unless they are passed in.
    const left = redact(lax, catalogue, ALL_REDACTED);
    expect(writeReport(form, left, viewHere, NOBODY)).not.toContain(t("strictHeading"));
  });

  test("are named in what is shared as text, which by default names nobody", async () => {
    const { container } = show(
      <Share report={lax} catalogue={catalogue} support={NOBODY} save={() => {}} />,
    );
    await act(() => {
      const form = container.querySelector("select")!;
      form.value = "text";
      form.dispatchEvent(new Event("change", { bubbles: true }));
    });
    const text = container.querySelector("pre")!.textContent!;
    expect(text).toContain(fault("basic-constraints-not-critical"));
    expect(text).not.toContain(INSPECTOR.name);
  });

  test("have a repair step of their own, and none where nothing is known", () => {
    const step = (report: Report) =>
      show(<RepairSteps report={report} catalogue={catalogue} />).container.querySelector(
        "[data-step=reissue-for-strict-programs]",
      );
    expect(step(lax)!.textContent).toContain(fault("long-validity"));
    cleanup();
    const approved = { ...lax, inspector: { ...lax.inspector!, approved: true } };
    expect(step(approved)!.textContent).toContain(fault("basic-constraints-not-critical"));
    cleanup();
    expect(step(unread)).toBeNull();
  });

  test.each([
    ["nobody inspects", WORLDS["ready, anchors seen"]!()],
    ["the bytes cannot be read", unread],
    ["only loads were seen", WORLDS["ready, only loads"]!()],
    ["the key is another one", kept()],
  ])("are not spoken of where %s", (_, report) => {
    const { container } = show(<StrictPrograms report={report} />);
    expect(container.querySelector("section")).toBeNull();
    expect(writeReport("text", report, viewHere, NOBODY)).not.toContain(t("strictHeading"));
  });

  test("are said to refuse nothing where no fault was found", () => {
    const text = writeReport("text", lax, viewHere, NOBODY, []);
    expect(text).toContain(t("strictNone"));
    expect(text).not.toContain(t("strictChecker_openssl"));
  });
});

describe("an address that is not public", () => {
  const report = WORLDS["reached at a private address"]!();
  const line = t("answeredNotPublicly", t("addressKind_shared"));

  test("is told on the page, of its kind alone", () => {
    const { container } = show(<HowTested report={report} />);
    expect(container.querySelector("[data-answers]")!.textContent).toBe(line);
    cleanup();
    const ready = show(<HowTested report={WORLDS["ready, only loads"]!()} />);
    expect(ready.container.querySelector("[data-answers]")).toBeNull();
  });

  test.each(READ)("is told in the report as %s, even where addresses are left out", (form) => {
    const bare = (text: string) => text.replaceAll("\\", "");
    expect(bare(writeReport(form, report, viewHere, NOBODY))).toContain(line);
    const left = redact(report, catalogue, ALL_REDACTED);
    const text = writeReport(form, left, viewHere, NOBODY);
    expect(bare(text)).toContain(line);
    expect(text).not.toContain("100.64.0.7");
  });

  test("is told to the help desk that opens the file, which does not hold it", () => {
    const text = writeJson(redact(report, catalogue, ALL_REDACTED));
    expect(text).not.toContain("100.64.0.7");
    const opened = openReport(text);
    if (!opened.ok) throw new Error(opened.fault);
    const ports = {
      catalogue,
      settings: settingsOf(),
      save: () => {},
      takeHandedOver: () => null,
      readReport: async () => null,
      readFile: (file: File) => file.text(),
      now: () => START,
    };
    const { container } = show(<ReportView report={opened.report} ports={ports} settings={null} />);
    expect(container.querySelector("[data-answers]")!.textContent).toBe(line);
  });
});
