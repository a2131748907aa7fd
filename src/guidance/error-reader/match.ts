/** Finds the lines of the table in squeezed text. */
import type { ErrorLine } from "../error-table.ts";
import type { CleanLine } from "./clean.ts";
import { isWordAt, squeezeText, type Squeezed } from "./squeeze.ts";

export interface Match {
  row: ErrorLine;
  /** Positions in the squeezed text; `end` is behind the last character. */
  start: number;
  end: number;
  /** Characters of the table's line that were found. */
  length: number;
}

interface Phrase {
  row: ErrorLine;
  parts: Part[];
  length: number;
}

interface Part {
  keys: string;
  /** Keys that are digits, and the next digit follows at once: 83 is not 8.3. */
  numbers: number[];
}

/** Every line of the table begins with at least so many keys. */
export const SHORTEST_PART = 4;
/** Most characters between the parts of a line, which may hold a long address. */
const GAP = 300;
/** Most line breaks between the parts of a line. */
const GAP_LINES = 4;
/** Most places at which a later part is looked for. */
const MOST_TRIES = 20;

/** What may follow the last word of a clause. */
const CLAUSE_END = /^\s*(?:$|[)\]}"'’”`,;.:(\\|│¶])/u;

export type PhraseIndex = ReadonlyMap<string, readonly Phrase[]>;

export function indexPhrases(rows: readonly ErrorLine[]): PhraseIndex {
  const index = new Map<string, Phrase[]>();
  for (const row of rows) {
    for (const line of row.lines) {
      const parts = line.split("…").map(partOf);
      const length = parts.reduce((sum, { keys }) => sum + keys.length, 0);
      const phrase = { row, parts, length };
      const key = parts[0]!.keys.slice(0, SHORTEST_PART);
      index.set(key, [...(index.get(key) ?? []), phrase]);
    }
  }
  return index;
}

function partOf(text: string): Part {
  const numbers = [...text.matchAll(/\d(?=\d)/g)].map(
    ({ index }) => squeezeText(text.slice(0, index)).length,
  );
  return { keys: squeezeText(text), numbers };
}

/** All matches, also those within others. */
export function findMatches(
  index: PhraseIndex,
  squeezed: Squeezed,
  lines: readonly CleanLine[],
): Match[] {
  const { keys } = squeezed;
  const found: Match[] = [];
  for (let start = 0; start + SHORTEST_PART <= keys.length; start += 1) {
    const phrases = index.get(keys.slice(start, start + SHORTEST_PART));
    if (!phrases || !startsWord(squeezed, lines, start)) continue;
    for (const phrase of phrases) {
      const end = endOf(phrase, squeezed, lines, start);
      if (end !== null) found.push({ row: phrase.row, start, end, length: phrase.length });
    }
  }
  return found;
}

function endOf(
  { row, parts }: Phrase,
  squeezed: Squeezed,
  lines: readonly CleanLine[],
  start: number,
): number | null {
  const { keys } = squeezed;
  const [first, ...rest] = parts;
  if (!first || !keys.startsWith(first.keys, start)) return null;
  let end = start + first.keys.length;
  if (!endsWord(squeezed, lines, end) || !hasNumbers(first, squeezed, start)) return null;
  for (const part of rest) {
    const at = nextPart(part, squeezed, lines, end);
    if (at === null) return null;
    end = at + part.keys.length;
  }
  return row.clause && !endsClause(squeezed, lines, end) ? null : end;
}

/** Whether the digits of a number stand together, or on two lines. */
function hasNumbers({ numbers }: Part, { lines, offsets }: Squeezed, start: number): boolean {
  return numbers.every((number) => {
    const at = start + number;
    return lines[at] !== lines[at + 1] || offsets[at + 1] === offsets[at]! + 1;
  });
}

function nextPart(
  part: Part,
  squeezed: Squeezed,
  lines: readonly CleanLine[],
  from: number,
): number | null {
  const near = squeezed.keys.slice(from, from + GAP + part.keys.length);
  let offset = near.indexOf(part.keys);
  for (let tries = 0; tries < MOST_TRIES && offset >= 0; tries += 1) {
    const at = from + offset;
    if (squeezed.lines[at]! - squeezed.lines[from - 1]! > GAP_LINES) return null;
    const isWhole =
      startsWord(squeezed, lines, at) &&
      endsWord(squeezed, lines, at + part.keys.length) &&
      hasNumbers(part, squeezed, at);
    if (isWhole) return at;
    offset = near.indexOf(part.keys, offset + 1);
  }
  return null;
}

function startsWord(squeezed: Squeezed, lines: readonly CleanLine[], at: number): boolean {
  const message = lines[squeezed.lines[at]!]!.message;
  return !isWordAt(message, squeezed.offsets[at]! - 1);
}

function endsWord(squeezed: Squeezed, lines: readonly CleanLine[], end: number): boolean {
  const message = lines[squeezed.lines[end - 1]!]!.message;
  return !isWordAt(message, squeezed.offsets[end - 1]! + 1);
}

function endsClause(squeezed: Squeezed, lines: readonly CleanLine[], end: number): boolean {
  const message = lines[squeezed.lines[end - 1]!]!.message;
  return CLAUSE_END.test(message.slice(squeezed.offsets[end - 1]! + 1));
}

/** The matches that say most: none overlaps another one, and what is specific wins. */
export function bestMatches(matches: readonly Match[], size: number): Match[] {
  const taken = new Uint8Array(size);
  const best = matches.toSorted(bySpecificity).filter(({ start, end }) => {
    if (taken.subarray(start, end).includes(1)) return false;
    taken.fill(1, start, end);
    return true;
  });
  return best.toSorted((one, other) => one.start - other.start);
}

function bySpecificity(one: Match, other: Match): number {
  const general = Number(one.row.general ?? false) - Number(other.row.general ?? false);
  if (general !== 0) return general;
  const library = Number(one.row.library ?? false) - Number(other.row.library ?? false);
  return other.length - one.length || library;
}
