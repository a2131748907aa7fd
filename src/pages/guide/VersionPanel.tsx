import type { Catalogue } from "../../core/catalogue.ts";
import type { Report } from "../../core/report.ts";
import {
  newestRelease,
  outdatedBelow,
  standingOf,
  type VersionStanding,
} from "../../core/browser-release.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { dayText } from "../../report-text/format.ts";
import { isolated } from "../../report-text/untrusted-text.ts";

const TONES: Record<VersionStanding, string> = {
  current: "good",
  behind: "warn",
  "far-behind": "bad",
  newer: "good",
  unknown: "calm",
};

/** What the version in use means. */
export function VersionPanel({
  catalogue,
  report,
}: {
  catalogue: Catalogue;
  report: Report | null;
}) {
  const { t, language } = useView();
  const release = catalogue.browsers.find(({ family }) => family === report?.browser.family);
  if (!report || !release) return <p class="note">{t("updateUnchecked")}</p>;
  const { name, version, family } = report.browser;
  const standing = standingOf(version, release);
  // The version is Chromium's, which only Chrome and Edge use as their own.
  const own = family === "firefox" || ["Chrome", "Microsoft Edge", "Chromium"].includes(name);
  const called = t(own ? "updateNamed" : "updateBuiltOn", isolated(name), isolated(version));
  const current = String(newestRelease(release).major);
  const asOf = dayText(newestRelease(release).date, language);
  return (
    <div class="panel" data-standing={standing}>
      <p>
        <span class={`tag tone-${TONES[standing]}`}>{t(keyOf("versionTag", standing))}</span>
      </p>
      <p>
        {t(keyOf("version", standing), called, current, asOf, String(outdatedBelow(release)))}{" "}
        {standing === "behind" && t("versionLongTerm")}
      </p>
    </div>
  );
}
