/** Numbers in mixed radix, kept as rows of values in one base, so that none is too large to be exact. */

/** The number that the digits name, as `length` values of `base`. Digits beyond what fits there are lost. */
export function pack(
  digits: readonly number[],
  radices: readonly number[],
  base: number,
  length: number,
): number[] {
  const row = Array<number>(length).fill(0);
  for (let at = 0; at < digits.length; at += 1) {
    const radix = radices[at]!;
    let carry = digits[at]!;
    for (let place = length - 1; place >= 0; place -= 1) {
      const sum = row[place]! * radix + carry;
      row[place] = sum % base;
      carry = Math.floor(sum / base);
    }
  }
  return row;
}

/** The digits of a row that `pack` made; null where its number is too large for these radices. */
export function unpack(
  packed: readonly number[],
  radices: readonly number[],
  base: number,
): number[] | null {
  const row = [...packed];
  const digits = radices.map(() => 0);
  for (let at = radices.length - 1; at >= 0; at -= 1) {
    const radix = radices[at]!;
    let remainder = 0;
    for (let place = 0; place < row.length; place += 1) {
      const part = remainder * base + row[place]!;
      row[place] = Math.floor(part / radix);
      remainder = part % radix;
    }
    digits[at] = remainder;
  }
  return row.every((value) => value === 0) ? digits : null;
}
