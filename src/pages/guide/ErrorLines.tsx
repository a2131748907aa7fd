/** Known error lines: filtered while typing, or found in a pasted log. */
import { Fragment } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import {
  ERROR_LINES,
  TEXT_LIMIT,
  searchErrorLines,
  type ErrorLine,
} from "../../guidance/error-lines.ts";
import { dataKey, keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { listText, integerText } from "../../report-text/format.ts";
import { countText } from "../../report-text/plural.ts";
import { PageLink } from "../../view/page-links.tsx";
import { Sources } from "../../view/Sources.tsx";
import type { TopicProps } from "./topic.ts";

/** The error line of the row in the address. */
function lineOf(id: string): string {
  return ERROR_LINES.find((row) => row.id === id)?.lines[0] ?? "";
}

export function ErrorLines({ detail }: TopicProps) {
  const { t, language } = useView();
  const [text, setText] = useState(() => lineOf(detail));
  useEffect(() => {
    if (detail) setText(lineOf(detail));
  }, [detail]);
  const rows = useMemo(() => searchErrorLines(text), [text]);
  return (
    <>
      <p>{t("errorIntro")}</p>
      <label class="log">
        <span>{t("errorField")}</span>
        <textarea
          rows={4}
          dir="ltr"
          spellcheck={false}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <p class="note">{t("errorPrivate")}</p>
      {text.length > TEXT_LIMIT && (
        <p class="note">{t("errorCut", integerText(TEXT_LIMIT, language))}</p>
      )}
      <h2>{t("errorResults")}</h2>
      <p role="status">
        {rows.length ? countText({ t, language }, "errorCount", rows.length) : t("errorNone")}
      </p>
      <ul class="prose">
        {rows.map((row) => (
          <li key={row.id} class="panel" data-error={row.id}>
            <ErrorAdvice row={row} />
          </li>
        ))}
      </ul>
    </>
  );
}

function ErrorAdvice({ row }: { row: ErrorLine }) {
  const { t, language } = useView();
  const causes = row.causes.map((cause) => t(dataKey("errorCause", cause)));
  const { read } = row;
  return (
    <>
      <h3>
        {row.lines.map((line, index) => (
          <Fragment key={line}>
            {index > 0 && <br />}
            <code dir="ltr">{line}</code>
          </Fragment>
        ))}
      </h3>
      <p>
        <span class="tag tone-calm">{row.program}</span>
      </p>
      <p>{t(keyOf("errorMeaning", row.meaning))}</p>
      {causes.length > 0 && <p>{t("errorCauses", listText(causes, language))}</p>}
      <p>
        {read ? (
          <>
            {t("errorRead")}{" "}
            <a href={`#${[read.topic, read.detail].filter(Boolean).join("/")}`}>
              {t(keyOf("topic", read.topic))}
            </a>
          </>
        ) : (
          <>
            {t("errorCheck")} <PageLink page="report" />
          </>
        )}
      </p>
      <Sources ids={row.sources} />
    </>
  );
}
