import { useState } from "preact/hooks";
import type { Report } from "../../core/report.ts";
import { useView } from "../../view/view-context.ts";
import { Comparison } from "./Comparison.tsx";
import type { PartProps } from "./part.ts";
import { ReportInput } from "./ReportInput.tsx";
import { ReportView } from "./ReportView.tsx";
import { TrainingBanner } from "./TrainingBanner.tsx";

/** Opens a saved report, and compares it with a second one. */
export function Open({ ports, settings }: PartProps) {
  const { t } = useView();
  const [first, setFirst] = useState<Report | null>(null);
  const [second, setSecond] = useState<Report | null>(null);
  const training = first?.training || second?.training;
  return (
    <>
      {training && <TrainingBanner />}
      <p>{t("openIntro")}</p>
      <ReportInput label={t("openFirst")} ports={ports} onReport={setFirst} />
      {first && <ReportInput own label={t("openSecond")} ports={ports} onReport={setSecond} />}
      {first && second && <Comparison before={first} after={second} catalogue={ports.catalogue} />}
      {first && <ReportView report={first} ports={ports} settings={settings} />}
    </>
  );
}
