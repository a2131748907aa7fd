import { spellOut, supportCode } from "../../core/support-code.ts";
import type { Report } from "../../core/report.ts";
import { pickFacts, valueText } from "../../report-text/fact.ts";
import { environmentFacts } from "../../report-text/report-facts.ts";
import { isolated } from "../../report-text/untrusted-text.ts";
import { SupportCode } from "../SupportCode.tsx";
import { useView } from "../view-context.ts";

interface Props {
  report: Report;
  /** Whether the support code is shown. */
  withCode: boolean;
}

/** What a help desk asks first: the support code, and with what and when the check was made. */
export function ResultLine({ report, withCode }: Props) {
  const view = useView();
  const { name, version } = report.browser;
  const browser = isolated(`${name} ${version.split(".")[0]}`);
  const facts = pickFacts(environmentFacts(report, view), ["system", "checked"]);
  const code = withCode ? supportCode(report) : null;
  return (
    <section class="panel result-line">
      {withCode && <SupportCode report={report} />}
      <p class="note">{[browser, ...facts.map(valueText)].join(" · ")}</p>
      {code !== null && <SpeltCode code={code} />}
    </section>
  );
}

/** The words to say for each character. */
function SpeltCode({ code }: { code: string }) {
  const { t } = useView();
  return (
    <details class="more">
      <summary>{t("supportCodeSpelt")}</summary>
      <p class="note">{t("supportCodeUse")}</p>
      <ol class="spelt">
        {code.split("-").map((group, index) => (
          <li key={index}>
            <b>{group}</b>{" "}
            {spellOut(group)
              .map(({ word }) => word)
              .join(" ")}
          </li>
        ))}
      </ol>
    </details>
  );
}
