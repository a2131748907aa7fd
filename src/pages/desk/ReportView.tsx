import type { Report } from "../../core/report.ts";
import { factValue } from "../../report-text/fact.ts";
import { resultFacts } from "../../report-text/report-facts.ts";
import { verdictLabel } from "../../report-text/labels.ts";
import { OneFact } from "../../view/Facts.tsx";
import { Edition } from "../../view/report/Edition.tsx";
import { ReportSections } from "../../view/report/ReportSections.tsx";
import { useView } from "../../view/view-context.ts";
import type { PartProps } from "./part.ts";

/** A whole report from elsewhere: what its person saw, what to do, and the evidence. */
export function ReportView({ report, ports, settings }: PartProps & { report: Report }) {
  const { catalogue, save } = ports;
  const view = useView();
  const { code, cause } = report.verdict;
  const facts = resultFacts(report, view);
  const hasDetail = factValue(facts, "detail") !== "";
  return (
    <>
      <section class="panel" data-verdict={code} data-cause={cause} data-section="result">
        <h2>
          <OneFact facts={facts} id="title" />
        </h2>
        <p>
          <strong>{verdictLabel(report.verdict, view)}</strong>
        </p>
        <Edition report={report} />
        {hasDetail && (
          <p>
            <OneFact facts={facts} id="detail" />
          </p>
        )}
        <p>
          <OneFact facts={facts} id="step" />
        </p>
      </section>
      <ReportSections {...{ report, catalogue, settings, save }} />
    </>
  );
}
