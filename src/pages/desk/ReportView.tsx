import type { Report } from "../../core/report.ts";
import { supportCode } from "../../core/support-code.ts";
import { ticketText } from "../../report-text/ticket.ts";
import { cardSentences } from "../../view/popup-sentences.ts";
import { Edition } from "../../view/report/Edition.tsx";
import { ReportSections } from "../../view/report/ReportSections.tsx";
import { useView } from "../../view/view-context.ts";
import { CallerCard } from "./CallerCard.tsx";
import type { PartProps } from "./part.ts";

/** A whole report from elsewhere: what its person saw, what to do, and the evidence. */
export function ReportView({ report, ports, settings }: PartProps & { report: Report }) {
  const { catalogue, save } = ports;
  const view = useView();
  const { code, cause } = report.verdict;
  return (
    <>
      <CallerCard
        verdict={code}
        cause={cause}
        sentences={cardSentences({ state: "done", report }, view)}
        ticket={() => ticketText(report, supportCode(report), view)}
      />
      <Edition report={report} />
      <ReportSections {...{ report, catalogue, settings, save }} />
    </>
  );
}
