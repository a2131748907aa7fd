/** Errors of programs in a text that was read, as findings beside the others. */
import { nearestErrorLines } from "../guidance/error-lines.ts";
export { isPublishedWord } from "../guidance/error-lines.ts";
import type { ErrorQuestion } from "../guidance/error-reader/questions.ts";
import { readErrorText, type ErrorFinding } from "../guidance/error-reader/read.ts";
import type { FileReading, ReadingFinding } from "../reading/model.ts";
import type { FindingCode } from "../reading/finding-codes.ts";
import { finding, inOrder } from "../reading/findings/finding.ts";

/** Characters of a text that are looked through: its end, because logs end with their errors. */
const TEXT_LIMIT = 60_000_000;

/** False for files that speak for themselves: their text need not be read for errors. */
export function mayHoldErrors({ kind }: FileReading): boolean {
  return !["log", "report", "support-code", "reading"].includes(kind);
}

/** Adds what the text says of errors. A file of nothing else is an error text then, or stays unknown. */
export function withErrors(file: FileReading, text: string): FileReading {
  const { findings, questions } = readErrorText(text.slice(-TEXT_LIMIT));
  if (!findings.length) return { ...file, unknown: unknownIn(file, text, questions) };
  const known = file.findings.filter(({ code }) => !REPLACED.includes(code));
  const isUnknown = file.findings.some(({ code }) => UNKNOWN.includes(code));
  const kind = isUnknown ? "error-text" : file.kind;
  const errors = distinct(findings).slice(0, kind === "error-text" ? MOST_ERRORS : 1);
  const showsIssuer = file.certificates.length > 0;
  const found = errors.map((error) => errorFinding(error, showsIssuer));
  return { ...file, kind, findings: inOrder([...found, ...known]) };
}

/** Findings of a text that nothing else is known of. */
const UNKNOWN: readonly FindingCode[] = ["nothing-recognised", "wrong-code"];
/** What an error says better. */
const REPLACED: readonly FindingCode[] = [...UNKNOWN, "tool-refused"];

/** Longer texts (characters) share words with any row. */
const LINE_LIMIT = 1000;

function unknownIn(
  { findings }: FileReading,
  text: string,
  questions: readonly ErrorQuestion[],
): FileReading["unknown"] {
  if (!findings.some(({ code }) => code === "nothing-recognised") || text === "") return null;
  const rows = text.length > LINE_LIMIT ? [] : nearestErrorLines(text);
  const nearest = rows.map(({ id, program, lines }) => ({ row: id, program, line: lines[0]! }));
  return { questions: [...questions], nearest };
}

/** Of one error page or print-out, one error is told. */
const MOST_ERRORS = 20;

/** What says the same of the same host is told once. */
function distinct(findings: readonly ErrorFinding[]): ErrorFinding[] {
  const first = new Map<string, ErrorFinding>();
  for (const found of findings) {
    const key = `${found.subject} ${found.host?.host ?? ""}`;
    if (!first.has(key)) first.set(key, found);
  }
  return [...first.values()];
}

/** `showsIssuer`: the text has the certificates. */
function errorFinding(error: ErrorFinding, showsIssuer: boolean): ReadingFinding {
  const { line, subject, row, program, host, causes } = error;
  const questions = error.questions.filter((each) => !(showsIssuer && each === "issuer"));
  const values = [subject, row.id, program?.name ?? "", host?.host ?? "", host?.kind ?? ""];
  return finding("error-line", { line, causes, questions, values });
}
