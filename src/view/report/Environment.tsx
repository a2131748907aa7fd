import type { Report } from "../../core/report.ts";
import { environmentFacts } from "../../report-text/report-facts.ts";
import { Facts } from "../Facts.tsx";
import { useView } from "../view-context.ts";

/** Where and when the check was made. */
export function Environment({ report }: { report: Report }) {
  const view = useView();
  return (
    <>
      <h2>{view.t("environmentHeading")}</h2>
      <section class="panel" data-section="environment">
        <Facts facts={environmentFacts(report, view)} />
      </section>
    </>
  );
}
