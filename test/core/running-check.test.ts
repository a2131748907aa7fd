import { describe, expect, test } from "vitest";
import { isInterrupted, REPORT_FRESH_MS, type RunningCheck } from "../../src/core/running-check.ts";
import { LIMITS } from "../../src/core/plan.ts";
import { START } from "../made-up.ts";

const check: RunningCheck = {
  id: "check",
  startedAt: START,
  planned: 20,
  ended: 3,
  answered: [],
  interrupted: false,
};

describe("isInterrupted", () => {
  test.each([0, 1, LIMITS.probeMs, LIMITS.checkMs, LIMITS.checkMs + 1_500])(
    "a check may still be at work after %d ms",
    (age) => {
      expect(isInterrupted(check, START + age)).toBe(false);
    },
  );

  test.each([LIMITS.checkMs + 1_501, 60_000, 86_400_000])(
    "a check can no longer be at work after %d ms",
    (age) => {
      expect(isInterrupted(check, START + age)).toBe(true);
    },
  );

  test("a check that is marked is cut off however young it is", () => {
    expect(isInterrupted({ ...check, interrupted: true }, START)).toBe(true);
  });

  test("a clock that was set back a little does not cut a check off", () => {
    expect(isInterrupted(check, START - 1_500)).toBe(false);
  });

  test("a check of the future is cut off: the clock was set back, or it would wait for hours", () => {
    expect(isInterrupted(check, START - 1_501)).toBe(true);
  });
});

test("a report outlives the check that made it", () => {
  expect(REPORT_FRESH_MS).toBeGreaterThan(LIMITS.checkMs);
});
