import type { Report } from "../../core/report.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { ReportEndpoints } from "../../view/EndpointList.tsx";
import { HowTested } from "../../view/report/HowTested.tsx";
import { RepairSteps } from "../../view/RepairSteps.tsx";
import { Share } from "../../view/Share.tsx";
import { StrictPrograms } from "../../view/report/StrictPrograms.tsx";
import { verdictSentences } from "../../report-text/sentences.ts";
import { isolated } from "../../report-text/untrusted-text.ts";
import { Environment } from "../../view/report/Environment.tsx";
import { RootPanels } from "../../view/report/RootPanels.tsx";
import { Tests } from "../../view/report/Tests.tsx";
import type { PartProps } from "./part.ts";

/** All of a report that was not made here and now: what its person saw, what to do, and the evidence. */
export function ReportView({ report, ports, settings }: PartProps & { report: Report }) {
  const { catalogue, save } = ports;
  const view = useView();
  const { t } = view;
  const { title, detail, step } = verdictSentences(report, view);
  const { code, cause } = report.verdict;
  const { edition } = report.catalogue;
  return (
    <>
      <section class="panel" data-verdict={code} data-cause={cause}>
        <h2>{title}</h2>
        <p>
          <strong>{t(keyOf("verdict", code))}</strong>
          {cause !== "none" && ` (${t(keyOf("cause", cause))})`}
        </p>
        {edition !== "built-in" && <p class="edition">{t("editionNotice", isolated(edition))}</p>}
        {detail !== "" && <p>{detail}</p>}
        {step !== null && <p>{step}</p>}
      </section>
      <RepairSteps report={report} catalogue={catalogue} />
      <StrictPrograms report={report} />
      <RootPanels report={report} />
      <h2>{t("howWeKnow")}</h2>
      <section class="panel">
        <HowTested report={report} />
      </section>
      <ReportEndpoints report={report} />
      <Tests report={report} />
      <Environment report={report} />
      {settings && <Share {...{ report, catalogue, save }} support={settings} />}
    </>
  );
}
