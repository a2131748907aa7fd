import type { CatalogueRoot } from "../../core/catalogue.ts";
import { TEST_ANSWERS, type TestTool } from "../../guidance/smtp.ts";
import { decidingNames, rootNames } from "../../report-text/root-names.ts";
import { dataKey } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";

interface Props {
  tool: TestTool;
  roots: readonly CatalogueRoot[];
}

/** What a tool may print, and what that means. */
export function AnswerTable({ tool, roots }: Props) {
  const view = useView();
  const { t } = view;
  const deciding = decidingNames(roots, view);
  const older = rootNames(
    roots.filter(({ role }) => role === "older"),
    view,
  );
  return (
    <>
      <h2>{t("smtpAnswers")}</h2>
      <div class="table-wrap">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("smtpLine")}</th>
              <th scope="col">{t("smtpMeans")}</th>
            </tr>
          </thead>
          <tbody>
            {TEST_ANSWERS.filter((answer) => answer.tool === tool).map(
              ({ id, good, line, errorLine }) => (
                <tr key={id} data-answer={id}>
                  <th scope="row">
                    <code dir="ltr">{line}</code>
                  </th>
                  <td>
                    <span class={`tag ${good ? "tone-good" : "tone-bad"}`}>
                      {t(good ? "smtpGood" : "smtpBad")}
                    </span>{" "}
                    {t(dataKey("smtpAnswer", id), deciding, older)}{" "}
                    {errorLine && <a href={`#error-lines/${errorLine}`}>{t("smtpMore")}</a>}
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </div>
    </>
  );
}
