import type { ComponentChildren } from "preact";
import type { Catalogue } from "../../core/catalogue.ts";
import type { Settings } from "../../core/default-settings.ts";
import type { Report } from "../../core/report.ts";
import { catalogueNotice } from "../../report-text/method-facts.ts";
import { Fold } from "../Fold.tsx";
import { RepairSteps } from "../RepairSteps.tsx";
import { SHARE, ShareForm, type SaveFile } from "../Share.tsx";
import { useView } from "../view-context.ts";
import { Environment } from "./Environment.tsx";
import { ReportEndpoints } from "./ReportEndpoints.tsx";
import { InspectingRoot } from "./InspectingRoot.tsx";
import { OtherRoots, RootPanels } from "./RootPanels.tsx";
import { StrictPrograms } from "./StrictPrograms.tsx";
import { Tests } from "./Tests.tsx";

interface Props {
  report: Report;
  catalogue: Catalogue;
  /** Null until they are known. */
  settings: Settings | null;
  save: SaveFile;
  /** Further folds of a page. */
  children?: ComponentChildren;
}

/** All of a report below its verdict: what to do, the roots that decide, and the rest to unfold. */
export function ReportSections({ report, catalogue, settings, save, children }: Props) {
  const view = useView();
  const { t } = view;
  const old = catalogueNotice(report, view);
  return (
    <>
      <RepairSteps report={report} catalogue={catalogue} />
      <RootPanels report={report} />
      {old !== null && (
        <p class="note" data-catalogue-age>
          {old}
        </p>
      )}
      <div class="folds">
        <InspectingRoot {...{ report, catalogue, save }} />
        <StrictPrograms report={report} />
        <OtherRoots report={report} />
        <Tests report={report} />
        <ReportEndpoints report={report} />
        <Environment report={report} />
        {children}
        {settings && (
          <Fold id={SHARE} title={t("shareHeading")} screenOnly>
            <ShareForm {...{ report, catalogue, save }} support={settings} />
          </Fold>
        )}
      </div>
    </>
  );
}
