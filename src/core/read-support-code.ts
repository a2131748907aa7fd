/** Reads support codes of every version, typed or found in a text. */
import { FIELD, hasCheckDigits } from "./checksum.ts";
import { unpack } from "./mixed-radix.ts";
import frozen from "./support-code.json";
import { emptyContent, type CodeContent } from "./support-code-fields.ts";
import { CHECKS, FORMATS, NEWEST, radicesOf, type Format } from "./support-code-formats.ts";

export type DecodeResult =
  | { ok: true; content: CodeContent }
  /** `newer`: complete, but of an unknown version. `content`: complete, but impossible. */
  | { ok: false; reason: "empty" | "length" | "alphabet" | "check" | "newer" | "content" };

/** A code as it is written, with what it says. */
export interface FoundCode {
  code: string;
  content: CodeContent;
}

const GROUP = 3;

type Reason = Extract<DecodeResult, { ok: false }>["reason"];

/** Reads a code as people type it: any case, spaces and dashes, and look-alikes of its characters. */
export function decodeCode(text: string): DecodeResult {
  return decodeCharacters(codeCharacters(text));
}

function decodeCharacters(characters: readonly string[]): DecodeResult {
  const no = (reason: Reason): DecodeResult => ({ ok: false, reason });
  if (!characters.length) return no("empty");
  const values = characters.map((char) => frozen.alphabet.indexOf(char));
  if (values.includes(-1)) return no("alphabet");
  const whole = hasCheckDigits(values);
  if (whole && values[0]! > NEWEST.version) return no("newer");
  const format = FORMATS.find(
    ({ version, characters: size }) => version === values[0] && size === values.length,
  );
  // The first character may be wrong, but a code of the newest length is complete.
  if (!format && values.length !== NEWEST.characters) return no("length");
  if (!whole) return no("check");
  const content = format ? contentIn(values.slice(1, -CHECKS), format) : null;
  return content ? { ok: true, content } : no("content");
}

function contentIn(values: readonly number[], { fields }: Format): CodeContent | null {
  const digits = unpack(values, radicesOf(fields), FIELD);
  const content = emptyContent();
  return digits?.every((digit, at) => fields[at]!.read(digit, content)) ? content : null;
}

/** The characters of a typed code as codes spell them. Characters that no code has stay as they are. */
function codeCharacters(text: string): string[] {
  const bare = text
    .slice(0, 200)
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}\u2212._,]/gu, "");
  return Array.from(bare, (char) => (frozen.lookAlikes as Record<string, string>)[char] ?? char);
}

/** The groups of a typed code, complete or not: `687-pk` gives `687` and `PK`. */
export function codeGroups(text: string): string[] {
  const characters = codeCharacters(text);
  return characters.flatMap((_, at) =>
    at % GROUP ? [] : [characters.slice(at, at + GROUP).join("")],
  );
}

/** The quote marks that mail programs put before each line. */
const QUOTED = /^[ \t]*(?:[>|][ \t]?)+/gm;
/**
 * Characters without a look of their own, which mail programs and pages put between others. A mail that Outlook saved
 * has a zero after each character.
 */
const UNSEEN = /[\u00AD\u200B-\u200F\u2060\u2066-\u2069\uFEFF]|(?!\s)\p{Cc}/gu;

/** A text as it was before a mail program quoted it. */
export function unquoted(text: string): string {
  return text.replaceAll(/\r\n?/g, "\n").replaceAll(/[=]\n/g, "").replaceAll(QUOTED, "");
}

/** Groups joined by dashes, after each of which a line may have been broken. */
const IN_TEXT =
  /(?<![\p{L}\p{N}])[0-9A-Z]{3}(?:\s{0,4}[\p{Pd}\u2212]\s{0,4}[0-9A-Z]{3}){5,}(?![\p{L}\p{N}])/giu;

/** A label before a code that stands alone. */
const LABEL = /^[^:：\n]{0,60}[:：]/;
/** No code that stands alone is longer, its label included: characters. */
const ALONE = 120;

/** The complete codes in a text, each once, in order; and why the first that was meant as one is none. */
export function findCodes(text: string): { codes: FoundCode[]; reason: Reason | null } {
  const plain = unquoted(text).replaceAll(UNSEEN, "").normalize("NFKC").trim();
  const candidates: string[] = [...(plain.match(IN_TEXT) ?? [])];
  if (!candidates.length && plain.length <= ALONE) candidates.push(plain.replace(LABEL, ""));
  const results = candidates.map((candidate) => {
    const { codes, reason } = codesIn(candidate);
    return { codes, reason: isMeant(candidate, LABEL.test(plain)) ? reason : null };
  });
  const codes = results.flatMap((result) => result.codes);
  const seen = new Map(codes.map((found) => [found.code, found]));
  return {
    codes: [...seen.values()],
    reason: results.find(({ reason }) => reason !== null)?.reason ?? null,
  };
}

/** The codes of a candidate: the whole, or what remains without the short words that dashes join to a code. */
function codesIn(candidate: string): { codes: FoundCode[]; reason: Reason | null } {
  const whole = decodeCode(candidate);
  if (whole.ok) {
    const code = codeGroups(candidate).join("-");
    return { codes: [{ code, content: whole.content }], reason: null };
  }
  let { reason } = whole;
  const found: (FoundCode & { at: number })[] = [];
  const taken = new Set<number>();
  for (const { at, groups } of windowsIn(candidate)) {
    const places = groups.map((_, offset) => at + offset);
    if (places.some((place) => taken.has(place))) continue;
    const result = decodeCharacters([...groups.join("")]);
    if (result.ok) {
      found.push({ at, code: groups.join("-"), content: result.content });
      for (const place of places) taken.add(place);
    } else if (reason === "length" || reason === "alphabet") {
      ({ reason } = result);
    }
  }
  const codes = found
    .toSorted((one, other) => one.at - other.at)
    .map(({ code, content }) => ({ code, content }));
  return { codes, reason: codes.length ? null : reason };
}

/** No list of codes is longer: characters. */
const LONGEST = 20_000;
const JOINT = /(\s*[\p{Pd}\u2212]\s*)/u;

interface Window {
  at: number;
  groups: string[];
}

/**
 * Groups of a candidate that may be a code, the most likely first: those with a space at both ends. An old code needs
 * these spaces, because a misread new code could contain it by chance.
 */
function windowsIn(candidate: string): Window[] {
  const pieces = candidate.slice(0, LONGEST).split(JOINT);
  const all = pieces.filter((_, at) => at % 2 === 0).flatMap(codeGroups);
  const joints = pieces.filter((_, at) => at % 2 === 1);
  const hasSpace = (at: number) => /\s/.test(joints[at] ?? " ");
  const isWide = (joint: string) => /^\s.*\s$/s.test(joint);
  const [apart, joined]: [Window[], Window[]] = [[], []];
  for (const at of all.keys()) {
    for (const { version, characters } of FORMATS) {
      const end = at + characters / GROUP;
      if (all[at]![0] !== frozen.alphabet[version] || end > all.length) continue;
      const inside = joints.slice(at, end - 1);
      // A code is written with one kind of dash: "CODE - and" has another before the word.
      if (inside.some(isWide) && !inside.every(isWide)) continue;
      const window = { at, groups: all.slice(at, end) };
      if (hasSpace(at - 1) && hasSpace(end - 1)) apart.push(window);
      else if (version === NEWEST.version) joined.push(window);
    }
  }
  return [...apart, ...joined];
}

const BETWEEN = /\s*[\p{Pd}\u2212]\s*|\s+/u;
/** What a code of a known version begins with. */
const STARTS = FORMATS.map(({ version }) => frozen.alphabet[version]!);
/** Fewer groups are too little to tell a part of a code from words. */
const LEAST_GROUPS = 3;

/**
 * Whether characters that are no code were written as one: in groups of three, with a code's characters and beginning.
 * Spaces alone also separate words, so that they need a label or the right length.
 */
function isMeant(candidate: string, hasLabel: boolean): boolean {
  const bare = candidate.trim();
  const groups = bare.split(BETWEEN);
  const characters = codeCharacters(bare);
  const strange = characters.filter((char) => !frozen.alphabet.includes(char)).length;
  const begins = STARTS.includes(characters[0] ?? "");
  const isComplete = FORMATS.some((format) => format.characters === characters.length);
  if (groups.length === 1) return isComplete && begins && strange === 0;
  const isGrouped = groups.every(
    (group, at) => group.length === GROUP || (at === groups.length - 1 && group.length < GROUP),
  );
  // Longer candidates have words beside their code.
  if (groups.length > NEWEST.characters / GROUP) return /\d/.test(bare);
  if (!isGrouped || groups.length < LEAST_GROUPS) return false;
  const isJoined = bare.split(/[\p{Pd}\u2212]/u).length === groups.length;
  if (isJoined || hasLabel) return strange <= 1 && (begins || (isComplete && /\d/.test(bare)));
  return strange === 0 && isComplete && begins;
}

/** Whether a text is nothing but a code, with or without a label, complete or not. */
export function isCodeAlone(text: string): boolean {
  const bare = unquoted(text).trim();
  return (
    bare.length <= ALONE &&
    /\d/.test(bare) &&
    /^[0-9A-Z]{2,4}(?:[\s\p{Pd}\u2212]+[0-9A-Z]{1,4})+$/iu.test(bare.replace(LABEL, "").trim())
  );
}
