/** How the check was made, and its tests: purpose, outcome, time and connection of each. */
import type { Observation } from "../../core/observation.ts";
import type { Report } from "../../core/report.ts";
import type { FactId } from "../../report-text/fact.ts";
import { checkTestFacts, checkTests, isAsExpected } from "../../report-text/check-test-facts.ts";
import { OneFact } from "../Facts.tsx";
import { Fold } from "../Fold.tsx";
import { UntrustedText } from "../UntrustedText.tsx";
import { useView } from "../view-context.ts";
import { HowTested } from "./HowTested.tsx";

export function Tests({ report }: { report: Report }) {
  const { t } = useView();
  const tests = checkTests(report);
  const expected = tests.filter((test) => isAsExpected(test, report));
  const others = tests.filter((test) => !isAsExpected(test, report));
  const endMs = Math.max(1, ...tests.map((test) => test.startedMs + test.durationMs));
  const counts = [String(expected.length), String(others.length)];
  return (
    <Fold title={others.length ? t("testsSummary", ...counts) : t("testsAllExpected", ...counts)}>
      <HowTested report={report} />
      {others.length > 0 && (
        <>
          <h3>{t("testsToLookAt")}</h3>
          <TestTable report={report} tests={others} endMs={endMs} label={t("testsToLookAt")} />
        </>
      )}
      <details class="more no-print" open={others.length === 0}>
        <summary>{t("headingCount", t("testsExpected"), String(expected.length))}</summary>
        <TestTable report={report} tests={expected} endMs={endMs} label={t("testsExpected")} />
      </details>
      <p class="note no-print">{t("testsIntro")}</p>
    </Fold>
  );
}

interface TableProps {
  report: Report;
  tests: readonly Observation[];
  /** When the last test of the check ended: ms since its start. */
  endMs: number;
  label: string;
}

function TestTable({ report, tests, endMs, label }: TableProps) {
  const { t } = useView();
  return (
    <div class="table-wrap" role="region" aria-label={label} tabIndex={0}>
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
            <Test key={test.url} report={report} test={test} endMs={endMs} />
          ))}
        </tbody>
      </table>
    </div>
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

function Test({
  report,
  test,
  endMs,
}: Pick<TableProps, "report" | "endMs"> & { test: Observation }) {
  const view = useView();
  const { url, kind, outcome, startedMs, durationMs } = test;
  const facts = checkTestFacts(test, report, view);
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
