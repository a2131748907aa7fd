import type { ReadingFinding } from "../../reading/model.ts";
import { questionTexts } from "../../report-text/error-text.ts";
import { listText } from "../../report-text/format.ts";
import { dataKey } from "../../report-text/translator.ts";
import { PageLink } from "../../view/page-links.tsx";
import { useView } from "../../view/view-context.ts";

/** Why a program's error may have come about, and what tells the causes apart. */
export function ErrorCauses({
  finding: { causes, questions, values },
}: {
  finding: ReadingFinding;
}) {
  const { t, language } = useView();
  const [, row = ""] = values;
  const names = causes.map((cause) => t(dataKey("errorCause", cause)));
  return (
    <>
      {names.length > 0 && (
        <details class="causes" data-causes={causes.join(" ")}>
          <summary>
            {t("errorUsual")}: {listText(names, language)}
          </summary>
          <ul class="bullets">
            {causes.map((cause, index) => (
              <li key={cause}>
                <strong>{names[index]}</strong>: {t(dataKey("errorTell", cause))}
              </li>
            ))}
          </ul>
        </details>
      )}
      {questions.length > 0 && (
        <>
          <p>{t("readAsk")}</p>
          <ul class="bullets" data-questions={questions.join(" ")}>
            {questionTexts(questions, { t }).map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
        </>
      )}
      <p>
        <PageLink page="guide" place={`#error-lines/${row}`}>
          {t("readInGuide")}
        </PageLink>
      </p>
    </>
  );
}
