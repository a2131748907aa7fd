/** Finds the parts of a long log that may hold an error, in one pass over its characters. */
import type { ErrorLine } from "../error-table.ts";

export interface Region {
  /** Offset of its first character, and of the one behind its last. */
  start: number;
  end: number;
  /** 1-based number of its first line. */
  line: number;
}

/** Stems that most lines of the table hold. Lower case; letters, digits and underscores. */
const STEMS =
  "certif ssl tls x509 handshak pkix curl err_ _error_ schannel 0x80 sec_e_ crypt_e_ cert_ _cert bad_cert".split(
    " ",
  );

/** Too frequent in logs to lead to an error. */
const COMMON = new Set(
  `after alert because before closed closing connect connected connection could denied error errors expired failed fatal
  failure found from host http https invalid local message missing network number open path peer protocol received
  refused remote request required reset response root server service session socket started status supported system
  terminated unable unexpected unknown valid value version warning`.split(/\s+/),
);

const SHORTEST_WORD = 3;
const FOLD = 31;
const TRIPLES = 1 << 15;
const NEWLINE = 10;

/** Lines of context before and after a line that may hold an error. */
const BEFORE = 8;
const AFTER = 4;
/** Most characters that are read closely. Of more, a quarter from the beginning and the rest from the end. */
const CLOSE_LIMIT = 4_000_000;
/** Most characters of context on one side. */
const CONTEXT_LIMIT = 4000;

export interface Scanner {
  /** Whether a word may begin with three folded characters. */
  begins: Uint8Array;
  words: ReadonlyMap<number, readonly string[]>;
}

/** For each line of the table, one word that it holds. */
export function hotWords(rows: readonly ErrorLine[]): string[] {
  const words = new Set(STEMS);
  for (const line of rows.flatMap((row) => row.lines)) {
    const text = line.toLowerCase();
    if ([...words].some((word) => text.includes(word))) continue;
    const own = text.match(/[a-z0-9_]{3,}/g) ?? [];
    const rare = own.filter((word) => !COMMON.has(word));
    const candidates = rare.length > 0 ? rare : own;
    words.add(candidates.toSorted((one, other) => other.length - one.length)[0] ?? text);
  }
  return [...words];
}

export function scannerOf(words: readonly string[]): Scanner {
  const begins = new Uint8Array(TRIPLES);
  const byStart = new Map<number, string[]>();
  for (const word of words) {
    let key = 0;
    for (let at = 0; at < SHORTEST_WORD; at += 1) key = (key << 5) | (word.charCodeAt(at) & FOLD);
    begins[key] = 1;
    byStart.set(key, [...(byStart.get(key) ?? []), word]);
  }
  return { begins, words: byStart };
}

export function hotRegions({ begins, words }: Scanner, text: string): Region[] {
  const regions: Region[] = [];
  let line = 1;
  let key = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) {
      line += 1;
      key = 0;
      continue;
    }
    key = ((key << 5) | (code & FOLD)) & (TRIPLES - 1);
    if (begins[key] === 0 || !holdsWord(words.get(key)!, text, at - SHORTEST_WORD + 1)) continue;
    const region = around(text, at, line);
    const last = regions.at(-1);
    if (last && last.end >= region.start) last.end = Math.max(last.end, region.end);
    else regions.push(region);
    const next = text.indexOf("\n", at);
    if (next < 0) break;
    at = next - 1;
  }
  return withinLimit(regions);
}

function holdsWord(words: readonly string[], text: string, start: number): boolean {
  return words.some((word) => text.slice(start, start + word.length).toLowerCase() === word);
}

function around(text: string, at: number, line: number): Region {
  let start = text.lastIndexOf("\n", at) + 1;
  let first = line;
  const oldest = Math.max(0, at - CONTEXT_LIMIT);
  for (let back = 0; back < BEFORE && start > oldest && start > 0; back += 1) {
    start = text.lastIndexOf("\n", start - 2) + 1;
    first -= 1;
  }
  let end = lineEnd(text, at);
  const newest = end + CONTEXT_LIMIT;
  for (let ahead = 0; ahead < AFTER && end < newest && end < text.length; ahead += 1)
    end = lineEnd(text, end + 1);
  return { start, end, line: first };
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at < 0 ? text.length : at;
}

function withinLimit(regions: readonly Region[]): Region[] {
  const sizeOf = ({ start, end }: Region) => end - start;
  const total = regions.reduce((sum, region) => sum + sizeOf(region), 0);
  if (total <= CLOSE_LIMIT) return [...regions];
  const kept: Region[] = [];
  let room = CLOSE_LIMIT / 4;
  let first = 0;
  for (; first < regions.length && room > 0; first += 1) {
    kept.push(regions[first]!);
    room -= sizeOf(regions[first]!);
  }
  const ends: Region[] = [];
  room = (CLOSE_LIMIT * 3) / 4;
  for (let last = regions.length - 1; last >= first && room > 0; last -= 1) {
    ends.unshift(regions[last]!);
    room -= sizeOf(regions[last]!);
  }
  return [...kept, ...ends];
}
