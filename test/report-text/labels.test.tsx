// @vitest-environment happy-dom
/** One finding with one evidence has one label, wherever a report is shown or written. */
import { act, cleanup, fireEvent } from "@testing-library/preact";
import { afterEach, describe, expect, test } from "vitest";
import type { Report, RootResult } from "../../src/core/report.ts";
import { summaryOf, type Summary } from "../../src/core/summary.ts";
import { supportCode } from "../../src/core/support-code.ts";
import { EVIDENCE, FINDINGS } from "../../src/core/vocabulary.ts";
import { Comparison } from "../../src/pages/desk/Comparison.tsx";
import { History } from "../../src/view/report/History.tsx";
import { OtherRoots, RootPanels } from "../../src/view/report/RootPanels.tsx";
import { TRAINING_SITUATIONS, trainingReport } from "../../src/training/training.ts";
import { ReportEndpoints } from "../../src/view/report/ReportEndpoints.tsx";
import { EXPORT_FORMS, writeReport, type ExportForm } from "../../src/report-text/forms.ts";
import { FindingBadge } from "../../src/view/FindingBadge.tsx";
import { RootRow } from "../../src/view/report/RootRow.tsx";
import { ticketText } from "../../src/report-text/ticket.ts";
import { catalogue, reportOf, START, wellIn, WORLDS } from "../made-up.ts";
import { openDesk } from "../pages/desk/stage.tsx";
import { settle } from "../popup/stage.tsx";
import { viewHere, translateHere as t } from "../preview/view-context.ts";
import { show } from "../view/stage.tsx";

afterEach(() => {
  cleanup();
  location.hash = "";
});

const NOBODY = { supportName: "", supportEmail: "", supportPhone: "", supportUrl: "" };

const REPORTS: [name: string, report: Report][] = [
  ...Object.entries(WORLDS).map(([name, world]): [string, Report] => [name, world()]),
  ...TRAINING_SITUATIONS.map(({ id }): [string, Report] => [
    `training ${id}`,
    trainingReport(id, catalogue, START),
  ]),
];

/** Firefox showed every chain except that of a root that does not decide. */
const ONE_UNSEEN = reportOf("firefox", (probe) =>
  probe.root?.id === "starfield-services-g2" ? { ip: "18.66.0.1" } : wellIn.firefox(probe),
);
REPORTS.push(["ready, one anchor not seen", ONE_UNSEEN]);

/** Labels by the ids of roots. */
type Labels = Record<string, string>;

/** The label on the badge for this finding, with which all other places are compared. */
function badge({ finding, evidence }: Pick<RootResult, "finding" | "evidence">): string {
  const { container } = show(<FindingBadge finding={finding} evidence={evidence} />);
  const label = container.textContent!;
  cleanup();
  return label;
}

function labelsOf(roots: readonly RootResult[], label: (root: RootResult) => string): Labels {
  return Object.fromEntries(roots.map((root) => [root.id, label(root)]));
}

/** The text that follows `start` in the one line that begins with it. */
function after(lines: readonly string[], start: string): string {
  const found = lines.filter((line) => line.startsWith(start));
  expect([start, found.length]).toEqual([start, 1]);
  return found[0]!.slice(start.length);
}

/** How to find a root's finding in each form of a report. */
const WRITTEN: Record<Exclude<ExportForm, "json">, (text: string, root: RootResult) => string> = {
  text: (text, { name }) => {
    const lines = text.split("\n");
    return after([lines[lines.indexOf(name) + 1]!], `  ${t("shareFinding")}: `);
  },
  markdown: (text, { name }) =>
    after(text.replaceAll("\\", "").split("\n"), `| ${name} | `).split(" | ")[0]!,
  csv: (text, { name }) => {
    const cell = `,"${name}","${t("shareFinding")}","`;
    const rows = text.split("\r\n").filter((line) => line.includes(cell));
    return after(
      rows.map((row) => row.slice(row.indexOf(cell))),
      cell,
    ).slice(0, -1);
  },
};

/** The findings of roots in a table that compares a report with one without them. */
function fromComparison(container: Element, roots: readonly RootResult[]): Labels {
  const rows = [...container.querySelectorAll("tr[data-about=finding]")].map((row) =>
    [...row.children].map(({ textContent }) => textContent!),
  );
  return labelsOf(roots, ({ name }) => {
    const found = rows.filter(([about]) => about === name);
    expect(found).toEqual([[name, t("noneKnown"), expect.any(String)]]);
    return found[0]![2]!;
  });
}

/** The findings of roots in a list of differences to a report without them. */
function fromDifferences(container: Element, roots: readonly RootResult[]): Labels {
  const items = [...container.querySelectorAll("li li, .bullets > li")].map(
    ({ textContent }) => textContent!,
  );
  return labelsOf(roots, ({ name }) =>
    after([...new Set(items)], t("difference", name, t("noneKnown"), "")),
  );
}

function badges(container: Element, roots: readonly RootResult[]): Labels {
  return labelsOf(
    roots,
    ({ id }) => container.querySelector(`[data-root="${id}"] .finding`)!.textContent!,
  );
}

/** A report of the same check in which no root was tested. */
function untested(report: Report): Report {
  return { ...report, id: "before", roots: [] };
}

async function historyOf(history: Summary[]): Promise<Element> {
  const names = new Map(catalogue.roots.map(({ id, name }) => [id, name]));
  const ports = {
    history: { read: async () => history, watch: () => () => {} },
    clearHistory: async () => {},
  };
  const { container } = show(<History ports={ports} names={names} />);
  await settle();
  return container;
}

async function codePage(report: Report): Promise<Element> {
  const { container } = await openDesk("code");
  const field = container.querySelector("main input")!;
  await act(() => void fireEvent.input(field, { target: { value: supportCode(report)! } }));
  return container;
}

describe.each(REPORTS)("%s", (_, report) => {
  const { roots } = report;
  const expected = labelsOf(roots, badge);

  test("popup and page label each root alike", () => {
    const rows = show(
      <ul>
        {roots.map((root) => (
          <RootRow key={root.id} root={root} report={report} />
        ))}
      </ul>,
    );
    expect(badges(rows.container, roots)).toEqual(expected);
    cleanup();
    const page = show(
      <>
        <RootPanels report={report} />
        <OtherRoots report={report} />
      </>,
    );
    expect(badges(page.container, roots)).toEqual(expected);
  });

  test.each(EXPORT_FORMS.filter((form) => form !== "json"))("so does the report as %s", (form) => {
    const text = writeReport(form, report, viewHere, NOBODY);
    expect(labelsOf(roots, (root) => WRITTEN[form](text, root))).toEqual(expected);
  });

  test("so does the ticket, for the roots that decide", () => {
    const lines = ticketText(report, "CODE", viewHere).split("\n");
    const deciding = roots.filter(({ decides }) => decides);
    for (const { id, name } of deciding) {
      expect([id, after(lines, `${name}: `)]).toEqual([id, expected[id]]);
    }
    const others = roots.filter(({ decides }) => !decides);
    for (const { name } of others) expect(lines.join("\n")).not.toContain(name);
  });

  test("so do the list of earlier checks and the comparison of two reports", async () => {
    const history = await historyOf([summaryOf(report), summaryOf(untested(report))]);
    expect(fromDifferences(history, roots)).toEqual(expected);
    cleanup();
    const { container } = show(
      <Comparison
        first={{ kind: "report", report: untested(report), own: false }}
        second={{ kind: "report", report, own: false }}
        catalogue={catalogue}
      />,
    );
    expect(fromComparison(container, roots)).toEqual(expected);
  });

  test("so does the support code's page, or it says less: the code holds less", async () => {
    const container = await codePage(report);
    const shown = roots.filter(({ id }) => container.querySelector(`[data-root="${id}"]`));
    expect(shown.length).toBeGreaterThanOrEqual(4);
    const labels = badges(container, shown);
    for (const { id, finding } of shown) {
      const less = finding === "trusted" ? [t("finding_trusted_path")] : [];
      expect([expected[id], ...less]).toContain(labels[id]);
    }
  });
});

test("an endpoint is labelled alike on the page and in each export", () => {
  const report = WORLDS["endpoints tested"]!();
  const { container } = show(<ReportEndpoints report={report} />);
  const shown = [...container.querySelectorAll<HTMLElement>("[data-endpoint]")].map((item) => [
    new URL(item.dataset["endpoint"]!).host,
    item.querySelector(".finding")!.textContent!,
  ]);
  expect(shown).toHaveLength(report.endpoints.length);
  const csv = writeReport("csv", report, viewHere, NOBODY);
  for (const [host, label] of shown) {
    expect(csv).toContain(`"${host}","${t("shareFinding")}","${label}"`);
  }
});

test("only the evidence of an anchor is called trusted without more", () => {
  const plain = FINDINGS.flatMap((finding) =>
    EVIDENCE.map((evidence) => ({ finding, evidence, label: badge({ finding, evidence }) })),
  ).filter(({ label }) => label === t("finding_trusted"));
  expect(plain).toEqual([{ finding: "trusted", evidence: "anchor", label: t("finding_trusted") }]);
});
