import type { ComponentChildren } from "preact";
import type { Catalogue } from "../../core/catalogue.ts";
import type { Settings } from "../../core/default-settings.ts";
import type { Report } from "../../core/report.ts";
import { RepairSteps } from "../RepairSteps.tsx";
import { Share, type SaveFile } from "../Share.tsx";
import { useView } from "../view-context.ts";
import { Environment } from "./Environment.tsx";
import { HowTested } from "./HowTested.tsx";
import { ReportEndpoints } from "./ReportEndpoints.tsx";
import { RootPanels } from "./RootPanels.tsx";
import { StrictPrograms } from "./StrictPrograms.tsx";
import { Tests } from "./Tests.tsx";

interface Props {
  report: Report;
  catalogue: Catalogue;
  /** Null until they are known. */
  settings: Settings | null;
  save: SaveFile;
  /** What a page shows between the steps and the roots. */
  children?: ComponentChildren;
}

/** All of a report below its verdict: what to do first, then the evidence, then how to share it. */
export function ReportSections({ report, catalogue, settings, save, children }: Props) {
  const { t } = useView();
  return (
    <>
      <RepairSteps report={report} catalogue={catalogue} />
      <StrictPrograms report={report} />
      {children}
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
