/** Finds the parts of a long log that may hold an error, in one pass over its characters. */
import type { ErrorLine } from "../error-table.ts";

export interface Region {
  /** Offset of its first character, and of the one behind its last. */
  start: number;
  end: number;
  /** 1-based number of its first line. */
  line: number;
}

/** Stems that most lines of the table hold. Lower case. */
const STEMS =
  `certif,handshak,schannel,_error_,crypt_e_,verify error,err_cert,err_ssl,err_connection,err_dns,err_proxy,err_blocked,
  err_http2,err_quic,err_response,err_content,err_socks,err_unexpected,err_invalid,err_auth,0x8009,0x800b,sec_e_,cert_e_,
  cert_trust_,errssl,mbedtls,curl: (,curl error,tls alert,ocsp response,crl has,aws_io_,network_,ssl error,ssl_error,
  ssl connection,remote error: tls,custom ca bundle,sslexception,private key`
    .split(",")
    .map((stem) => stem.trim());

/** Too frequent in logs to lead to an error. */
const COMMON = new Set(
  `access after alert application authenticated authentication available because before bundle client closed closing
  communicate communication connect connected connecting connection constraint could custom denied difference directory either
  enable enabled encryption endpoint error errors evaluate exception execute expired extension failed failure found from
  header host http https identifier ignoring information internal invalid length library line loading local locally
  matching message mismatch missing network number open operate osstatus path peer policy potential preventing private
  protocol protocols proxy reading received refused remote request requested required reset response returned root secure security
  selected server service session shared signature signed socket something started status supported system terminated
  trust trusted unable unexpected unhandled unknown unsupported validation value verification verify version violation
  warning website without write broken convert mechanism refused respond`.split(/\s+/),
);
/** What many ordinary lines hold, too: a word is looked for by what follows. */
const FREQUENT_START = /^(?:request|connection |connect)/;

/** Every word has at least so many characters: the longer, the more of a text is skipped. */
const SHORTEST_WORD = 6;
/** Characters that are looked up at once. */
const BLOCK = 3;
const FOLD_BITS = 5;
const BEGINNINGS = 1 << 16;
const BLOCKS = 1 << (BLOCK * FOLD_BITS);
/** By UTF-16 unit: letters without case, digits in four groups, other scripts, and 0 for all else. */
const FOLDS = Uint8Array.from({ length: 1 << 16 }, (_, code) => {
  if (code >= 128) return 31;
  if (code >= 48 && code <= 57) return 27 + (code % 4);
  const letter = (code | 32) - 96;
  return code >= 65 && letter >= 1 && letter <= 26 ? letter : 0;
});

/** Lines of context before and after a line that may hold an error. */
const BEFORE = 8;
const AFTER = 4;
/** Most characters that are read closely. Of more, a quarter from the beginning and the rest from the end. */
const CLOSE_LIMIT = 4_000_000;
/** Most characters of context on one side. */
const CONTEXT_LIMIT = 4000;

/** Tables of Wu and Manber's search for many words. */
export interface Scanner {
  /** By block: how far the next word can begin at least; 0 if one may end its first characters here. */
  shifts: Uint8Array;
  /** Whether a word may begin with two blocks. */
  beginnings: Uint8Array;
  words: ReadonlyMap<number, readonly string[]>;
}

/** For each line of the table, a rare word that it holds, or else its longest part. */
export function hotWords(rows: readonly ErrorLine[]): string[] {
  const words = new Set(STEMS);
  for (const line of rows.flatMap((row) => row.lines)) {
    const text = line.toLowerCase();
    if ([...words].some((word) => text.includes(word))) continue;
    const rare = (text.match(/[a-z0-9_]+/g) ?? []).filter(
      (word) => word.length >= SHORTEST_WORD && !COMMON.has(word),
    );
    const word = longest(rare) ?? longest(text.split("…"))!;
    const rest = word.replace(FREQUENT_START, "");
    words.add(rest.length >= SHORTEST_WORD ? rest : word);
  }
  return [...words];
}

function longest(words: readonly string[]): string | undefined {
  return words.toSorted((one, other) => other.length - one.length)[0];
}

export function scannerOf(words: readonly string[]): Scanner {
  const farthest = SHORTEST_WORD - BLOCK + 1;
  const shifts = new Uint8Array(BLOCKS).fill(farthest);
  const beginnings = new Uint8Array(BEGINNINGS);
  const byBlock = new Map<number, string[]>();
  for (const word of words) {
    for (let end = BLOCK; end <= SHORTEST_WORD; end += 1) {
      const block = blockOf(word, end - 1);
      shifts[block] = Math.min(shifts[block]!, SHORTEST_WORD - end);
    }
    const block = blockOf(word, SHORTEST_WORD - 1);
    beginnings[beginningOf(blockOf(word, BLOCK - 1), block)] = 1;
    byBlock.set(block, [...(byBlock.get(block) ?? []), word]);
  }
  return { shifts, beginnings, words: byBlock };
}

/** The block that ends with this character. */
function blockOf(text: string, last: number): number {
  return (
    (FOLDS[text.charCodeAt(last - 2)]! << (2 * FOLD_BITS)) |
    (FOLDS[text.charCodeAt(last - 1)]! << FOLD_BITS) |
    FOLDS[text.charCodeAt(last)]!
  );
}

/** Both blocks of a word's beginning in one number. */
function beginningOf(first: number, second: number): number {
  return ((first << 1) ^ second) & (BEGINNINGS - 1);
}

export function hotRegions({ shifts, beginnings, words }: Scanner, text: string): Region[] {
  const regions: Region[] = [];
  let line = 1;
  let counted = 0;
  const folds = FOLDS;
  const size = text.length;
  for (let at = SHORTEST_WORD - 1; at < size;) {
    // Written out, and with the table at hand: this runs for every third character of a log.
    const block =
      (folds[text.charCodeAt(at - 2)]! << (2 * FOLD_BITS)) |
      (folds[text.charCodeAt(at - 1)]! << FOLD_BITS) |
      folds[text.charCodeAt(at)]!;
    const shift = shifts[block]!;
    if (shift > 0) {
      at += shift;
      continue;
    }
    const start = at - SHORTEST_WORD + 1;
    at += 1;
    const first =
      (folds[text.charCodeAt(start)]! << (2 * FOLD_BITS)) |
      (folds[text.charCodeAt(start + 1)]! << FOLD_BITS) |
      folds[text.charCodeAt(start + 2)]!;
    if (beginnings[beginningOf(first, block)] === 0) continue;
    if (!holdsWord(words.get(block) ?? [], text, start)) continue;
    line += newlinesBetween(text, counted, start);
    counted = start;
    const region = around(text, start, line);
    const last = regions.at(-1);
    if (last && last.end >= region.start) last.end = Math.max(last.end, region.end);
    else regions.push(region);
    at = lineEnd(text, start) + SHORTEST_WORD;
  }
  return withinLimit(regions);
}

function newlinesBetween(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1))
    count += 1;
  return count;
}

function holdsWord(words: readonly string[], text: string, start: number): boolean {
  return words.some((word) => standsAt(word, text, start));
}

/** Compares in place: a slice for each try would cost more than all the rest. */
function standsAt(word: string, text: string, start: number): boolean {
  for (let at = 0; at < word.length; at += 1) {
    const code = text.charCodeAt(start + at);
    if (lowerCode(code) !== word.charCodeAt(at)) return false;
  }
  return true;
}

function lowerCode(code: number): number {
  if (code >= 128) return String.fromCharCode(code).toLowerCase().charCodeAt(0);
  return code >= 65 && code <= 90 ? code + 32 : code;
}

function around(text: string, at: number, line: number): Region {
  let start = at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
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
