/** How much of the random input a run tries. */

/** Start of every random sequence, so that a failure can be repeated. `FC_SEED` in the environment tries others. */
export const SEED = Number(process.env["FC_SEED"] ?? 20261124);

const SAMPLE = 1 / 20;

/**
 * The number of cases to try out of `all`: a sample, or every one with `npm run fuzz`. Readers of what
 * strangers hand over do not use it: every run tries all of their cases, more than 100,000.
 */
export function cases(all: number): number {
  return import.meta.env.MODE === "full" ? all : Math.ceil(all * SAMPLE);
}
