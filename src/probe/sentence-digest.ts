/** The first bits of a sentence's SHA-256. Lists hold distances, not digests, and are a quarter shorter so. */
import { base64Of } from "../core/bytes.ts";

export interface DigestList {
  /**
   * Digests of 24 bits, in order, each as its distance from the one before, in a Golomb-Rice code: a 1 for each whole
   * 2^17 in the distance, a 0, and the other 17 bits. Six bits are one character; ones fill up the last.
   */
  digests: string;
  /** Digests of 30 bits, five characters each, of sentences whose first 24 another sentence has, too. */
  longer?: string;
}

const SHORT = 4;
const LONG = 5;

/** The characters of base64, as digits whose order is the order of characters. */
const DIGITS = "+/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const DIGIT_BITS = 6;
const LOW_BITS = 17;

const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

const decoded = new WeakMap<DigestList, Set<string>>();

/** 30 bits, in base64. Ignores spaces around the sentence. */
export async function digestOf(sentence: string): Promise<string> {
  const bytes = new TextEncoder().encode(sentence.trim());
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 4);
  return base64Of(digest).slice(0, LONG);
}

/** `digest`: of 30 bits. */
export function hasDigest(list: DigestList, digest: string): boolean {
  const all = decoded.get(list) ?? new Set(digestsIn(list));
  decoded.set(list, all);
  return all.has(digest) || all.has(digest.slice(0, SHORT));
}

export function digestsIn({ digests, longer = "" }: DigestList): string[] {
  return [...withoutDistances(digests), ...(longer.match(/.{5}/g) ?? [])];
}

/** `all`: of 30 bits, of one error. `others`: of all errors. */
export function digestList(all: readonly string[], others: ReadonlySet<string>): DigestList {
  const starts = new Map<string, Set<string>>();
  for (const digest of others) {
    const start = digest.slice(0, SHORT);
    starts.set(start, (starts.get(start) ?? new Set()).add(digest));
  }
  const isShared = (digest: string) => (starts.get(digest.slice(0, SHORT))?.size ?? 0) > 1;
  const longer = all.filter(isShared).toSorted().join("");
  const short = all.filter((digest) => !isShared(digest)).map((digest) => digest.slice(0, SHORT));
  return { digests: asDistances(short.toSorted()), ...(longer ? { longer } : {}) };
}

function asDistances(sorted: readonly string[]): string {
  let before = 0;
  const bits = sorted.map((digest) => {
    const value = numberOf(digest);
    const distance = value - before;
    before = value;
    const low = (distance % 2 ** LOW_BITS).toString(2).padStart(LOW_BITS, "0");
    return `${"1".repeat(Math.floor(distance / 2 ** LOW_BITS))}0${low}`;
  });
  const pieces = bits.join("").match(/.{1,6}/g) ?? [];
  return pieces.map((piece) => DIGITS[Number.parseInt(piece.padEnd(DIGIT_BITS, "1"), 2)]).join("");
}

function withoutDistances(digests: string): string[] {
  const found: string[] = [];
  let value = 0;
  let low = 0;
  let lowBitsLeft = 0;
  for (const digit of digests) {
    const bits = VALUES.get(digit)!;
    for (let at = DIGIT_BITS - 1; at >= 0; at -= 1) {
      const bit = (bits >> at) & 1;
      if (lowBitsLeft > 0) {
        low = low * 2 + bit;
        lowBitsLeft -= 1;
        if (lowBitsLeft > 0) continue;
        value += low;
        found.push(textOf(value));
      } else if (bit) {
        value += 2 ** LOW_BITS;
      } else {
        low = 0;
        lowBitsLeft = LOW_BITS;
      }
    }
  }
  return found;
}

function numberOf(digits: string): number {
  return [...digits].reduce((sum, digit) => sum * DIGITS.length + VALUES.get(digit)!, 0);
}

function textOf(value: number): string {
  return [18, 12, 6, 0].map((shift) => DIGITS[(value >> shift) & 63]).join("");
}
