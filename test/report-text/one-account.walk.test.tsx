// @vitest-environment happy-dom
/** A report says the same on a page, on the sheet that is shared and on a ticket. */
import { cleanup } from "@testing-library/preact";
import { afterEach, describe, expect, test } from "vitest";
import type { Report } from "../../src/core/report.ts";
import { valueText, type Fact, type FactId } from "../../src/report-text/fact.ts";
import { reportModel, type Section } from "../../src/report-text/model.ts";
import { ticketText } from "../../src/report-text/ticket.ts";
import { writeText } from "../../src/report-text/writers/text.ts";
import { Environment } from "../../src/view/report/Environment.tsx";
import { OtherRoots, RootPanels } from "../../src/view/report/RootPanels.tsx";
import { Tests } from "../../src/view/report/Tests.tsx";
import { VerdictCard } from "../../src/view/VerdictCard.tsx";
import { scenarioReports } from "../lab/scenario-reports.ts";
import { WORLDS } from "../made-up.ts";
import { viewHere } from "../preview/view-context.ts";
import { show } from "../view/stage.tsx";

afterEach(cleanup);

const NOBODY = { supportName: "", supportEmail: "", supportPhone: "", supportUrl: "" };
const REPORTS: [string, Report][] = [
  ...scenarioReports(),
  ["hostile names", WORLDS["hostile names"]!()],
];

/** The page prints the verdict and its cause as one label, and the codes as attributes. */
const NOT_ON_PAGES: readonly FactId[] = ["verdict", "cause", "codes"];
/** Where a page says the same of several roots or tests, and where it says it once. */
const SCOPE = "[data-root], [data-test], [data-section]";

/** Facts as `scope id`, each with all values that were found. */
type Account = Map<string, Set<string>>;

const bare = (text: string) => text.replaceAll(/[\u2068\u2069]/g, "");

function add(account: Account, scope: string, id: string, value: string): void {
  const key = `${scope} ${id}`;
  account.set(key, (account.get(key) ?? new Set()).add(bare(value)));
}

function onPage(report: Report): { account: Account; text: string } {
  const { container } = show(
    <>
      <section data-section="result">
        <VerdictCard
          current={{ state: "done", report }}
          onGrant={() => {}}
          wordForAdministrator={() => ""}
        />
      </section>
      <RootPanels report={report} />
      <OtherRoots report={report} />
      <Tests report={report} />
      <Environment report={report} />
    </>,
    { timeZone: "UTC" },
  );
  const account: Account = new Map();
  for (const element of container.querySelectorAll<HTMLElement>("[data-fact]")) {
    const { root, test: url, section } = element.closest<HTMLElement>(SCOPE)!.dataset;
    add(account, root ?? url ?? section!, element.dataset["fact"]!, element.textContent!);
  }
  return { account, text: bare(container.textContent!) };
}

/** All facts of the sheet. */
function onSheet(sections: readonly Section[]): Account {
  const account: Account = new Map();
  const addAll = (scope: string, facts: readonly Fact[]) => {
    for (const fact of facts) add(account, scope, fact.id, valueText(fact));
  };
  for (const { id, blocks } of sections) {
    for (const block of blocks) {
      if (block.kind === "facts") addAll(id, block.facts);
      if (block.kind === "table") for (const item of block.items) addAll(item.id, item.facts);
    }
  }
  return account;
}

/** The facts whose section pages show, too. */
const ON_PAGES = ["result", "roots-deciding", "roots-other", "environment", "tests", "method"];

describe.each(REPORTS)("%s", (_, report) => {
  const model = reportModel(report, viewHere, NOBODY);
  const sheet = onSheet(model.sections.filter(({ id }) => ON_PAGES.includes(id)));

  test("page and sheet have the same facts with the same values", () => {
    const { account, text } = onPage(report);
    expect(sheet.size).toBeGreaterThan(40);
    for (const [key, values] of sheet) {
      const id = key.split(" ").at(-1) as FactId;
      if (NOT_ON_PAGES.includes(id)) continue;
      expect([key, account.get(key)]).toEqual([key, values]);
    }
    const bullets = model.sections.find(({ id }) => id === "method")!.blocks[0]!;
    if (bullets.kind !== "bullets") throw new Error("the method is a list");
    for (const item of bullets.items) expect(text).toContain(bare(item));
  });

  test("the sheet as a text has every fact", () => {
    const lines = bare(writeText(model)).split("\n");
    for (const [key, values] of sheet) {
      for (const value of values) {
        expect([key, lines.some((line) => line.endsWith(`: ${value}`))]).toEqual([key, true]);
      }
    }
  });

  test("the ticket has the sheet's values, for the roots that decide", () => {
    const value = (scope: string, id: FactId) => [...(sheet.get(`${scope} ${id}`) ?? [])][0]!;
    const cause = report.verdict.cause === "none" ? "" : ` (${value("result", "cause")})`;
    expect(bare(ticketText(report, "CODE", viewHere)).split("\n")).toEqual([
      `${value("environment", "tool")}: ${value("result", "verdict")}${cause}`,
      "CODE",
      `${value("environment", "browser")}, ${value("environment", "system")}`,
      value("environment", "checked"),
      ...report.roots
        .filter(({ decides }) => decides)
        .map(({ id, name }) => `${name}: ${value(id, "finding")}`),
    ]);
  });
});
