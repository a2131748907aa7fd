import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BADGE_REASONS,
  BADGE_SIGNS,
  badgeOf,
  excuses,
  wantsCheck,
  type BadgeReason,
  type PageFinding,
} from "../../src/core/badge.ts";
import { RECENT_MS } from "../../src/core/age.ts";
import { REPORT_FRESH_MS } from "../../src/core/running-check.ts";
import type { EndpointFinding } from "../../src/core/endpoint-finding.ts";
import { summaryOf, type Summary } from "../../src/core/summary.ts";
import { VERDICTS } from "../../src/core/vocabulary.ts";
import { failure, observation, START, WORLDS } from "../made-up.ts";

const GOOD: EndpointFinding = {
  finding: "trusted",
  authority: "amazon",
  anchor: "amazon-root-ca-1",
  inspector: null,
};
const WHO = {
  name: "Example Inspection Root CA",
  organization: null,
  spkiSha256: null,
  product: null,
  approved: false,
};

const page = (found: Partial<EndpointFinding> = {}, seen = observation()): PageFinding => ({
  at: START - 1_000,
  found: { ...GOOD, ...found },
  observation: seen,
  httpVersion: 2,
});
/** Over HTTP/3, which takes another way through the network than the check. */
const quic = (seen: PageFinding): PageFinding => ({ ...seen, httpVersion: 3 });
const refused = page({ finding: "not-trusted", authority: "unseen" }, failure("untrusted-issuer"));
const inspected = page({ finding: "inspected", authority: "local", inspector: WHO });
const approved = page({
  finding: "inspected",
  authority: "local",
  inspector: { ...WHO, approved: true },
});
const unreached = page({ finding: "inconclusive", authority: "unseen" }, failure("dns"));
const blind = page({ authority: "unseen", anchor: null });

/** The gist of a check in a made-up world. */
function check(world: keyof typeof WORLDS, change: Partial<Summary> = {}): Summary {
  return { ...summaryOf(WORLDS[world]!()), finishedAt: new Date(START).toISOString(), ...change };
}
const ready = check("ready, anchors seen");
const missing = check("one root missing");
const portal = check("captive portal");
const later = (seen: PageFinding, minutes = 1): PageFinding => ({
  ...seen,
  at: START + minutes * 60_000,
});
const soon = START + 60_000;

describe("the badge", () => {
  test.each<[string, BadgeReason, PageFinding, Summary | null, number, boolean]>([
    ["all is well", "well", page(), ready, soon, false],
    ["nothing was shown, and the check was well", "well", blind, ready, soon, false],
    ["never checked", "not-checked", page(), null, soon, false],
    ["checked long ago", "not-checked", page(), ready, START + RECENT_MS, false],
    ["checked just lately", "well", page(), ready, START + RECENT_MS - 1, false],
    ["a bad check long ago", "not-checked", page(), missing, START + RECENT_MS, false],
    ["checked in the future", "not-checked", page(), ready, START - 60_000, false],
    ["a check runs", "checking", page(), missing, soon, true],
    ["a root is missing", "verdict-action-needed", page(), missing, soon, false],
    ["inspected", "verdict-inspected", page(), check("inspected"), soon, false],
    ["no conclusion", "verdict-inconclusive", page(), check("dns"), soon, false],
    ["the page was refused", "page-refused", refused, ready, soon, false],
    ["the page was refused, never checked", "page-refused", refused, null, soon, false],
    ["the page was refused, a check runs", "page-refused", refused, ready, soon, true],
    ["refused, and no host loads", "verdict-inconclusive", refused, portal, soon, false],
    [
      "refused, just after a check in which none did",
      "verdict-inconclusive",
      later(refused),
      portal,
      soon,
      false,
    ],
    ["refused, long after it", "page-refused", later(refused, 6), portal, START + 400_000, false],
    ["refused, while others load", "page-refused", refused, check("amazon side"), soon, false],
    ["the page is inspected", "page-inspected", inspected, ready, soon, false],
    ["an exception", "page-exception", page({ finding: "exception" }), ready, soon, false],
    ["the network failed", "well", unreached, ready, soon, false],
    [
      "the network failed, a root is missing",
      "verdict-action-needed",
      unreached,
      missing,
      soon,
      false,
    ],
    [
      "inspected, approved",
      "well",
      approved,
      check("inspected", { inspectorApproved: true }),
      soon,
      false,
    ],
    ["the page is inspected, approved, all else well", "well", approved, ready, soon, false],
  ])("%s: %s", (_, reason, seen, last, now, checking) => {
    expect(badgeOf(seen, last, now, checking)).toBe(reason);
  });

  test("alarms only about a fault that was seen, and comforts only after a recent good check", () => {
    const pages = fc.constantFrom(page(), refused, inspected, approved, unreached, blind);
    const worlds = fc.constantFrom(...Object.keys(WORLDS));
    fc.assert(
      fc.property(
        pages,
        worlds,
        fc.integer({ min: -5, max: 60 }),
        fc.boolean(),
        (seen, world, hours, checking) => {
          const last = check(world);
          const now = START + hours * 3_600_000;
          const reason = badgeOf(seen, last, now, checking);
          const sign = BADGE_REASONS[reason];
          const recent = hours >= 0 && hours < 24;
          const pageBad = [refused, inspected].includes(seen);
          const checkBad = recent && ["action-needed", "inspected"].includes(last.verdict);
          if (sign === "alert") expect(pageBad || checkBad).toBe(true);
          const excused =
            seen === refused && !last.baselineLoaded && last.verdict === "inconclusive";
          if (pageBad && !excused) expect(sign).toBe("alert");
          if (sign === "none")
            expect([recent, checking, last.verdict === "ready"]).toEqual([true, false, true]);
        },
      ),
    );
  });

  test("has a sign for every reason, and a reason for every sign", () => {
    expect(new Set(Object.values(BADGE_REASONS))).toEqual(new Set(BADGE_SIGNS));
  });

  test("is excused by a check about then alone, in which nothing loaded", () => {
    const at = Date.parse(portal.finishedAt);
    for (const [ms, excused] of [
      [-REPORT_FRESH_MS - 1, false],
      [-REPORT_FRESH_MS, true],
      [3_600_000, true],
      [3_600_001, false],
    ] as const) {
      expect([ms, excuses(portal, at - ms)]).toEqual([ms, excused]);
    }
    expect(excuses({ ...portal, baselineLoaded: true }, at)).toBe(false);
    expect(excuses({ ...portal, verdict: "action-needed" }, at)).toBe(false);
  });

  test("knows every verdict", () => {
    for (const verdict of VERDICTS) {
      expect(badgeOf(page(), { ...ready, verdict }, soon, false)).toBeDefined();
    }
  });
});

describe("a check is due", () => {
  const HOUR = 3_600_000;
  const due = START + REPORT_FRESH_MS;

  test("where none was made lately, and at most once a day", () => {
    expect(wantsCheck(page(), null, null, soon)).toBe(true);
    expect(wantsCheck(page(), null, soon - HOUR, soon)).toBe(false);
    expect(wantsCheck(page(), null, soon - RECENT_MS, soon)).toBe(true);
    expect(wantsCheck(page(), ready, null, START + RECENT_MS)).toBe(true);
    expect(wantsCheck(page(), ready, null, START + RECENT_MS - 1)).toBe(false);
    // A clock that was set back does not put it off for ever.
    expect(wantsCheck(page(), null, soon + 30 * RECENT_MS, soon)).toBe(true);
  });

  test("where bad news is an hour old, but not where an inspection is approved", () => {
    const inspectedThen = check("inspected");
    for (const last of [missing, inspectedThen]) {
      expect(wantsCheck(blind, last, null, START + HOUR)).toBe(true);
      expect(wantsCheck(blind, last, null, START + HOUR - 1)).toBe(false);
      expect(wantsCheck(blind, last, START + 1, START + HOUR)).toBe(false);
    }
    const fine = { ...inspectedThen, inspectorApproved: true };
    expect(wantsCheck(blind, fine, null, START + HOUR)).toBe(false);
    expect(wantsCheck(blind, ready, null, START + HOUR)).toBe(false);
  });

  test("soon, where a page is refused that only an earlier check excuses", () => {
    const excused = later(page({ finding: "inconclusive" }, failure("name-mismatch")));
    expect(wantsCheck(excused, portal, null, soon)).toBe(true);
    expect(wantsCheck(excused, portal, soon - 59_000, soon)).toBe(false);
    expect(wantsCheck(later(excused, -1), portal, null, soon)).toBe(false);
    expect(wantsCheck(later(unreached), portal, null, soon)).toBe(false);
  });

  test.each<[string, PageFinding, Summary, boolean]>([
    ["a page that is refused, after all was well", refused, ready, true],
    ["a page that is inspected, after all was well", inspected, ready, true],
    ["a page that is inspected, as it was", inspected, check("inspected"), false],
    ["a page with Amazon's chain, after an inspection", page(), check("inspected"), true],
    ["Amazon's chain over HTTP/3, after an inspection", quic(page()), check("inspected"), false],
    [
      "a page that opens over HTTP/3 on a root that was missing",
      quic(page({ anchor: "amazon-root-ca-2" })),
      missing,
      false,
    ],
    ["a page that opens over HTTP/3, after a portal", quic(page()), portal, false],
    ["a page that opens over HTTP/3, after no network", quic(page()), check("offline"), true],
    ["a page that is inspected over HTTP/3, after all was well", quic(inspected), ready, true],
    [
      "a page over a version that nobody told, after an inspection",
      { ...page(), httpVersion: null },
      check("inspected"),
      true,
    ],
    ["a page of which nothing is seen, after an inspection", blind, check("inspected"), false],
    ["a page that opens, after no network", blind, check("offline"), true],
    ["a page that opens, after names were not found", page(), check("dns"), true],
    [
      "a page that opens on a root that was missing",
      page({ anchor: "amazon-root-ca-2" }),
      missing,
      true,
    ],
    ["a page that opens on another root than the missing one", page(), missing, false],
    ["a page that is refused, as a root is missing", refused, missing, false],
    ["a page that is refused, after no network", refused, check("offline"), true],
    ["a page that is refused, after a portal", refused, portal, true],
    ["a page that the network does not reach, after all was well", unreached, ready, false],
    ["a page as it should be, after all was well", page(), ready, false],
  ])("by contradiction: %s", (_, seen, last, wanted) => {
    expect(wantsCheck(seen, last, null, due)).toBe(wanted);
    expect(wantsCheck(seen, last, null, due - 1)).toBe(false);
    expect(wantsCheck(seen, last, due - REPORT_FRESH_MS + 1, due)).toBe(false);
  });
});
