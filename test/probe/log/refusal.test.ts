import { describe, expect, test } from "vitest";
import type { RawObservation } from "../../../src/core/observe.ts";
import { refusalOf } from "../../../src/probe/log/refusal.ts";
import type { LogReading } from "../../../src/probe/log/reading.ts";
import { failure, observation } from "../../made-up.ts";

const NOW = Date.parse("2026-11-30T12:00:00Z");
const BROWSER = { version: "156.0.1.2" };

const raw = (change: Partial<RawObservation>): RawObservation => ({
  ...observation(),
  chain: [],
  ...change,
});
const PROVEN = raw({ evidence: "anchor" });
const RESUMED = raw({ evidence: "issuer" });

function reading(change: Partial<LogReading> = {}): LogReading {
  return {
    observations: [PROVEN],
    requests: [],
    browser: { name: "Google Chrome", version: "156.0.8078.108", os: "Windows NT" },
    startedAt: "2026-11-30T11:20:00Z",
    finishedAt: "2026-11-30T11:30:00Z",
    rootStoreVersion: 40,
    added: [],
    captureMode: "Default",
    cutOff: false,
    unreadable: 0,
    resumed: [],
    otherHosts: 0,
    ...change,
  };
}

describe("a log", () => {
  test("of this browser and this hour may take the place of a check", () => {
    expect(refusalOf(reading(), BROWSER, NOW)).toBeNull();
    expect(refusalOf(reading({ observations: [RESUMED, PROVEN] }), BROWSER, NOW)).toBeNull();
    const refused: RawObservation = { ...failure("untrusted-issuer"), chain: [] };
    expect(refusalOf(reading({ observations: [RESUMED, refused] }), BROWSER, NOW)).toBeNull();
  });

  test.each<[string, LogReading | null]>([
    ["not-a-log", null],
    ["no-host", reading({ observations: [] })],
    ["no-host", reading({ observations: [raw({ kind: "baseline", root: null })] })],
    ["resumed", reading({ observations: [RESUMED, raw({ evidence: "load" })] })],
    ["other-browser", reading({ browser: { name: "", version: "155.0.0.0", os: "" } })],
    ["other-browser", reading({ browser: { name: "", version: "", os: "" } })],
    ["too-old", reading({ finishedAt: "2026-11-30T10:59:59Z" })],
  ])("is refused as %s", (refusal, given) => {
    expect(refusalOf(given, BROWSER, NOW)).toBe(refusal);
  });
});
