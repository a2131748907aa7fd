import type { Report } from "../../core/report.ts";
import { keyOf, useDoors } from "../../view/doors.ts";
import { ReportEndpoints } from "../../view/EndpointList.tsx";
import { HowTested } from "../../view/HowTested.tsx";
import { RepairSteps } from "../../view/RepairSteps.tsx";
import { Share } from "../../view/Share.tsx";
import { StrictPrograms } from "../../view/StrictPrograms.tsx";
import { sentencesOf } from "../../view/sentences.ts";
import { quoted } from "../../view/visible.ts";
import { Environment } from "../report/Environment.tsx";
import { RootPanels } from "../report/RootPanels.tsx";
import { Tests } from "../report/Tests.tsx";
import type { PartProps } from "./part.ts";

/** All of a report that was not made here and now: what its person saw, what to do, and the evidence. */
export function ReportView({ report, ports, settings }: PartProps & { report: Report }) {
  const { catalogue, save } = ports;
  const doors = useDoors();
  const { t } = doors;
  const { title, detail, step } = sentencesOf({ state: "done", report }, doors);
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
        {edition !== "built-in" && <p class="edition">{t("editionNotice", quoted(edition))}</p>}
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
