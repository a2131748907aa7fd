import type { ComponentChildren } from "preact";
import type { Catalogue } from "../../core/catalogue.ts";
import type { Observation } from "../../core/observation.ts";
import type { Report } from "../../core/report.ts";
import { comparedFacts, summaryOf } from "../../core/summary.ts";
import { changeReason } from "../../guidance/change-reason.ts";
import type { MessageKey } from "../../platform/i18n.ts";
import { codeTime } from "../../report-text/code-facts.ts";
import { comparedCodes } from "../../report-text/compared-codes.ts";
import {
  comparedFact,
  rootsInShort,
  type ComparedFact,
} from "../../report-text/difference-text.ts";
import { outcomeText } from "../../report-text/facts.ts";
import { momentText } from "../../report-text/format.ts";
import { countText } from "../../report-text/plural.ts";
import { keyOf } from "../../report-text/translator.ts";
import { UntrustedText } from "../../view/UntrustedText.tsx";
import { useView } from "../../view/view-context.ts";
import { changedTests, testPairs, type ChangedTest } from "./changed-tests.ts";
import { comparable, sharedContent, type Shared } from "./shared.ts";

interface Props {
  first: Shared;
  second: Shared;
  catalogue: Catalogue;
}

/** What changed between two reports: in one sentence, then fact by fact. */
export function Comparison({ first, second, catalogue }: Props) {
  const view = useView();
  const { t } = view;
  const pair = inOrder(first, second);
  const [before, after] = comparable(pair, catalogue) as [Report, Report];
  const fromCode = pair.some(({ kind }) => kind === "code");
  const [earlier, later] = [summaryOf(before), summaryOf(after)];
  const facts = fromCode
    ? comparedCodes(sharedContent(pair[0]), sharedContent(pair[1]), catalogue, view)
    : wholeFacts();
  const changes = facts.filter(({ differs }) => differs);
  const same = facts.filter(({ isSame }) => isSame);
  const reason = changeReason(earlier, later);
  const tests = changedTests(before, after);
  const sameTests = testPairs(before, after).length - tests.length;
  const isOwn = second.kind === "report" && second.own;
  const heads = [
    t(isOwn ? "compareCaller" : "compareThen"),
    t(isOwn ? "compareHere" : "compareNow"),
  ] as const;
  return (
    <section class="panel" aria-labelledby="comparison" data-differences={changes.length}>
      <h2 id="comparison">{t("compareTitle")}</h2>
      <p class="short" role="status" data-short>
        {shortText()}
      </p>
      <p class="note">{t("compareTimes", heads[0], timeOf(pair[0]), heads[1], timeOf(pair[1]))}</p>
      {fromCode && <p class="note">{t("compareCodes")}</p>}
      {reason && <p data-reason={reason}>{t(keyOf("changeReason", reason))}</p>}
      {!changes.length && !tests.length && <p>{t("compareSame")}</p>}
      {changes.length > 0 && <FactTable facts={changes} heads={heads} />}
      {tests.length > 0 && (
        <details class="more" open={!changes.length}>
          <summary>{countText(view, "compareTests", tests.length)}</summary>
          <TestTable tests={tests} heads={heads} />
        </details>
      )}
      {same.length + sameTests > 0 && (
        <details class="more" data-unchanged={same.length + sameTests}>
          <summary>{countText(view, "compareUnchanged", same.length + sameTests)}</summary>
          <ul class="bullets">
            {same.map(({ key, words }) => (
              <li key={key}>{t("compareFactSame", words.about, words.after)}</li>
            ))}
            {sameTests > 0 && <li>{countText(view, "compareSameTests", sameTests)}</li>}
          </ul>
        </details>
      )}
    </section>
  );

  function wholeFacts(): ComparedFact[] {
    const names = new Map(catalogue.roots.map(({ id, name }) => [id, name]));
    return comparedFacts(earlier, later).map((fact) => comparedFact(fact, names, view));
  }

  function shortText(): string {
    const [then, now] = [before, after].map(({ roots }) => roots.filter(({ decides }) => decides));
    const [was, is] = [rootsInShort(then!, "Then", view), rootsInShort(now!, "Now", view)];
    return is === rootsInShort(then!, "Now", view)
      ? t("compareShortSame", is)
      : t("compareShort", heads[0], was, heads[1], is);
  }

  function timeOf(shared: Shared): string {
    const { language, timeZone } = view;
    return shared.kind === "code"
      ? codeTime(shared.found.content, view)
      : momentText(shared.report.finishedAt, language, timeZone);
  }
}

/** The earlier one first, unless the second is this browser's own. */
function inOrder(first: Shared, second: Shared): [Shared, Shared] {
  if (second.kind === "report" && second.own) return [first, second];
  return madeAt(first) > madeAt(second) ? [second, first] : [first, second];
}

function madeAt(shared: Shared): number {
  return Date.parse(
    shared.kind === "report" ? shared.report.finishedAt : shared.found.content.madeAt,
  );
}

interface FactTableProps {
  facts: readonly ComparedFact[];
  heads: readonly [string, string];
}

function FactTable({ facts, heads }: FactTableProps) {
  return (
    <Table named="compareFacts" about="compareFact" heads={heads}>
      {facts.map(({ key, kind, words: { about, before, after } }) => (
        <tr key={key} data-about={kind}>
          <th scope="row">{about}</th>
          <td>{before}</td>
          <td>{after}</td>
        </tr>
      ))}
    </Table>
  );
}

function TestTable({
  tests,
  heads,
}: {
  tests: readonly ChangedTest[];
  heads: FactTableProps["heads"];
}) {
  return (
    <Table named="compareDifferentTests" about="fieldTestPage" heads={heads}>
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
    </Table>
  );
}

interface TableProps {
  /** What screen readers call the table. */
  named: MessageKey;
  /** The heading of its first column. */
  about: MessageKey;
  heads: readonly [string, string];
  children: ComponentChildren;
}

function Table({ named, about, heads, children }: TableProps) {
  const { t } = useView();
  return (
    <div class="table-wrap" role="region" aria-label={t(named)} tabIndex={0}>
      <table class="compared">
        <thead>
          <tr>
            {[t(about), ...heads].map((text) => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function Outcome({ test }: { test: Observation | null }) {
  const view = useView();
  return <>{test ? outcomeText(test, view) : view.t("noneKnown")}</>;
}
