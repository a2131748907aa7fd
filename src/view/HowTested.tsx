import { controlTogether } from "../core/controls.ts";
import type { Report } from "../core/report.ts";
import { keyOf, useDoors } from "./doors.ts";
import { day } from "./format.ts";
import { answerText } from "./network-text.ts";
import { quoted } from "./visible.ts";

/** Baseline and controls: why the verdict deserves belief; and what exactly was tested. */
export function HowTested({ report }: { report: Report }) {
  const doors = useDoors();
  const { t, language } = doors;
  const { baseline, browser, catalogue, observations } = report;
  const expired = controlTogether(report, "expired");
  const revoked = controlTogether(report, "revoked");
  const answers = answerText(observations, doors);
  return (
    <ul class="bullets">
      <li data-baseline={baseline.loaded ? "loaded" : "failed"}>
        <Baseline report={report} />
      </li>
      <li data-control="expired" data-result={expired}>
        {t(keyOf("controlExpired", expired))}
      </li>
      <li data-control="revoked" data-result={revoked}>
        {t(keyOf("controlRevoked", revoked))}
      </li>
      {answers !== null && <li data-answers>{answers}</li>}
      <li>
        {t(
          "environment",
          quoted(browser.name),
          quoted(browser.version),
          day(catalogue.date, language),
        )}
      </li>
    </ul>
  );
}

function Baseline({ report: { baseline, observations } }: { report: Report }) {
  const { t } = useDoors();
  const seen = baseline.observation === null ? undefined : observations[baseline.observation];
  if (!seen) return <>{t("baselineUntested")}</>;
  const { hostname } = new URL(seen.url);
  return <>{t(baseline.loaded ? "baselineLoaded" : "baselineFailed", hostname)}</>;
}
