import { changeReason } from "../../guidance/change-reason.ts";
import { differences, type Summary } from "../../core/summary.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../view-context.ts";
import { verdictLabel } from "../../report-text/labels.ts";
import { differenceText } from "../../report-text/difference-text.ts";
import { momentText } from "../../report-text/format.ts";
import { countText } from "../../report-text/plural.ts";
import { Fold } from "../Fold.tsx";
import { useFollowed, type Followed } from "../use-followed.ts";

export interface HistoryPorts {
  /** The newest first. */
  history: Followed<Summary[]>;
  clearHistory(): Promise<void>;
}

interface Props {
  ports: HistoryPorts;
  /** Names of roots by id. */
  names: ReadonlyMap<string, string>;
}

/** Earlier checks of this browser, each with the changes since the check before it. */
export function History({ ports, names }: Props) {
  const { t } = useView();
  const history = useFollowed(ports.history).value ?? [];
  return (
    <Fold title={t("headingCount", t("history"), String(history.length))} screenOnly>
      <p class="note">{t(history.length ? "historyIntro" : "historyEmpty")}</p>
      {history.length > 0 && (
        <>
          <ol class="history">
            {history.map((summary, index) => (
              <Entry key={summary.id} summary={summary} before={history[index + 1]} names={names} />
            ))}
          </ol>
          <p>
            <button type="button" class="button" onClick={() => void ports.clearHistory()}>
              {t("historyClear")}
            </button>
          </p>
        </>
      )}
    </Fold>
  );
}

interface EntryProps {
  summary: Summary;
  /** The check before it; undefined for the first. */
  before: Summary | undefined;
  names: ReadonlyMap<string, string>;
}

function Entry({ summary, before, names }: EntryProps) {
  const view = useView();
  const { t, language } = view;
  const changes = before ? differences(before, summary) : [];
  const reason = before ? changeReason(before, summary) : null;
  return (
    <li data-verdict={summary.verdict} data-cause={summary.cause}>
      <p>
        <time dateTime={summary.finishedAt}>{momentText(summary.finishedAt, language)}</time>
        {" · "}
        <strong>{verdictLabel({ code: summary.verdict, cause: summary.cause }, view)}</strong>
      </p>
      {before && !changes.length && <p class="note">{t("historySame")}</p>}
      {changes.length > 0 && (
        <details class="more">
          <summary>{countText(view, "historyChanges", changes.length)}</summary>
          <ul class="bullets note">
            {changes.map((change) => (
              <li key={`${change.about} ${"root" in change ? change.root : ""}`}>
                {differenceText(change, names, view)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {reason && (
        <p class="note" data-reason={reason}>
          {t(keyOf("changeReason", reason))}
        </p>
      )}
    </li>
  );
}
