/** The error lines that people search for, and how to find them in what someone pasted. */
import type { Cause } from "../core/words.ts";
import data from "./error-lines.json";
import type { SourceId } from "./source.ts";
import type { Topic } from "./words.ts";

/** What an error line says; a message `errorMeaning_<meaning>` each. */
export const ERROR_MEANINGS = [
  "date",
  "expired",
  "handshake",
  "incomplete-chain",
  "interception",
  "name-mismatch",
  "no-roots",
  "no-starttls",
  "not-tls",
  "not-verified",
  "not-yet-valid",
  "revocation-unknown",
  "revoked",
  "self-signed",
  "self-signed-root",
  "strict-rules",
  "unknown-issuer",
  "wrong-file",
] as const;
export type ErrorMeaning = (typeof ERROR_MEANINGS)[number];

export interface ErrorLine {
  id: string;
  /** The programs that print it. */
  program: string;
  /** The part that is always the same, any one of them; `…` stands for words between. */
  lines: string[];
  meaning: ErrorMeaning;
  /** The likeliest first; empty where the fault is a setting of the program. */
  causes: Cause[];
  /** The page of the guide that says more, and its part. */
  read?: { topic: Topic; detail?: string };
  /** Says nothing that a closer line of the same program does not say better. */
  general?: boolean;
  sources: SourceId[];
}

export const ERROR_LINES = data.rows as ErrorLine[];

/** How much pasted text is read, in characters: the last of it, where logs have their errors. */
export const TEXT_LIMIT = 100_000;

/** How far the parts of one line may stand apart, in characters: some lines name a long address between. */
const GAP = 400;

/**
 * Text as it is compared: lower case, without quotes and invisible marks, one blank for any run of blanks
 * and hyphens.
 */
export function comparable(text: string): string {
  return text
    .slice(-TEXT_LIMIT)
    .toLowerCase()
    .replaceAll(/['"`´‘’‚“”„«»\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, "")
    .replaceAll(/[\s\u00ad\u2010-\u2015-]+/g, " ")
    .trim();
}

const PARTS = new Map(
  ERROR_LINES.map((row) => [row, row.lines.map((line) => line.split("…").map(comparable))]),
);

/** The error lines that occur in a text of any length, the closest first. */
export function findErrorLines(text: string): ErrorLine[] {
  const log = comparable(text);
  const found = ERROR_LINES.map((row) => ({ row, length: lengthFound(row, log) })).filter(
    ({ length }) => length > 0,
  );
  return found
    .filter(({ row }) => !row.general || !found.some((other) => isCloser(other.row, row)))
    .toSorted((one, other) => other.length - one.length)
    .map(({ row }) => row);
}

/** The error lines that a person who types may mean: those found, else those whose words begin so. */
export function searchErrorLines(text: string): ErrorLine[] {
  const typed = comparable(text);
  if (typed === "") return ERROR_LINES;
  const found = findErrorLines(text);
  if (found.length > 0) return found;
  return ERROR_LINES.filter(({ program, lines }) =>
    [program, ...lines].some((each) => comparable(each).includes(typed)),
  );
}

function isCloser(other: ErrorLine, row: ErrorLine): boolean {
  return other !== row && other.program === row.program && !other.general;
}

/** How many characters of the row's longest line stand in the log; 0 where none does. */
function lengthFound(row: ErrorLine, log: string): number {
  const lengths = (PARTS.get(row) ?? []).map((parts) =>
    occurs(parts, log) ? parts.join("").length : 0,
  );
  return Math.max(0, ...lengths);
}

/** Whether the parts occur in their order, each within `GAP` characters of the one before. */
function occurs([first = "", ...rest]: readonly string[], log: string): boolean {
  for (let at = log.indexOf(first); at >= 0; at = log.indexOf(first, at + 1)) {
    let end: number | null = at + first.length;
    for (const part of rest) {
      const next: number = log.slice(end, end + GAP + part.length).indexOf(part);
      if (next < 0) {
        end = null;
        break;
      }
      end += next + part.length;
    }
    if (end !== null) return true;
  }
  return false;
}
