import { supportCode } from "../../core/support-code.ts";
import { verdictSentences } from "../../report-text/sentences.ts";
import { Card } from "../../view/Card.tsx";
import { Fold } from "../../view/Fold.tsx";
import { isShown } from "../../view/page-links.tsx";
import { InspectingRoot } from "../../view/report/InspectingRoot.tsx";
import { ResultLine } from "../../view/report/ResultLine.tsx";
import { RootPanels } from "../../view/report/RootPanels.tsx";
import { Tests } from "../../view/report/Tests.tsx";
import { SHARE, ShareForm } from "../../view/Share.tsx";
import { Support } from "../../view/Support.tsx";
import { LOOK_OF_VERDICT } from "../../view/VerdictCard.tsx";
import { useView } from "../../view/view-context.ts";
import type { CardProps } from "./FileCard.tsx";

/** The check that a browser's log shows, root by root, as the report page shows a check of its own. */
export function LogReport({ file: { report }, ports, settings }: CardProps) {
  const view = useView();
  const { t } = view;
  if (!report || !settings) return null;
  const { catalogue, save } = ports;
  const { title, detail, step } = verdictSentences(report, view);
  return (
    <>
      <Card {...LOOK_OF_VERDICT[report.verdict.code]} title={title} detail={detail} level={3}>
        {step !== "" && (
          <p class="step">
            <strong>{t("nextStep")}: </strong>
            {step}
          </p>
        )}
      </Card>
      <ResultLine report={report} withCode={isShown("support-code", settings)} />
      <Support values={settings} report={report} code={supportCode(report)} />
      <InspectingRoot {...{ report, catalogue, save }} />
      <RootPanels report={report} />
      <Tests report={report} />
      <Fold title={t("shareHeading")} id={SHARE} screenOnly>
        <ShareForm {...{ report, catalogue, save }} support={settings} />
      </Fold>
    </>
  );
}
