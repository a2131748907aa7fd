import { describe, expect, test } from "vitest";
import { isCatalogueOld } from "../../src/core/catalogue-age.ts";
import type { ClockReading } from "../../src/core/clock.ts";
import type { Cause } from "../../src/core/vocabulary.ts";
import { WORLDS } from "../made-up.ts";

const DATE = "2026-11-25";
const ready = WORLDS["ready, anchors seen"]!();
const check = (clock: ClockReading | null, cause: Cause = "none") => ({
  clock,
  verdict: { ...ready.verdict, cause },
});
const HOUR_MS = 3_600_000;
const right: ClockReading = { behindMs: 2_000, servers: 3 };

const old = (day: string, about: Parameters<typeof isCatalogueOld>[2] = null) =>
  isCatalogueOld({ date: DATE }, Date.parse(day), about);

describe("a catalogue", () => {
  test.each([
    ["2026-11-25", false],
    ["2027-11-25", false],
    ["2027-11-26", false],
    ["2027-11-27", true],
    ["2031-01-01", true],
    // Before it was made: a clock that is behind.
    ["2020-01-01", false],
  ])("of 2026-11-25 on %s is old: %s", (day, expected) => {
    expect(old(day)).toBe(expected);
    expect(old(day, check(right))).toBe(expected);
    expect(old(day, check(null))).toBe(expected);
  });

  test.each([
    ["behind", check({ behindMs: HOUR_MS, servers: 3 })],
    ["ahead", check({ behindMs: -400 * 24 * HOUR_MS, servers: 2 })],
    ["wrong by the verdict", check(null, "wrong-clock")],
  ])("is never old by a clock that is %s", (_, about) => {
    expect(old("2031-01-01", about)).toBe(false);
  });
});
