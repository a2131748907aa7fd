import { systemName } from "../../guidance/situation.ts";
import { useState } from "preact/hooks";
import { supportCode } from "../../core/support-code.ts";
import { TRAINING_SITUATIONS, trainingBrowser, trainingReport } from "../../training/training.ts";
import { Choice } from "../../view/Choice.tsx";
import { Command } from "../../view/Command.tsx";
import { dataKey } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import type { PartProps } from "./part.ts";
import { ReportView } from "./ReportView.tsx";
import { TrainingBanner } from "./TrainingBanner.tsx";

/** A made-up report of a chosen situation, with the code that its caller would read out. */
export function Training({ ports, settings }: PartProps) {
  const { catalogue, now } = ports;
  const { t } = useView();
  const [at] = useState(now);
  const [id, setId] = useState(TRAINING_SITUATIONS[0]?.id ?? "");
  const report = trainingReport(id, catalogue, at);
  const code = supportCode(report);
  return (
    <>
      <TrainingBanner />
      <p>{t("trainingIntro")}</p>
      <div class="choices">
        <Choice
          label={t("trainingChoice")}
          value={id}
          options={TRAINING_SITUATIONS.map((row) => {
            const { name, os } = trainingBrowser(row);
            return {
              value: row.id,
              label: t(
                "trainingOption",
                t(dataKey("training", row.situation)),
                `${name} (${systemName(os) ?? os})`,
              ),
            };
          })}
          onChange={setId}
        />
      </div>
      {code !== null && (
        <section class="panel">
          <h2>{t("trainingCode")}</h2>
          <Command text={code} label={t("trainingCode")} />
          <p>
            {t("trainingCodeHint")} <a href="#code">{t("desk_code")}</a>
          </p>
        </section>
      )}
      <ReportView key={id} report={report} ports={ports} settings={settings} />
    </>
  );
}
