/** What a browser's version means, by the version that the catalogue saw as current on its date. */
import type { BrowserRelease } from "../core/catalogue.ts";

/** `current` and `newer` hold for the catalogue's date alone. `unknown`: no version that could be compared. */
export const VERSION_STANDINGS = ["current", "behind", "far-behind", "newer", "unknown"] as const;
export type VersionStanding = (typeof VERSION_STANDINGS)[number];

/** Compares major versions; `version` begins with one (`156.0.8078.79`). */
export function standingOf(
  version: string,
  release: Pick<BrowserRelease, "major" | "outdatedBelow">,
): VersionStanding {
  const major = Number.parseInt(version, 10);
  if (Number.isNaN(major)) return "unknown";
  if (major < release.outdatedBelow) return "far-behind";
  if (major < release.major) return "behind";
  return major === release.major ? "current" : "newer";
}
