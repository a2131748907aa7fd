import { useId, useState } from "preact/hooks";
import { openReport, REPORT_LIMIT, type OpenResult } from "../../core/open-report.ts";
import type { Report } from "../../core/report.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { isolated } from "../../report-text/untrusted-text.ts";
import type { DeskPorts } from "./part.ts";

interface Props {
  /** What the report is for: the heading. */
  label: string;
  ports: Pick<DeskPorts, "readFile" | "readReport">;
  /** Offers this browser's last report, too. */
  own?: boolean;
  onReport(report: Report | null): void;
}

type Fault = Extract<OpenResult, { ok: false }>;
type Trouble = Fault | { ok: false; fault: "unreadable" | "no-report"; where?: string };

/** Opens a report from a file or from pasted text, or says why it cannot be opened. */
export function ReportInput({ label, ports, own = false, onReport }: Props) {
  const { t } = useView();
  const [pasted, setPasted] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const heading = useId();
  const take = (opened: OpenResult | Trouble) => {
    setTrouble(opened.ok ? null : opened);
    onReport(opened.ok ? opened.report : null);
  };
  const takeFile = async (file: File | undefined) => {
    if (!file) return;
    // Do not read the file: no report is that long.
    if (file.size > REPORT_LIMIT) return take({ ok: false, fault: "too-large" });
    const text = await ports.readFile(file).catch(() => null);
    take(text === null ? { ok: false, fault: "unreadable" } : openReport(text));
  };
  const takeOwn = async () => {
    const report = await ports.readReport().catch(() => null);
    take(report ? { ok: true, report } : { ok: false, fault: "no-report" });
  };
  return (
    <section class="panel" aria-labelledby={heading}>
      <h2 id={heading}>{label}</h2>
      <label class="choice">
        <span>{t("openFile")}</span>
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => void takeFile(event.currentTarget.files?.[0])}
        />
      </label>
      <label class="choice">
        <span>{t("openPaste")}</span>
        <textarea
          rows={4}
          dir="ltr"
          spellcheck={false}
          value={pasted}
          onInput={(event) => setPasted(event.currentTarget.value)}
        />
      </label>
      <p class="actions">
        <button type="button" class="button" onClick={() => take(openReport(pasted))}>
          {t("openShow")}
        </button>
        {own && (
          <button type="button" class="button" data-own onClick={() => void takeOwn()}>
            {t("openOwn")}
          </button>
        )}
      </p>
      <p role="status" data-fault={trouble?.fault}>
        {trouble && t(keyOf("openFault", trouble.fault), isolated(trouble.where ?? ""))}
      </p>
    </section>
  );
}
