import { TEST_ANSWERS, type TestTool } from "../../guidance/smtp.ts";
import { dataKey } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";

/** What a tool may print, and what that means. */
export function AnswerTable({ tool }: { tool: TestTool }) {
  const { t } = useView();
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
                    {t(dataKey("smtpAnswer", id))}{" "}
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
