/**
 * Two check values over the field of 23 elements: a word counts when the sum of its values, and the sum of
 * its values times ascending powers of 5, are both 0. As 5 generates all 22 units of the field, any two
 * wrong values in a word of up to 22 are noticed, and so is every exchange of two of them (a Reed-Solomon
 * code of distance 3).
 */
export const FIELD = 23;

const mod = (value: number) => ((value % FIELD) + FIELD) % FIELD;

/** Powers of 5 from the zeroth on. */
const POWERS: readonly number[] = Array.from({ length: FIELD - 1 }, (_, exponent) => {
  let power = 1;
  for (let step = 0; step < exponent; step += 1) power = mod(power * 5);
  return power;
});

function sums(values: readonly number[]): [number, number] {
  return [
    mod(values.reduce((sum, value) => sum + value, 0)),
    mod(values.reduce((sum, value, index) => sum + value * POWERS[index]!, 0)),
  ];
}

/** The inverse of a unit of the field, by Fermat's little theorem. */
function inverse(unit: number): number {
  let power = 1;
  for (let step = 0; step < FIELD - 2; step += 1) power = mod(power * unit);
  return power;
}

/** The word with its two check values behind it. At most 20 values, each from 0 to 22. */
export function withChecks(values: readonly number[]): number[] {
  const [plain, weighted] = sums(values);
  const [first, second] = [POWERS[values.length]!, POWERS[values.length + 1]!];
  // a + b = -plain, first * a + second * b = -weighted
  const b = mod(mod(first * plain - weighted) * inverse(mod(second - first)));
  return [...values, mod(-plain - b), b];
}

/** Whether a word's last two values are its check values. */
export function checks(values: readonly number[]): boolean {
  return values.length > 2 && values.length < FIELD && sums(values).every((sum) => sum === 0);
}
