/**
 * Two check values over the field of 23 elements (a Reed-Solomon code of distance 3). A word is valid if the sum of its
 * values times ascending powers of 5, and the sum of its values times ascending powers of 25, are both 0. Since 5
 * generates all 22 units of the field, any two wrong values in a word of up to 22 are noticed, and every exchange of
 * two values is.
 */
export const FIELD = 23;

const mod = (value: number) => ((value % FIELD) + FIELD) % FIELD;

/** Powers of 5 from the zeroth on. */
const POWERS: readonly number[] = Array.from({ length: FIELD - 1 }, (_, exponent) => {
  let power = 1;
  for (let step = 0; step < exponent; step += 1) power = mod(power * 5);
  return power;
});

/** The weighted sums of at most 22 values, which are too small to leave the safe integers on the way. */
function sums(values: readonly number[]): [number, number] {
  let once = 0;
  let twice = 0;
  for (let at = 0; at < values.length; at += 1) {
    const weighted = values[at]! * POWERS[at]!;
    once += weighted;
    twice += weighted * POWERS[at]!;
  }
  return [mod(once), mod(twice)];
}

/** The inverse of a unit of the field, by Fermat's little theorem. */
function inverse(unit: number): number {
  let power = 1;
  for (let step = 0; step < FIELD - 2; step += 1) power = mod(power * unit);
  return power;
}

/** The word with its two check values behind it. At most 20 values, each from 0 to 22. */
export function appendCheckDigits(values: readonly number[]): number[] {
  const [once, twice] = sums(values);
  const [first, second] = [POWERS[values.length]!, POWERS[values.length + 1]!];
  // first * a + second * b = -once, first² * a + second² * b = -twice
  const b = mod(mod(first * once - twice) * inverse(mod(second * (second - first))));
  const a = mod(mod(-once - second * b) * inverse(first));
  return [...values, a, b];
}

/** Whether a word's last two values are its check values. */
export function hasCheckDigits(values: readonly number[]): boolean {
  return values.length > 2 && values.length < FIELD && sums(values).every((sum) => sum === 0);
}
