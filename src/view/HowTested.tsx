import type { Report } from "../core/report.ts";
import type { ControlResult } from "../core/words.ts";
import { keyOf, useDoors } from "./doors.ts";
import { day } from "./format.ts";
import { quoted } from "./visible.ts";

/** Baseline and controls: why the verdict deserves belief; and what exactly was tested. */
export function HowTested({ report }: { report: Report }) {
  const { t, language } = useDoors();
  const { baseline, browser, catalogue } = report;
  const expired = together(report, "expired");
  const revoked = together(report, "revoked");
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

/** What the controls of one kind say together: a single one that loads is what matters. */
function together(report: Report, kind: "expired" | "revoked"): ControlResult {
  const results = report.controls.filter((control) => control.kind === kind).map((c) => c.result);
  const order: ControlResult[] = ["loaded", "refused"];
  return order.find((result) => results.includes(result)) ?? "void";
}
