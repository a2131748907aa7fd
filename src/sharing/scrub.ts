/** Takes given words out of texts and bytes, whatever their case. */

export const REDACTED = "(redacted)";

/** From this length on a word is taken out even from within another one. */
const CERTAIN = 4;

export interface Scrubber {
  /** The text with each of the words as `(redacted)`. */
  text(text: string): string;
  /** Whether one of the words stands in a text. */
  finds(text: string): boolean;
  /** Whether one of the words stands in bytes in base64. */
  findsIn(der: string): boolean;
}

/** `words`: of two characters or more; shorter ones say nothing and are left alone. */
export function scrubber(words: readonly string[]): Scrubber {
  const wanted = [...new Set(words)]
    .filter((word) => word.trim().length > 1)
    .toSorted((a, b) => b.length - a.length);
  const pattern = wanted.length ? new RegExp(wanted.map(asPattern).join("|"), "giu") : null;
  const encoder = new TextEncoder();
  const bytes = wanted
    .filter((word) => word.length >= CERTAIN)
    .map((word) => binary(encoder.encode(word)).toLowerCase());
  return {
    text: (text) => (pattern ? text.replaceAll(pattern, REDACTED) : text),
    finds: (text) => pattern !== null && text.search(pattern) >= 0,
    findsIn(der) {
      const content = decoded(der).toLowerCase();
      return bytes.some((word) => content.includes(word));
    },
  };
}

/** Whether a word stands in a text as a whole word. */
export function standsIn(word: string, text: string): boolean {
  return new RegExp(whole(literal(word)), "iu").test(text);
}

function asPattern(word: string): string {
  return word.length < CERTAIN ? whole(literal(word)) : literal(word);
}

function literal(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

function whole(pattern: string): string {
  return String.raw`(?<![\p{L}\p{N}])${pattern}(?![\p{L}\p{N}])`;
}

function binary(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function decoded(der: string): string {
  try {
    return atob(der);
  } catch {
    return "";
  }
}
