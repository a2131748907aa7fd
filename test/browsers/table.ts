/** A report as a table for the terminal: the words of every other form, with the codes beside them for scripts. */
import type { Report, RootResult } from "../../src/core/report.ts";
import { factValue } from "../../src/report-text/fact.ts";
import { rootFacts, testFacts } from "../../src/report-text/facts.ts";
import { methodFacts } from "../../src/report-text/method-facts.ts";
import { verdictLabel } from "../../src/report-text/labels.ts";
import { testOf } from "../../src/report-text/meaning.ts";
import { verdictSentences } from "../../src/report-text/sentences.ts";
import type { Translator } from "../../src/report-text/translator.ts";
import { withoutNeedlessIsolates } from "../../src/report-text/untrusted-text.ts";
import { viewHere } from "../preview/view-context.ts";
import type { FoundBrowser } from "./find.ts";

const ENGLISH: Translator = viewHere;

/** A row per root, then how it was tested, and the verdict last. */
export function reportTable(report: Report, found: FoundBrowser, fromLog = false): string {
  const { verdict, browser } = report;
  const rows = [
    ["root", "finding", "code", "evidence", "why", "time"],
    ...report.roots.map((root) => rowOf(root, report)),
  ];
  const method = methodFacts(report, ENGLISH);
  const { title, detail } = verdictSentences(report, ENGLISH);
  const lines = [
    `\n${found.name} ${browser.version}`,
    ...aligned(rows),
    "",
    ...(fromLog ? ["Evidence: the browser’s own log (--log-net-log)."] : []),
    ...(["baseline", "expired", "revoked"] as const).map((id) => factValue(method, id)),
    "",
    `${verdictLabel(verdict, ENGLISH)} [${verdict.code}, ${verdict.cause}]`,
    `${title} ${detail}`.trim(),
  ];
  const indented = lines.map((line, index) => (index ? `  ${line}` : line).trimEnd());
  return `${withoutNeedlessIsolates(indented.join("\n"))}\n`;
}

function rowOf(root: RootResult, report: Report): string[] {
  const test = testOf(root, report);
  const anchor = report.roots.find(({ id }) => id === root.anchor);
  const why = test?.failure
    ? `${test.failure.code} [${test.failure.symbol ?? test.failure.raw}]`
    : anchor
      ? `chain ends at ${anchor.name}`
      : "";
  return [
    root.name,
    factValue(rootFacts(root, report, ENGLISH), "finding"),
    root.finding,
    test ? root.evidence : "",
    why,
    test ? factValue(testFacts(test, ENGLISH), "duration") : "",
  ];
}

function aligned(rows: readonly string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join("  "));
}
