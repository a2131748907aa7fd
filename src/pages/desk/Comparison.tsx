import type { Catalogue } from "../../core/catalogue.ts";
import type { Observation } from "../../core/observation.ts";
import type { Report } from "../../core/report.ts";
import { differences, summaryOf } from "../../core/summary.ts";
import { changeReason } from "../../guidance/change-reason.ts";
import { keyOf, useDoors } from "../../view/doors.ts";
import { Foreign } from "../../view/Foreign.tsx";
import { moment } from "../../view/format.ts";
import { differenceText } from "../report/History.tsx";
import { changedTests, type ChangedTest } from "./changed-tests.ts";

interface Props {
  before: Report;
  after: Report;
  catalogue: Catalogue;
}

/** What two reports do not have in common, and nothing else. */
export function Comparison({ before, after, catalogue }: Props) {
  const doors = useDoors();
  const { t, language } = doors;
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
        {t("compareTimes", moment(before.finishedAt, language), moment(after.finishedAt, language))}
      </p>
      <div role="status">{same && <p>{t("compareSame")}</p>}</div>
      {changes.length > 0 && (
        <ul class="bullets">
          {changes.map((change) => (
            <li key={`${change.about} ${"root" in change ? change.root : ""}`}>
              {differenceText(change, names, doors)}
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
  const { t } = useDoors();
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
                <Foreign text={new URL(url).host} />
              </th>
              <td>
                <Outcome seen={before} />
              </td>
              <td>
                <Outcome seen={after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Outcome({ seen }: { seen: Observation | null }) {
  const { t } = useDoors();
  if (!seen) return <>{t("noneKnown")}</>;
  return <>{seen.failure ? t(keyOf("failure", seen.failure.code)) : t("loaded")}</>;
}
