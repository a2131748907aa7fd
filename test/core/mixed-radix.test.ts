import { expect, test } from "vitest";
import { pack, unpack } from "../../src/core/mixed-radix.ts";

test("the digits are one number, the most significant first", () => {
  // 1 h 2 min 3 s are 3723 s.
  expect(pack([1, 2, 3], [24, 60, 60], 10, 5)).toEqual([0, 3, 7, 2, 3]);
  expect(unpack([0, 3, 7, 2, 3], [24, 60, 60], 10)).toEqual([1, 2, 3]);
});

test("every number of a small system comes back", () => {
  const radices = [3, 2, 7];
  for (let number = 0; number < 42; number += 1) {
    const digits = [Math.floor(number / 14), Math.floor(number / 7) % 2, number % 7];
    const row = pack(digits, radices, 5, 3);
    expect(row.reduce((sum, value) => sum * 5 + value, 0)).toBe(number);
    expect(unpack(row, radices, 5)).toEqual(digits);
  }
});

test("a number that the radices have no room for is none", () => {
  expect(unpack([4, 2], [3, 2, 7], 10)).toBeNull();
  expect(unpack([4, 1], [3, 2, 7], 10)).toEqual([2, 1, 6]);
});

test("large numbers stay exact", () => {
  const radices = Array.from({ length: 20 }, (_, at) => 1000 + at);
  const digits = radices.map((radix) => radix - 1);
  const row = pack(digits, radices, 23, 50);
  const exact = radices.reduce((product, radix) => product * BigInt(radix), 1n) - 1n;
  expect(row.reduce((sum, value) => sum * 23n + BigInt(value), 0n)).toBe(exact);
  expect(unpack(row, radices, 23)).toEqual(digits);
});
