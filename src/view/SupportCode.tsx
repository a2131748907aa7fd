import { spellOut, supportCode } from "../core/support-code.ts";
import type { Report } from "../core/report.ts";
import { CopyButton } from "./CopyButton.tsx";
import { useView } from "./view-context.ts";

interface Props {
  report: Report;
  /** Also shows the words to say for each character. */
  spelt?: boolean;
}

/** The report as a code that can be read out on the phone. */
export function SupportCode({ report, spelt = false }: Props) {
  const { t } = useView();
  const code = supportCode(report);
  if (code === null) return null;
  return (
    <div class="support-code">
      <p>
        <span class="support-code-label">{t("supportCode")}</span>{" "}
        <code translate={false}>{code}</code>
        <CopyButton text={() => code} label={t("copyThing", t("supportCode"))} />
      </p>
      {spelt && (
        <>
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
        </>
      )}
    </div>
  );
}
