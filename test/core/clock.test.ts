import { expect, test } from "vitest";
import { CLOCK_LIMIT_MS, isClockOff, readClock as readClockOf } from "../../src/core/clock.ts";
import { decidingIds } from "../../src/core/catalogue.ts";
import type { Observation } from "../../src/core/observation.ts";
import { catalogue, failure, observation } from "../made-up.ts";

const deciding = decidingIds(catalogue);
const readClock = (seen: Observation[]) => readClockOf(seen, deciding);
const LOCAL = "2026-11-24T09:00:00.000Z";
const DAY = 24 * 3_600_000;

/** A page that loaded from a server whose clock is this much ahead of ours, in ms. */
function from(aheadMs: number) {
  const server = new Date(Date.parse(LOCAL) + aheadMs).toISOString();
  return observation({ serverTime: { server, local: LOCAL } });
}

test("a clock three days behind is read from servers that agree", () => {
  expect(readClock([from(3 * DAY), from(3 * DAY + 900), from(3 * DAY - 900)])).toEqual({
    behindMs: 3 * DAY,
    servers: 3,
  });
});

test("a clock that is ahead has a negative reading", () => {
  expect(readClock([from(-DAY), from(-DAY)])).toEqual({ behindMs: -DAY, servers: 2 });
});

test("one server alone accuses nobody", () => {
  expect(readClock([from(3 * DAY)])).toBeNull();
});

test("servers that disagree say nothing", () => {
  expect(readClock([from(0), from(3 * DAY)])).toBeNull();
  expect(readClock([from(0), from(DAY), from(2 * DAY), from(3 * DAY)])).toBeNull();
});

test("two that agree are not believed against three that do not", () => {
  expect(readClock([from(0), from(DAY), from(DAY), from(2 * DAY), from(3 * DAY)])).toBeNull();
});

test("two camps of equal size are believed neither", () => {
  expect(readClock([from(0), from(0), from(3 * DAY), from(3 * DAY)])).toBeNull();
});

test("one wrong server among right ones is outvoted", () => {
  expect(readClock([from(0), from(0), from(0), from(3 * DAY)])).toEqual({
    behindMs: 0,
    servers: 3,
  });
});

test("the hosts that decide are believed against any number of others", () => {
  const others = ["revoked", "expired"] as const;
  const elsewhere = others.flatMap((kind) => [1, 2, 3].map(() => ({ ...from(3 * DAY), kind })));
  const european = { ...from(3 * DAY), root: "amazon-rsa-2048-root-eu-m1" };
  expect(readClock([...elsewhere, european, from(0), from(0)])).toEqual({
    behindMs: 0,
    servers: 2,
  });
});

test("all hosts are asked where those that decide do not agree", () => {
  const others = [1, 2, 3].map(() => ({ ...from(3 * DAY), kind: "revoked" as const }));
  const reading = { behindMs: 3 * DAY, servers: 3 };
  expect(readClock([...others, from(0)])).toEqual(reading);
  expect(readClock(others)).toEqual(reading);
  expect(readClock([...others, from(0), from(DAY)])).toEqual(reading);
});

test("pages that failed, or told no time, do not count", () => {
  const untold = observation({ serverTime: null });
  const failed = failure("dns", { serverTime: from(DAY).serverTime });
  const absurd = observation({ serverTime: { server: "never", local: LOCAL } });
  expect(readClock([from(DAY), untold, failed, absurd])).toBeNull();
});

test("a clock is off beyond five minutes, either way", () => {
  const reading = (behindMs: number) => ({ behindMs, servers: 4 });
  expect(CLOCK_LIMIT_MS).toBe(300_000);
  expect(isClockOff(reading(CLOCK_LIMIT_MS))).toBe(false);
  expect(isClockOff(reading(CLOCK_LIMIT_MS + 1))).toBe(true);
  expect(isClockOff(reading(-CLOCK_LIMIT_MS - 1))).toBe(true);
  expect(isClockOff(null)).toBe(false);
});
