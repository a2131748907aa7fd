import { sharedControlResult } from "../../core/control-result.ts";
import type { Report } from "../../core/report.ts";
import { environmentLine, methodFacts } from "../../report-text/method-facts.ts";
import { OneFact } from "../Facts.tsx";
import { useView } from "../view-context.ts";

/** Why the verdict can be believed, and what exactly was tested. */
export function HowTested({ report }: { report: Report }) {
  const view = useView();
  const facts = methodFacts(report, view);
  const isKnown = facts.some(({ id, value }) => id === "answers" && value !== "");
  return (
    <ul class="bullets" data-section="method">
      <li data-baseline={report.baseline.loaded ? "loaded" : "failed"}>
        <OneFact facts={facts} id="baseline" />
      </li>
      {(["expired", "revoked"] as const).map((kind) => (
        <li key={kind} data-control={kind} data-result={sharedControlResult(report, kind)}>
          <OneFact facts={facts} id={kind} />
        </li>
      ))}
      {isKnown && (
        <li data-answers>
          <OneFact facts={facts} id="answers" />
        </li>
      )}
      <li>{environmentLine(report, view)}</li>
    </ul>
  );
}
