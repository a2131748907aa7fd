/** One thing that a reading says, and the order of several. */
import { LEVEL_OF, type FindingCode } from "../finding-codes.ts";
import type { ReadingFinding } from "../model.ts";

type Of = Partial<Pick<ReadingFinding, "line" | "certificate" | "values" | "causes" | "questions">>;

export function finding(code: FindingCode, of: Of = {}): ReadingFinding {
  return {
    line: null,
    certificate: null,
    values: [],
    causes: [],
    questions: [],
    ...of,
    code,
    level: LEVEL_OF[code],
  };
}

const ORDER = ["problem", "note", "good"] as const;

/** What outweighs all else of its level. */
const FIRST: readonly FindingCode[] = ["look-alike", "chain-inspected", "wrong-host"];

/** The worst first; among equals, as they were found. The same finding is said once. */
export function inOrder(findings: readonly ReadingFinding[]): ReadingFinding[] {
  const said = new Set(findings.map(({ code, certificate }) => `${code} ${certificate}`));
  const known = new Map<string, ReadingFinding>();
  for (const each of findings) {
    if (isRepeated(each, said)) continue;
    const key = JSON.stringify([each.code, ...subjectOf(each)]);
    if (!known.has(key)) known.set(key, each);
  }
  return [...known.values()].toSorted((a, b) => weightOf(a) - weightOf(b));
}

function weightOf({ code, level }: ReadingFinding): number {
  const place = FIRST.indexOf(code);
  return ORDER.indexOf(level) * 10 + (place < 0 ? FIRST.length : place);
}

/** A product is named once, however many certificates have its name. */
function subjectOf({ code, certificate, values }: ReadingFinding): unknown[] {
  return code === "product" ? [values[1]] : [certificate, values];
}

const SAID_BEFORE: Partial<Record<FindingCode, readonly FindingCode[]>> = {
  "look-alike-leaf": ["chain-inspected"],
  "foreign-leaf": ["chain-inspected", "chain-foreign"],
  "claims-amazon": ["chain-incomplete", "chain-unproven", "chain-inspected"],
  "cross-sign": ["chain-unused"],
  "foreign-intermediate": ["chain-unused"],
};

/** Whether another finding says the same of the same certificate, and more. `said`: code and certificate of each. */
function isRepeated({ code, certificate }: ReadingFinding, said: ReadonlySet<string>): boolean {
  return (SAID_BEFORE[code] ?? []).some((other) => said.has(`${other} ${certificate}`));
}
