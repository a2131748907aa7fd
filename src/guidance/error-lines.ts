import type { Cause } from "../core/vocabulary.ts";
import data from "./error-lines.json";
import type { SourceId } from "./source.ts";
import type { Topic } from "./repair-cases.ts";

/** Messages `errorMeaning_<meaning>`. */
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
type ErrorMeaning = (typeof ERROR_MEANINGS)[number];

export interface ErrorLine {
  id: string;
  program: string;
  /** Alternatives without their variable parts; `…` matches words in between. */
  lines: string[];
  meaning: ErrorMeaning;
  /** The most likely first; empty if a setting of the program is wrong. */
  causes: Cause[];
  /** Where the guide has details. */
  read?: { topic: Topic; detail?: string };
  /** A fallback: shown only if no more specific line of the same program matches. */
  general?: boolean;
  sources: SourceId[];
}

export const ERROR_LINES = data.rows as ErrorLine[];

/** Reads the end of a pasted text, because logs end with their errors. */
export const TEXT_LIMIT = 100_000;

/** Most characters between the parts of a line: some lines contain a long address. */
const GAP = 400;

/** Lower case, without quotes and invisible marks; spaces and hyphens become one space. */
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

/** The most specific first. */
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

/** The lines found in the text; if none, the lines that contain the text. */
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

function lengthFound(row: ErrorLine, log: string): number {
  const lengths = (PARTS.get(row) ?? []).map((parts) =>
    occurs(parts, log) ? parts.join("").length : 0,
  );
  return Math.max(0, ...lengths);
}

/** Whether the parts occur in order, each within `GAP` characters of the previous one. */
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
