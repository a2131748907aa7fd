import type { Catalogue } from "../../core/catalogue.ts";
import type { Observation } from "../../core/observation.ts";
import type { Report } from "../../core/report.ts";
import { differences, summaryOf } from "../../core/summary.ts";
import { changeReason } from "../../guidance/change-reason.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { UntrustedText } from "../../view/UntrustedText.tsx";
import { momentText } from "../../report-text/format.ts";
import { differenceText } from "../../report-text/difference-text.ts";
import { outcomeText } from "../../report-text/facts.ts";
import { changedTests, type ChangedTest } from "./changed-tests.ts";

interface Props {
  before: Report;
  after: Report;
  catalogue: Catalogue;
}

/** The differences between two reports. */
export function Comparison({ before, after, catalogue }: Props) {
  const view = useView();
  const { t, language } = view;
  const names = new Map(catalogue.roots.map(({ id, name }) => [id, name]));
  const [earlier, later] = [summaryOf(before), summaryOf(after)];
  const changes = differences(earlier, later);
  const reason = changeReason(earlier, later);
  const tests = changedTests(before, after);
  const same = !changes.length && !tests.length;
  return (
    <section class="panel" aria-labelledby="comparison" data-differences={changes.length}>
      <h2 id="comparison">{t("compareTitle")}</h2>
      <p class="note">
        {t(
          "compareTimes",
          momentText(before.finishedAt, language),
          momentText(after.finishedAt, language),
        )}
      </p>
      <div role="status">{same && <p>{t("compareSame")}</p>}</div>
      {changes.length > 0 && (
        <ul class="bullets">
          {changes.map((change) => (
            <li key={`${change.about} ${"root" in change ? change.root : ""}`}>
              {differenceText(change, names, view)}
            </li>
          ))}
        </ul>
      )}
      {reason && <p data-reason={reason}>{t(keyOf("changeReason", reason))}</p>}
      {tests.length > 0 && <TestTable tests={tests} />}
    </section>
  );
}

function TestTable({ tests }: { tests: readonly ChangedTest[] }) {
  const { t } = useView();
  return (
    <div class="table-wrap" role="region" aria-label={t("compareTests")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("fieldTestPage")}</th>
            <th scope="col">{t("compareBefore")}</th>
            <th scope="col">{t("compareAfter")}</th>
          </tr>
        </thead>
        <tbody>
          {tests.map(({ url, before, after }) => (
            <tr key={url} data-url={url}>
              <th scope="row">
                <UntrustedText text={new URL(url).host} />
              </th>
              <td>
                <Outcome test={before} />
              </td>
              <td>
                <Outcome test={after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Outcome({ test }: { test: Observation | null }) {
  const view = useView();
  return <>{test ? outcomeText(test, view) : view.t("noneKnown")}</>;
}
