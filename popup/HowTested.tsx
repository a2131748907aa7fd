import type { Report } from "../src/core/report.ts";
import type { ControlResult } from "../src/core/words.ts";
import { keyOf, useDoors } from "../src/view/doors.ts";

/** Baseline and controls: why the verdict deserves belief. */
export function HowTested({ report }: { report: Report }) {
  const { t } = useDoors();
  const { baseline, observations } = report;
  const url = baseline.observation === null ? null : observations[baseline.observation]?.url;
  const host = url ? new URL(url).hostname : "";
  const expired = together(report, "expired");
  const revoked = together(report, "revoked");
  return (
    <details class="how">
      <summary>{t("howWeKnow")}</summary>
      <ul>
        <li data-baseline={baseline.loaded ? "loaded" : "failed"}>
          {t(baseline.loaded ? "baselineLoaded" : "baselineFailed", host)}
        </li>
        <li data-control="expired" data-result={expired}>
          {t(keyOf("controlExpired", expired))}
        </li>
        <li data-control="revoked" data-result={revoked}>
          {t(keyOf("controlRevoked", revoked))}
        </li>
      </ul>
    </details>
  );
}

/** What the controls of one kind say together: a single one that loads is what matters. */
function together(report: Report, kind: "expired" | "revoked"): ControlResult {
  const results = report.controls.filter((control) => control.kind === kind).map((c) => c.result);
  const order: ControlResult[] = ["loaded", "refused"];
  return order.find((result) => results.includes(result)) ?? "void";
}
