import { useState } from "preact/hooks";
import { useView } from "../../view/view-context.ts";
import { CodeResult } from "./CodeResult.tsx";
import { Comparison } from "./Comparison.tsx";
import type { PartProps } from "./part.ts";
import { ReportInput } from "./ReportInput.tsx";
import { ReportView } from "./ReportView.tsx";
import { isTraining, type Shared } from "./shared.ts";
import { TrainingBanner } from "./TrainingBanner.tsx";

/** Opens what a caller sent, and compares it with a second report. */
export function Open({ ports, settings }: PartProps) {
  const { t } = useView();
  const [first, setFirst] = useState<Shared | null>(null);
  const [second, setSecond] = useState<Shared | null>(null);
  const { catalogue } = ports;
  return (
    <>
      {(isTraining(first) || isTraining(second)) && <TrainingBanner />}
      {!first && <p>{t("openIntro")}</p>}
      <ReportInput label={t("openFirst")} ports={ports} onShared={setFirst} />
      {first && (
        <details class="panel more" data-compare>
          <summary>{t("openSecond")}</summary>
          <ReportInput own label={t("openSecond")} ports={ports} onShared={setSecond} />
        </details>
      )}
      {first && second && <Comparison first={first} second={second} catalogue={catalogue} />}
      {first?.kind === "report" && (
        <ReportView report={first.report} ports={ports} settings={settings} />
      )}
      {first?.kind === "code" && <CodeResult found={first.found} catalogue={catalogue} />}
    </>
  );
}
