import { describe, expect, test } from "vitest";
import { hasCheckDigits, FIELD, appendCheckDigits } from "../../src/core/checksum.ts";

/** A generator of numbers below `limit` that gives the same ones each time. */
function numbers(seed: number) {
  let state = seed;
  return (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const next = numbers(7);
const words = Array.from({ length: 60 }, (_, index) =>
  appendCheckDigits(Array.from({ length: 1 + (index % 20) }, () => next(FIELD))),
);
const eighteen = Array.from({ length: 40 }, () =>
  appendCheckDigits(Array.from({ length: 16 }, () => next(FIELD))),
);

function replaced(word: readonly number[], at: Record<number, number>): number[] {
  return word.map((value, index) => at[index] ?? value);
}

describe("check values", () => {
  test("fit the word that they were made for", () => {
    for (const word of words) expect(hasCheckDigits(word)).toBe(true);
  });

  test("notice every single wrong value", () => {
    let tried = 0;
    for (const word of words) {
      for (const [index, value] of word.entries()) {
        for (let wrong = 0; wrong < FIELD; wrong += 1) {
          if (wrong === value) continue;
          tried += 1;
          if (hasCheckDigits(replaced(word, { [index]: wrong })))
            expect([word, index, wrong]).toBeNull();
        }
      }
    }
    expect(tried).toBeGreaterThan(10_000);
  });

  test("notice every exchange of two values, neighbours or not", () => {
    let tried = 0;
    for (const word of [...words, ...eighteen]) {
      for (let one = 0; one < word.length; one += 1) {
        for (let other = one + 1; other < word.length; other += 1) {
          if (word[one] === word[other]) continue;
          tried += 1;
          const swapped = replaced(word, { [one]: word[other]!, [other]: word[one]! });
          if (hasCheckDigits(swapped)) expect([word, one, other]).toBeNull();
        }
      }
    }
    expect(tried).toBeGreaterThan(5_000);
  });

  test("notice any two wrong values", () => {
    const [word] = eighteen;
    for (let one = 0; one < word!.length; one += 1) {
      for (let other = one + 1; other < word!.length; other += 1) {
        for (let shift = 1; shift < FIELD; shift += 1) {
          for (let second = 1; second < FIELD; second += 1) {
            const wrong = replaced(word!, {
              [one]: (word![one]! + shift) % FIELD,
              [other]: (word![other]! + second) % FIELD,
            });
            if (hasCheckDigits(wrong)) expect([one, other, shift, second]).toBeNull();
          }
        }
      }
    }
  });

  test("notice nearly every exchange of two groups of three", () => {
    const blank = Array.from({ length: 18 }, () => 0);
    for (let one = 0; one < 6; one += 1) {
      for (let other = one + 1; other < 6; other += 1) {
        // What an exchange adds to a word: a difference in one place, its negative in the other.
        let unnoticed = 0;
        for (let difference = 1; difference < FIELD ** 3; difference += 1) {
          const parts = [0, 1, 2].map((at) => Math.floor(difference / FIELD ** at) % FIELD);
          const added = [...blank];
          for (const [at, part] of parts.entries()) {
            added[3 * one + at] = part;
            added[3 * other + at] = (FIELD - part) % FIELD;
          }
          if (hasCheckDigits(added)) unnoticed += 1;
        }
        // Two equations for three unknowns leave 23 solutions, one of which is no exchange at all.
        expect([one, other, unnoticed]).toEqual([one, other, FIELD - 1]);
      }
    }
  });

  test("are not taken for a whole word", () => {
    expect(hasCheckDigits([])).toBe(false);
    expect(hasCheckDigits([0, 0])).toBe(false);
    expect(hasCheckDigits(Array.from({ length: 23 }, () => 0))).toBe(false);
  });
});
