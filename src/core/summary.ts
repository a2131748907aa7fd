import type { Report } from "./report.ts";
import type { Cause, Evidence, Finding, VerdictCode } from "./vocabulary.ts";

interface RootSummary {
  id: string;
  finding: Finding;
  evidence: Evidence;
  anchor: string | null;
}

export interface Summary {
  id: string;
  finishedAt: string;
  verdict: VerdictCode;
  cause: Cause;
  browser: { name: string; version: string };
  toolVersion: string;
  catalogueDate: string;
  baselineLoaded: boolean;
  /** Its name; untrusted. */
  inspector: string | null;
  inspectorApproved: boolean;
  roots: RootSummary[];
}

export function summaryOf(report: Report): Summary {
  const { id, finishedAt, verdict, browser, tool, catalogue, baseline, inspector, roots } = report;
  return {
    id,
    finishedAt,
    verdict: verdict.code,
    cause: verdict.cause,
    browser: { name: browser.name, version: browser.version },
    toolVersion: tool.version,
    catalogueDate: catalogue.date,
    baselineLoaded: baseline.loaded,
    inspector: inspector?.name ?? null,
    inspectorApproved: inspector?.approved ?? false,
    roots: roots.map(({ id: root, finding, evidence, anchor }) => ({
      id: root,
      finding,
      evidence,
      anchor,
    })),
  };
}

type FoundRoot = Pick<RootSummary, "finding" | "evidence">;

export type Difference =
  | { about: "verdict"; before: VerdictCode; after: VerdictCode }
  | { about: "cause"; before: Cause; after: Cause }
  | { about: "finding"; root: string; before: FoundRoot | null; after: FoundRoot | null }
  | { about: "anchor"; root: string; before: string | null; after: string | null }
  | { about: "baseline"; before: boolean; after: boolean }
  | {
      about: "browser" | "tool" | "catalogue" | "inspector";
      before: string | null;
      after: string | null;
    };

/** The most important first. */
export function differences(before: Summary, after: Summary): Difference[] {
  return comparedFacts(before, after).filter(isDifference);
}

export function isDifference(fact: Difference): boolean {
  return fact.about === "finding"
    ? fact.before?.finding !== fact.after?.finding
    : fact.before !== fact.after;
}

/** Everything that two summaries can be compared by, alike or not, the most important first. */
export function comparedFacts(before: Summary, after: Summary): Difference[] {
  const ids = [...new Set([...before.roots, ...after.roots].map(({ id }) => id))];
  const pairs = ids.map((id) => ({
    id,
    one: before.roots.find((root) => root.id === id) ?? null,
    other: after.roots.find((root) => root.id === id) ?? null,
  }));
  return [
    { about: "verdict", before: before.verdict, after: after.verdict },
    { about: "cause", before: before.cause, after: after.cause },
    ...pairs.map(({ id, one, other }): Difference => ({
      about: "finding",
      root: id,
      before: rootFindingOf(one),
      after: rootFindingOf(other),
    })),
    // Compare anchors only if both browsers showed one.
    ...pairs.flatMap(({ id, one, other }): Difference[] =>
      one?.evidence === "anchor" && other?.evidence === "anchor"
        ? [{ about: "anchor", root: id, before: one.anchor, after: other.anchor }]
        : [],
    ),
    { about: "inspector", before: before.inspector, after: after.inspector },
    { about: "baseline", before: before.baselineLoaded, after: after.baselineLoaded },
    { about: "browser", before: browserText(before), after: browserText(after) },
    { about: "tool", before: before.toolVersion, after: after.toolVersion },
    { about: "catalogue", before: before.catalogueDate, after: after.catalogueDate },
  ];
}

function rootFindingOf(root: RootSummary | null): FoundRoot | null {
  return root && { finding: root.finding, evidence: root.evidence };
}

function browserText({ browser }: Summary): string {
  return `${browser.name} ${browser.version}`;
}
