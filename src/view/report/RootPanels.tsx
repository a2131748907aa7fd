import type { Report, RootResult } from "../../core/report.ts";
import { rootFacts } from "../../report-text/facts.ts";
import { ChainPicture } from "../ChainPicture.tsx";
import { OneFact } from "../Facts.tsx";
import { FindingBadge } from "../FindingBadge.tsx";
import { useView } from "../view-context.ts";
import { RootDetails } from "./RootDetails.tsx";

/** Every root: its finding, what that rests on, its chain as a picture, and all facts to unfold. */
export function RootPanels({ report }: { report: Report }) {
  const { t } = useView();
  const panels = (decides: boolean) =>
    report.roots
      .filter((root) => root.decides === decides)
      .map((root) => <RootPanel key={root.id} root={root} report={report} />);
  return (
    <>
      <h2>{t("rootsDeciding")}</h2>
      {panels(true)}
      <h2>{t("rootsOther")}</h2>
      {panels(false)}
    </>
  );
}

function RootPanel({ root, report }: { root: RootResult; report: Report }) {
  const view = useView();
  return (
    <section class="panel" data-root={root.id} data-finding={root.finding}>
      <header class="panel-head">
        <h3>{root.name}</h3>
        <FindingBadge {...root} />
      </header>
      <p>
        <OneFact facts={rootFacts(root, report, view)} id="meaning" />
      </p>
      <ChainPicture root={root} report={report} />
      <details class="more">
        <summary>{view.t("allFacts")}</summary>
        <div class="root-body">
          <RootDetails root={root} report={report} />
        </div>
      </details>
    </section>
  );
}
