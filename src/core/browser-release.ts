import { DAY_MS } from "./age.ts";
import type { BrowserReleases, Release } from "./catalogue.ts";

/** `current` and `newer` are true only on the catalogue's date. `unknown`: the version is not a number. */
const VERSION_STANDINGS = ["current", "behind", "far-behind", "newer", "unknown"] as const;
export type VersionStanding = (typeof VERSION_STANDINGS)[number];

export function newestRelease({ releases }: Pick<BrowserReleases, "releases">): Release {
  return releases.reduce((newest, each) => (each.major > newest.major ? each : newest));
}

/** First version within `outdatedAfterDays` before the row's date. By date: releases come at varying intervals. */
export function outdatedBelow({ releases, outdatedAfterDays, date }: BrowserReleases): number {
  const limit = Date.parse(date) - outdatedAfterDays * DAY_MS;
  const recent = releases.filter((release) => Date.parse(release.date) >= limit);
  return Math.min(...recent.map(({ major }) => major), newestRelease({ releases }).major);
}

export function standingOf(version: string, row: BrowserReleases): VersionStanding {
  const major = Number.parseInt(version, 10);
  const newest = newestRelease(row).major;
  if (Number.isNaN(major)) return "unknown";
  if (major < outdatedBelow(row)) return "far-behind";
  if (major < newest) return "behind";
  return major === newest ? "current" : "newer";
}
