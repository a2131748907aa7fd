import { sharedControlResult } from "../core/controls.ts";
import type { Report } from "../core/report.ts";
import { baselineText } from "./baseline-text.ts";
import { keyOf, useDoors } from "./doors.ts";
import { day } from "./format.ts";
import { answerText } from "./network-text.ts";
import { quoted } from "./visible.ts";

/** Baseline and controls: why the verdict deserves belief; and what exactly was tested. */
export function HowTested({ report }: { report: Report }) {
  const doors = useDoors();
  const { t, language } = doors;
  const { baseline, browser, catalogue, observations } = report;
  const expired = sharedControlResult(report, "expired");
  const revoked = sharedControlResult(report, "revoked");
  const answers = answerText(observations, doors);
  return (
    <ul class="bullets">
      <li data-baseline={baseline.loaded ? "loaded" : "failed"}>{baselineText(report, doors)}</li>
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
