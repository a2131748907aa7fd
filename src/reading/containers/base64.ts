/** Base64 as people hold it: any line ends, missing padding, and a note of the first character that is foreign. */
import type { Bytes } from "../../core/bytes.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const SKIPPED = 64;
const PADDING = 65;
const FOREIGN = 66;

/** The meaning of each character up to 127. */
const MEANINGS = new Uint8Array(128).fill(FOREIGN);
for (const [value, char] of [...ALPHABET].entries()) MEANINGS[char.charCodeAt(0)] = value;
MEANINGS["=".charCodeAt(0)] = PADDING;
for (const char of " \t\n\v\f\r") MEANINGS[char.charCodeAt(0)] = SKIPPED;

/** White space beyond ASCII, and characters that nobody sees. */
const UNSEEN = /[\u00A0\u00AD\u200B-\u200F\u2028\u2029\u202F\u2060\u3000\uFEFF]/;

function meaningAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 128) return MEANINGS[code]!;
  return UNSEEN.test(text[at]!) ? SKIPPED : FOREIGN;
}

export interface Base64Reading {
  bytes: Bytes;
  /** Place of the first character that does not belong there; null if there is none. */
  foreignAt: number | null;
}

/** Reads a part of a text, without its foreign characters. Never throws. */
export function readBase64(text: string, from = 0, to = text.length): Base64Reading {
  const bytes = new Uint8Array(Math.ceil(((to - from) * 3) / 4));
  let [size, bits, value] = [0, 0, 0];
  let foreignAt: number | null = null;
  let isPadded = false;
  for (let at = from; at < to; at += 1) {
    const meaning = meaningAt(text, at);
    if (meaning === SKIPPED) continue;
    if (meaning === PADDING) {
      isPadded = true;
      continue;
    }
    if (meaning === FOREIGN || isPadded) foreignAt ??= at;
    // What follows the padding belongs to something else.
    if (isPadded) break;
    if (meaning === FOREIGN) continue;
    value = ((value << 6) | meaning) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[size] = (value >> bits) & 0xff;
    size += 1;
  }
  return { bytes: bytes.slice(0, size), foreignAt };
}

/** Whether a text has nothing but base64 in it, and some of that. */
export function isBase64(text: string): boolean {
  let hasValue = false;
  let isPadded = false;
  for (let at = 0; at < text.length; at += 1) {
    const meaning = meaningAt(text, at);
    if (meaning === FOREIGN || (isPadded && meaning < SKIPPED)) return false;
    if (meaning === PADDING) isPadded = true;
    if (meaning < SKIPPED) hasValue = true;
  }
  return hasValue;
}
