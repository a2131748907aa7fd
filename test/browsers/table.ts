/** A report as a table for the terminal. */
import type { Report, RootResult } from "../../src/core/report.ts";
import { testOf } from "../../src/report-text/meaning.ts";
import type { FoundBrowser } from "./find.ts";

/** The report in plain text: a row per root, the controls, the baseline, and the verdict last. */
export function reportTable(report: Report, found: FoundBrowser): string {
  const { verdict, browser } = report;
  const rows = [
    ["root", "finding", "evidence", "why", "time"],
    ...report.roots.map((root) => rowOf(root, report)),
  ];
  const concerned = report.roots.filter(({ id }) => verdict.roots.includes(id));
  const about = concerned.length ? ` (${concerned.map(({ name }) => name).join(", ")})` : "";
  const cause = verdict.cause === "none" ? "" : `: ${verdict.cause}${about}`;
  return [
    `\n${found.name} ${browser.version}`,
    ...aligned(rows).map((line) => `  ${line}`),
    `  baseline ${report.baseline.loaded ? "loaded" : "failed"}; ${controls(report)}`,
    `  ${verdict.code}${cause}`,
    "",
  ].join("\n");
}

function rowOf(root: RootResult, report: Report): string[] {
  const test = testOf(root, report);
  const anchor = report.roots.find(({ id }) => id === root.anchor);
  const why = test?.failure
    ? `${test.failure.code} [${test.failure.symbol ?? test.failure.raw}]`
    : anchor
      ? `chain ends at ${anchor.name}`
      : "";
  const time = test ? `${test.durationMs} ms` : "";
  return [root.name, root.finding, test ? root.evidence : "", why, time];
}

function controls(report: Report): string {
  const told = (kind: "expired" | "revoked") => {
    const results = report.controls.filter((control) => control.kind === kind);
    return `${kind} ${[...new Set(results.map(({ result }) => result))].join("/") || "not asked"}`;
  };
  return `controls: ${told("expired")}, ${told("revoked")}`;
}

function aligned(rows: readonly string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
}
