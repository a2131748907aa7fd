import type { Report } from "../../core/report.ts";
import { environmentFacts } from "../../report-text/report-facts.ts";
import { Facts } from "../Facts.tsx";
import { Fold } from "../Fold.tsx";
import { useView } from "../view-context.ts";

/** Where and when the check was made. */
export function Environment({ report }: { report: Report }) {
  const view = useView();
  return (
    <Fold title={view.t("environmentHeading")}>
      <div data-section="environment">
        <Facts facts={environmentFacts(report, view)} />
      </div>
    </Fold>
  );
}
