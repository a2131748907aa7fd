/** What a browser's version means, by the releases that the catalogue lists. */
import { DAY_MS } from "./age.ts";
import type { BrowserReleases, Release } from "./catalogue.ts";

/** `current` and `newer` hold for the catalogue's date alone. `unknown`: no version that could be compared. */
const VERSION_STANDINGS = ["current", "behind", "far-behind", "newer", "unknown"] as const;
export type VersionStanding = (typeof VERSION_STANDINGS)[number];

/** The newest release that the catalogue lists. */
export function newestRelease({ releases }: Pick<BrowserReleases, "releases">): Release {
  return releases.reduce((newest, each) => (each.major > newest.major ? each : newest));
}

/**
 * The lowest major version that is not outdated: the first one released within `outdatedAfterDays` before the
 * row's date. Numbers alone would mislead: a vendor may release every eight weeks or every two.
 */
export function outdatedBelow({ releases, outdatedAfterDays, date }: BrowserReleases): number {
  const limit = Date.parse(date) - outdatedAfterDays * DAY_MS;
  const recent = releases.filter((release) => Date.parse(release.date) >= limit);
  return Math.min(...recent.map(({ major }) => major), newestRelease({ releases }).major);
}

/** Compares a version with the listed releases; `version` starts with the major one (`156.0.8078.79`). */
export function standingOf(version: string, row: BrowserReleases): VersionStanding {
  const major = Number.parseInt(version, 10);
  const newest = newestRelease(row).major;
  if (Number.isNaN(major)) return "unknown";
  if (major < outdatedBelow(row)) return "far-behind";
  if (major < newest) return "behind";
  return major === newest ? "current" : "newer";
}
