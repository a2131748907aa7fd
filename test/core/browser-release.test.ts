import { describe, expect, test } from "vitest";
import { newestRelease, outdatedBelow, standingOf } from "../../src/core/browser-release.ts";
import type { BrowserReleases } from "../../src/core/catalogue.ts";
import { catalogue } from "../made-up.ts";

const row: BrowserReleases = {
  family: "chromium",
  outdatedAfterDays: 365,
  releases: [
    { major: 139, date: "2025-08-05" },
    { major: 140, date: "2025-12-01" },
    { major: 155, date: "2026-10-06" },
    { major: 156, date: "2026-10-20" },
  ],
  source: "https://example.com/",
  date: "2026-11-25",
};

describe("a version", () => {
  test.each([
    ["1", "far-behind"],
    ["139.0.9999.999", "far-behind"],
    ["140.0.0.0", "behind"],
    ["155.9.9.9", "behind"],
    ["156", "current"],
    ["156.0.8078.79", "current"],
    ["157.0", "newer"],
    ["1560.0", "newer"],
    ["", "unknown"],
    ["Nightly", "unknown"],
  ])("%j is %s", (version, standing) => {
    expect(standingOf(version, row)).toBe(standing);
  });

  test.each(catalogue.browsers)("of $family is judged by its own row", (release) => {
    const at = (major: number) => standingOf(`${major}.0`, release);
    expect(at(outdatedBelow(release) - 1)).toBe("far-behind");
    expect(at(outdatedBelow(release))).toBe("behind");
    expect(at(newestRelease(release).major)).toBe("current");
    expect(at(newestRelease(release).major + 1)).toBe("newer");
  });
});

describe("a version is outdated by its age, not by how many have come since", () => {
  const every = (days: number, count: number): BrowserReleases => ({
    ...row,
    releases: Array.from({ length: count }, (_, index) => {
      const age = (count - 1 - index) * days;
      const released = new Date(Date.parse(row.date) - age * 86_400_000);
      return { major: 100 + index, date: released.toISOString().slice(0, 10) };
    }),
  });

  test.each([14, 28, 56])("released every %i days", (days) => {
    const releases = every(days, 60);
    const back = Math.floor(365 / days);
    expect(newestRelease(releases).major - outdatedBelow(releases)).toBe(back);
  });

  test("the newest one never is, however old the list", () => {
    const old = { ...row, date: "2036-01-01" };
    expect(standingOf("156.0", old)).toBe("current");
    expect(standingOf("155.0", old)).toBe("far-behind");
  });
});
