import type { Report, RootResult } from "../../core/report.ts";
import { ChainPicture } from "../ChainPicture.tsx";
import { useView } from "../view-context.ts";
import { FindingBadge } from "../FindingBadge.tsx";
import { explainFinding } from "../../report-text/meaning.ts";
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
  const { t } = useView();
  const seen = root.observation === null ? undefined : report.observations[root.observation];
  return (
    <section class="panel" data-root={root.id} data-finding={root.finding}>
      <header class="panel-head">
        <h3>{root.name}</h3>
        <FindingBadge {...root} />
      </header>
      <p>{explainFinding(root, report, seen, t)}</p>
      <ChainPicture root={root} report={report} seen={seen} />
      <details class="more">
        <summary>{t("allFacts")}</summary>
        <div class="root-body">
          <RootDetails root={root} report={report} seen={seen} />
        </div>
      </details>
    </section>
  );
}
