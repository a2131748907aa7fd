import type { FileReading } from "../../reading/model.ts";
import { questionTexts } from "../../report-text/error-text.ts";
import { PageLink } from "../../view/page-links.tsx";
import { useView } from "../../view/view-context.ts";

/** What to ask about a text in which nothing was recognised, and which messages of the guide come near. */
export function Unknown({ unknown }: { unknown: NonNullable<FileReading["unknown"]> }) {
  const view = useView();
  const { t } = view;
  const { nearest } = unknown;
  return (
    <div class="prose" data-unknown={nearest.length}>
      <p>{t("readAsk")}</p>
      <ul class="bullets" data-questions>
        {questionTexts(unknown.questions, view).map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
      {nearest.length > 0 && (
        <>
          <p>{t("errorNearest")}</p>
          <ul class="bullets" data-nearest>
            {nearest.map(({ row, program, line }) => (
              <li key={row} data-error={row}>
                {program}:{" "}
                <PageLink page="guide" place={`#error-lines/${row}`}>
                  <code dir="ltr">{line}</code>
                </PageLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
