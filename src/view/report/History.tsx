import { changeReason } from "../../guidance/change-reason.ts";
import { differences, type Difference, type Summary } from "../../core/summary.ts";
import { keyOf, type Translator } from "../../report-text/translator.ts";
import { useView } from "../view-context.ts";
import { findingLabel } from "../../report-text/labels.ts";
import { momentText } from "../../report-text/format.ts";
import { useFollowed, type Followed } from "../use-followed.ts";
import { isolated } from "../../report-text/untrusted-text.ts";

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

/** Earlier checks of this browser, each with what had changed since the one before it. */
export function History({ ports, names }: Props) {
  const { t } = useView();
  const history = useFollowed(ports.history).value ?? [];
  return (
    <>
      <h2>{t("history")}</h2>
      <section class="panel">
        <p class="note">{t(history.length ? "historyIntro" : "historyEmpty")}</p>
        {history.length > 0 && (
          <>
            <ol class="history">
              {history.map((summary, index) => (
                <Entry
                  key={summary.id}
                  summary={summary}
                  before={history[index + 1]}
                  names={names}
                />
              ))}
            </ol>
            <p class="no-print">
              <button type="button" class="button" onClick={() => void ports.clearHistory()}>
                {t("historyClear")}
              </button>
            </p>
          </>
        )}
      </section>
    </>
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
        <strong>{t(keyOf("verdict", summary.verdict))}</strong>
        {summary.cause !== "none" && ` (${t(keyOf("cause", summary.cause))})`}
      </p>
      {before && !changes.length && <p class="note">{t("historySame")}</p>}
      {changes.length > 0 && (
        <ul class="bullets note">
          {changes.map((change) => (
            <li key={`${change.about} ${"root" in change ? change.root : ""}`}>
              {differenceText(change, names, view)}
            </li>
          ))}
        </ul>
      )}
      {reason && (
        <p class="note" data-reason={reason}>
          {t(keyOf("changeReason", reason))}
        </p>
      )}
    </li>
  );
}

/** A difference in words: what it is about, then before and after. */
export function differenceText(
  change: Difference,
  names: ReadonlyMap<string, string>,
  { t }: Pick<Translator, "t">,
): string {
  const name = (id: string | null) =>
    id === null ? t("noneKnown") : (names.get(id) ?? isolated(id));
  const say = (about: string, before: string, after: string) =>
    t("difference", about, before, after);
  switch (change.about) {
    case "verdict":
      return say(
        t("aboutVerdict"),
        t(keyOf("verdict", change.before)),
        t(keyOf("verdict", change.after)),
      );
    case "cause":
      return say(
        t("aboutCause"),
        t(keyOf("cause", change.before)),
        t(keyOf("cause", change.after)),
      );
    case "finding": {
      const word = (root: typeof change.before) =>
        root === null ? t("noneKnown") : findingLabel(root, t);
      return say(name(change.root), word(change.before), word(change.after));
    }
    case "anchor":
      return say(t("aboutAnchor", name(change.root)), name(change.before), name(change.after));
    case "baseline": {
      const word = (loaded: boolean) => t(loaded ? "loaded" : "notLoaded");
      return say(t("aboutBaseline"), word(change.before), word(change.after));
    }
    default: {
      const word = (text: string | null) => (text === null ? t("noneKnown") : isolated(text));
      return say(t(keyOf("about", change.about)), word(change.before), word(change.after));
    }
  }
}
