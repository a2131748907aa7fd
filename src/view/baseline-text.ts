/** What the comparison sites showed, in one sentence. */
import type { Report } from "../core/report.ts";
import type { Words } from "./doors.ts";
import { list } from "./format.ts";

/** Names the site that loaded, or all that did not. */
export function baselineText(
  { baseline, observations }: Pick<Report, "baseline" | "observations">,
  { t, language }: Words,
): string {
  const asked = observations.filter(({ kind }) => kind === "baseline");
  if (baseline.observation === null) return t("baselineUntested");
  const telling = asked.filter(({ outcome }) => (outcome === "loaded") === baseline.loaded);
  const hosts = telling.map(({ url }) => new URL(url).hostname);
  return baseline.loaded
    ? t("baselineLoaded", hosts[0] ?? "")
    : t("baselineFailed", list(hosts, language));
}
