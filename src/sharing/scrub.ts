/** Removes words from texts, and finds them in bytes, in any case. */

export const REDACTED = "(redacted)";

/** Words of at least this many characters are removed even inside other words. */
const ANYWHERE_LENGTH = 4;

export interface Scrubber {
  text(text: string): string;
  finds(text: string): boolean;
  /** `der`: base64. */
  findsIn(der: string): boolean;
}

/** Ignores words of one character. */
export function scrubber(words: readonly string[]): Scrubber {
  const wanted = [...new Set(words)]
    .filter((word) => word.trim().length > 1)
    .toSorted((a, b) => b.length - a.length);
  const pattern = wanted.length ? new RegExp(wanted.map(patternOf).join("|"), "giu") : null;
  const encoder = new TextEncoder();
  const bytes = wanted
    .filter((word) => word.length >= ANYWHERE_LENGTH)
    .map((word) => binary(encoder.encode(word)).toLowerCase());
  return {
    text: (text) => (pattern ? text.replaceAll(pattern, REDACTED) : text),
    finds: (text) => pattern !== null && text.search(pattern) >= 0,
    findsIn(der) {
      const content = bytesOf(der).toLowerCase();
      return bytes.some((word) => content.includes(word));
    },
  };
}

export function containsWord(word: string, text: string): boolean {
  return new RegExp(wholeWord(escapedPattern(word)), "iu").test(text);
}

function patternOf(word: string): string {
  return word.length < ANYWHERE_LENGTH ? wholeWord(escapedPattern(word)) : escapedPattern(word);
}

function escapedPattern(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

function wholeWord(pattern: string): string {
  return String.raw`(?<![\p{L}\p{N}])${pattern}(?![\p{L}\p{N}])`;
}

function binary(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function bytesOf(der: string): string {
  try {
    return atob(der);
  } catch {
    return "";
  }
}
