/**
 * Text reduced to letters, digits and underscores, so that blanks, quotes, hyphens and line breaks do not matter, even one in
 * the middle of a word. Each character knows where it came from.
 */
import type { CleanLine } from "./clean.ts";

export interface Squeezed {
  keys: string;
  /** For each key: the index of its line, and its offset in that line's message. */
  lines: number[];
  offsets: number[];
}

const UNDERSCORE = 95;
const WORD = /[\p{L}\p{N}]/u;

/** Lower case, without anything between words. */
export function squeezeText(text: string): string {
  return squeeze([{ number: 1, text, message: text }]).keys;
}

export function squeeze(messages: readonly CleanLine[]): Squeezed {
  const keys: string[] = [];
  const lines: number[] = [];
  const offsets: number[] = [];
  for (const [line, { message }] of messages.entries()) {
    for (let offset = 0; offset < message.length; offset += 1) {
      const key = keyAt(message, offset);
      if (key === "") continue;
      keys.push(key);
      lines.push(line);
      offsets.push(offset);
    }
  }
  return { keys: keys.join(""), lines, offsets };
}

/** One UTF-16 unit, or nothing. */
function keyAt(text: string, offset: number): string {
  const code = text.charCodeAt(offset);
  if (code < 128) {
    const isLower = code >= 97 && code <= 122;
    const isDigit = code >= 48 && code <= 57;
    if (isLower || isDigit || code === UNDERSCORE) return text[offset]!;
    return code >= 65 && code <= 90 ? String.fromCharCode(code + 32) : "";
  }
  const key = text[offset]!.toLowerCase();
  return key.length === 1 && WORD.test(key) ? key : "";
}

/** Whether a word goes on there. Underscores separate words. */
export function isWordAt(text: string, offset: number): boolean {
  if (offset < 0 || offset >= text.length) return false;
  return text[offset] !== "_" && keyAt(text, offset) !== "";
}
