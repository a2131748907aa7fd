/** The number as `length` values of `base`. Digits that do not fit are lost. */
export function pack(
  digits: readonly number[],
  radices: readonly number[],
  base: number,
  length: number,
): number[] {
  let number = digits.reduce((sum, digit, at) => sum * BigInt(radices[at]!) + BigInt(digit), 0n);
  const row: number[] = [];
  for (; row.length < length; number /= BigInt(base)) row.unshift(Number(number % BigInt(base)));
  return row;
}

/** The reverse of `pack`; null if the number is too large for these radices. */
export function unpack(
  packed: readonly number[],
  radices: readonly number[],
  base: number,
): number[] | null {
  let number = packed.reduce((sum, value) => sum * BigInt(base) + BigInt(value), 0n);
  const digits = radices.toReversed().map((radix) => {
    const digit = Number(number % BigInt(radix));
    number /= BigInt(radix);
    return digit;
  });
  return number === 0n ? digits.toReversed() : null;
}
