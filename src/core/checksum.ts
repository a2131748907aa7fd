/** Reed-Solomon over a field of 23, distance 3: detects any two wrong values in a word of up to 22. */
export const FIELD = 23;

const mod = (value: number) => ((value % FIELD) + FIELD) % FIELD;

/** Powers of 5, which generates all 22 units of the field. */
const POWERS: readonly number[] = Array.from({ length: FIELD - 1 }, (_, exponent) => {
  let power = 1;
  for (let step = 0; step < exponent; step += 1) power = mod(power * 5);
  return power;
});

/** Sums weighted by powers of 5 and of 25; both are 0 in a valid word. At most 22 values, so no overflow. */
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

function inverse(unit: number): number {
  let power = 1;
  for (let step = 0; step < FIELD - 2; step += 1) power = mod(power * unit);
  return power;
}

/** At most 20 values, each from 0 to 22. */
export function appendCheckDigits(values: readonly number[]): number[] {
  const [once, twice] = sums(values);
  const [first, second] = [POWERS[values.length]!, POWERS[values.length + 1]!];
  // first * a + second * b = -once, first² * a + second² * b = -twice
  const b = mod(mod(first * once - twice) * inverse(mod(second * (second - first))));
  const a = mod(mod(-once - second * b) * inverse(first));
  return [...values, a, b];
}

export function hasCheckDigits(values: readonly number[]): boolean {
  return values.length > 2 && values.length < FIELD && sums(values).every((sum) => sum === 0);
}
