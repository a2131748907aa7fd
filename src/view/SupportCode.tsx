import { supportCode } from "../core/support-code.ts";
import type { Report } from "../core/report.ts";
import { CopyButton } from "./CopyButton.tsx";
import { useView } from "./view-context.ts";

/** The report as a code that can be read out on the phone. */
export function SupportCode({ report }: { report: Report }) {
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
    </div>
  );
}
