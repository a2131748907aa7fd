/** What the comparison sites showed, in one sentence. */
import type { Report } from "../core/report.ts";
import type { Translator } from "./translator.ts";
import { listText } from "./format.ts";

/** Names the site that loaded, or all that did not. */
export function baselineText(
  { baseline, observations }: Pick<Report, "baseline" | "observations">,
  { t, language }: Translator,
): string {
  const asked = observations.filter(({ kind }) => kind === "baseline");
  if (baseline.observation === null) return t("baselineUntested");
  const telling = asked.filter(({ outcome }) => (outcome === "loaded") === baseline.loaded);
  const hosts = telling.map(({ url }) => new URL(url).hostname);
  return baseline.loaded
    ? t("baselineLoaded", hosts[0] ?? "")
    : t("baselineFailed", listText(hosts, language));
}
