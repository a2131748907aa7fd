import { controlTogether } from "../../core/controls.ts";
import type { Report } from "../../core/report.ts";
import { baselineText } from "../../report-text/baseline-text.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../view-context.ts";
import { dayText } from "../../report-text/format.ts";
import { answerText } from "../../report-text/network-text.ts";
import { isolated } from "../../report-text/untrusted-text.ts";

/** Baseline and controls: why the verdict deserves belief; and what exactly was tested. */
export function HowTested({ report }: { report: Report }) {
  const view = useView();
  const { t, language } = view;
  const { baseline, browser, catalogue, observations } = report;
  const expired = controlTogether(report, "expired");
  const revoked = controlTogether(report, "revoked");
  const answers = answerText(observations, view);
  return (
    <ul class="bullets">
      <li data-baseline={baseline.loaded ? "loaded" : "failed"}>{baselineText(report, view)}</li>
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
          isolated(browser.name),
          isolated(browser.version),
          dayText(catalogue.date, language),
        )}
      </li>
    </ul>
  );
}
