/** The table of tests: purpose, outcome, time and connection of each. */
import type { Observation } from "../../core/observation.ts";
import type { Report } from "../../core/report.ts";
import type { FactId } from "../../report-text/fact.ts";
import { checkTestFacts, checkTests } from "../../report-text/check-test-facts.ts";
import { OneFact } from "../Facts.tsx";
import { UntrustedText } from "../UntrustedText.tsx";
import { useView } from "../view-context.ts";

export function Tests({ report }: { report: Report }) {
  const { t } = useView();
  const tests = checkTests(report);
  const endMs = Math.max(1, ...tests.map((test) => test.startedMs + test.durationMs));
  return (
    <>
      <h2>{t("tests")}</h2>
      <p>{t("testsIntro")}</p>
      <div class="panel table-wrap" role="region" aria-label={t("tests")} tabIndex={0}>
        <table class="tests">
          <thead>
            <tr>
              <th scope="col">{t("fieldTestPage")}</th>
              <th scope="col">{t("columnPurpose")}</th>
              <th scope="col">{t("columnOutcome")}</th>
              <th scope="col">{t("columnTime")}</th>
              <th scope="col">{t("columnConnection")}</th>
            </tr>
          </thead>
          <tbody>
            {tests.map((test) => (
              <Test key={test.url} test={test} endMs={endMs} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Whether a control was right to fail, and how the browser names a failure. */
const FAILURE: readonly FactId[] = ["control", "failure-code", "symbol", "raw"];
const CONNECTION: readonly FactId[] = [
  "protocol",
  "cipher",
  "key-exchange",
  "signature",
  "address",
];

function Test({ test, endMs }: { test: Observation; endMs: number }) {
  const view = useView();
  const { url, kind, outcome, startedMs, durationMs } = test;
  const facts = checkTestFacts(test, view);
  return (
    <tr data-kind={kind} data-outcome={outcome} data-test={url}>
      <th scope="row">
        <UntrustedText text={new URL(url).host} />
      </th>
      <td>
        <OneFact facts={facts} id="purpose" />
      </td>
      <td>
        <OneFact facts={facts} id="outcome" />
        {FAILURE.map((id) => (
          <OneFact key={id} class="line note" facts={facts} id={id} />
        ))}
      </td>
      <td class="timing">
        <Bar startedMs={startedMs} durationMs={durationMs} endMs={endMs} />
        <OneFact facts={facts} id="duration" />
      </td>
      <td>
        {CONNECTION.map((id) => (
          <OneFact key={id} class="line" facts={facts} id={id} />
        ))}
      </td>
    </tr>
  );
}

/** Draws when a test ran within the whole check; the numbers are next to it as text. */
function Bar({
  startedMs,
  durationMs,
  endMs,
}: Record<"startedMs" | "durationMs" | "endMs", number>) {
  const percent = (ms: number) => `${((100 * ms) / endMs).toFixed(2)}%`;
  return (
    <svg class="bar" aria-hidden="true" focusable="false">
      <rect class="bar-track" width="100%" height="100%" />
      <rect
        x={percent(startedMs)}
        width={percent(Math.max(durationMs, endMs / 100))}
        height="100%"
      />
    </svg>
  );
}
