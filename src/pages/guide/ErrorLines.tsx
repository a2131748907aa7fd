/** Known error lines: found while typing or in a pasted log; all of them, folded, while nothing is typed. */
import { useEffect, useMemo, useState } from "preact/hooks";
import {
  ERROR_LINES,
  TEXT_LIMIT,
  comparable,
  errorLineGroups,
  matchedParts,
  nearestErrorLines,
  openQuestions,
  searchErrorLines,
  type ErrorLine,
} from "../../guidance/error-lines.ts";
import { browserWord } from "../../guidance/browser-word.ts";
import { programOf } from "../../guidance/programs.ts";
import { dataKey, keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { listText, integerText } from "../../report-text/format.ts";
import { countText } from "../../report-text/plural.ts";
import { Icon } from "../../view/Icon.tsx";
import { PageLink } from "../../view/page-links.tsx";
import { rewriteAddress } from "../../view/use-address.ts";
import { Sources } from "../../view/Sources.tsx";
import type { TopicProps } from "./topic.ts";

const EXAMPLES = ["chromium-headline", "aws-cli-endpoint", "python-local-issuer", "go-authority"];

/** Found rows beyond this are listed by one line each. */
const MOST_CARDS = 3;

/** The error line of the row in the address, or the browser's word that it holds. */
function lineOf(id: string): string {
  return ERROR_LINES.find((row) => row.id === id)?.lines[0] ?? browserWord(id) ?? "";
}

function addressOf(id: string): string {
  return `#error-lines/${id}`;
}

export function ErrorLines({ detail }: TopicProps) {
  const { t, language } = useView();
  const [text, setText] = useState(() => lineOf(detail));
  useEffect(() => {
    if (detail) setText(lineOf(detail));
  }, [detail]);
  const type = (typed: string) => {
    setText(typed);
    if (detail) rewriteAddress("#error-lines");
  };
  return (
    <>
      <p>
        {t("errorIntro")} {t("errorFiles")} <PageLink page="read">{t("readTitle")}</PageLink>
      </p>
      <label class="log">
        <span>{t("errorField")}</span>
        <textarea
          rows={3}
          dir="ltr"
          spellcheck={false}
          value={text}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </label>
      <p class="note">{t("errorPrivate")}</p>
      {text.length > TEXT_LIMIT && (
        <p class="note">{t("errorCut", integerText(TEXT_LIMIT, language))}</p>
      )}
      <Results text={text} />
    </>
  );
}

function Results({ text }: { text: string }) {
  const { t, language } = useView();
  const isEmpty = comparable(text) === "";
  const found = useMemo(() => (isEmpty ? [] : searchErrorLines(text)), [text, isEmpty]);
  const nearest = useMemo(
    () => (isEmpty || found.length ? [] : nearestErrorLines(text)),
    [text, isEmpty, found],
  );
  const rows = found.length ? found : nearest;
  const others = rows.slice(MOST_CARDS);
  const status = () => {
    if (isEmpty) return countText({ t, language }, "errorKnown", ERROR_LINES.length);
    if (found.length) return countText({ t, language }, "errorCount", found.length);
    return t(nearest.length ? "errorNearest" : "errorNone");
  };
  return (
    <>
      {isEmpty && <Examples />}
      <h2>{t(isEmpty ? "errorAll" : "errorResults")}</h2>
      <p role="status" class={isEmpty ? "note" : undefined}>
        {status()}
      </p>
      {isEmpty && <AllLines />}
      {rows.length > 0 && (
        <ul class="error-cards">
          {rows.slice(0, MOST_CARDS).map((row) => (
            <li key={row.id} class="panel" data-error={row.id}>
              <ErrorAdvice row={row} text={text} />
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <details class="error-group" data-others>
          <summary>{t("errorAlso", integerText(others.length, language))}</summary>
          <ErrorRows rows={others} />
        </details>
      )}
      {!isEmpty && !found.length && <Questions text={text} />}
    </>
  );
}

/** What to ask if nothing was found. */
function Questions({ text }: { text: string }) {
  const { t } = useView();
  return (
    <div class="prose" data-questions>
      <p>{t("readAsk")}</p>
      <ul class="bullets">
        {openQuestions(text).map((question) => (
          <li key={question}>{t(keyOf("errorAsk", question))}</li>
        ))}
      </ul>
    </div>
  );
}

function Examples() {
  const { t } = useView();
  return (
    <p class="error-examples">
      {t("errorExamples")}{" "}
      {EXAMPLES.map((id) => (
        <a key={id} href={addressOf(id)} dir="ltr">
          {lineOf(id)}
        </a>
      ))}
    </p>
  );
}

function AllLines() {
  const { language } = useView();
  return (
    <div class="error-groups">
      {errorLineGroups().map(({ programs, rows }) => (
        <details key={programs[0]} class="error-group" data-programs={programs.join("; ")}>
          <summary>
            {programs.join(" · ")} <span class="note">({integerText(rows.length, language)})</span>
          </summary>
          <ErrorRows rows={rows} />
        </details>
      ))}
    </div>
  );
}

/** One line each: the message and its most likely cause. */
function ErrorRows({ rows }: { rows: readonly ErrorLine[] }) {
  const { t } = useView();
  return (
    <ul class="error-rows">
      {rows.map(({ id, lines, causes: [cause] }) => (
        <li key={id} data-error={id}>
          <a href={addressOf(id)}>
            <code dir="ltr">{lines[0]}</code>
            {cause && <span class="note">{t(dataKey("errorCause", cause))}</span>}
            <Icon name="chevron" />
          </a>
        </li>
      ))}
    </ul>
  );
}

function ErrorAdvice({ row, text }: { row: ErrorLine; text: string }) {
  const { t, language } = useView();
  const causes = row.causes.map((cause) => t(dataKey("errorCause", cause)));
  return (
    <>
      <h3>
        {row.lines.map((line) => (
          <MarkedLine key={line} line={line} text={text} />
        ))}
      </h3>
      <p class="error-facts">
        <span class="tag tone-calm">{row.program}</span>{" "}
        <a href={addressOf(row.id)}>
          <Icon name="link" /> {t("errorLink")}
        </a>
      </p>
      <dl class="error-advice">
        <dt>{t("errorMeans")}</dt>
        <dd>{t(keyOf("errorMeaning", row.meaning))}</dd>
        {causes.length > 0 && (
          <>
            <dt>{t("errorUsual")}</dt>
            <dd>{listText(causes, language)}</dd>
          </>
        )}
        <dt>{t("errorDo")}</dt>
        <dd>
          {t(keyOf("errorDo", row.meaning))} <ReadMore row={row} />
        </dd>
      </dl>
      <Sources ids={row.sources} />
    </>
  );
}

function MarkedLine({ line, text }: { line: string; text: string }) {
  return (
    <code dir="ltr">
      {matchedParts(line, text).map(({ text: part, isMatch }, index) =>
        isMatch ? <mark key={index}>{part}</mark> : part,
      )}
    </code>
  );
}

function ReadMore({ row: { read } }: { row: ErrorLine }) {
  const { t } = useView();
  if (!read) {
    return (
      <>
        {t("errorCheck")} <PageLink page="report" />
      </>
    );
  }
  const { topic, detail } = read;
  return (
    <>
      {t("errorRead")}{" "}
      <a href={`#${[topic, detail].filter(Boolean).join("/")}`}>
        {t(keyOf("topic", topic))}
        {detail !== undefined && `: ${programOf(detail).name}`}
      </a>
    </>
  );
}
