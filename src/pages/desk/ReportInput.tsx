import { useId, useLayoutEffect, useState } from "preact/hooks";
import { REPORT_LIMIT, type SharedForm } from "../../core/shared-forms.ts";
import { openShared, type SharedResult } from "../../core/open-shared.ts";
import type { FoundCode } from "../../core/read-support-code.ts";
import { countText } from "../../report-text/plural.ts";
import { keyOf } from "../../report-text/translator.ts";
import { isolated } from "../../report-text/untrusted-text.ts";
import { PageLink } from "../../view/page-links.tsx";
import { useView } from "../../view/view-context.ts";
import type { DeskPorts } from "./part.ts";
import type { Shared } from "./shared.ts";

interface Props {
  /** What the report is for: the heading. */
  label: string;
  ports: Pick<DeskPorts, "readFile" | "readReport" | "takeHandedOver">;
  /** Offers this browser's last report, too. Stands inside something that shows its heading. */
  own?: boolean;
  onShared(shared: Shared | null): void;
}

type Fault = Extract<SharedResult, { ok: false }>;
type Trouble = Fault | { ok: false; fault: "unreadable" | "no-report"; where?: string };
interface Codes {
  codes: readonly FoundCode[];
  form: SharedForm;
  shown: FoundCode;
}

/** Ways in which text gets into the box as a whole. */
const AT_ONCE = ["insertFromPaste", "insertFromDrop"];

/** Opens what a caller sent in any form, pasted, dropped or chosen; or says what it is and what to ask for. */
export function ReportInput({ label, ports, own = false, onShared }: Props) {
  const { t, language } = useView();
  const [pasted, setPasted] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [codes, setCodes] = useState<Codes | null>(null);
  const heading = useId();
  const showCode = (all: readonly FoundCode[], form: SharedForm, found: FoundCode) => {
    setCodes({ codes: all, form, shown: found });
    onShared({ kind: "code", found, form });
  };
  const take = (opened: SharedResult | Trouble, isOwn = false) => {
    setTrouble(opened.ok ? null : opened);
    setCodes(null);
    if (!opened.ok) onShared(null);
    else if ("report" in opened) onShared({ kind: "report", report: opened.report, own: isOwn });
    else showCode(opened.codes, opened.form, opened.codes[0]!);
  };
  useLayoutEffect(() => {
    const text = own ? null : ports.takeHandedOver();
    if (text === null) return;
    setPasted(text);
    take(openShared(text));
    // Once: another page gave it before this one opened.
  }, []);
  const takeFile = async (file: File | undefined) => {
    if (!file) return;
    // Do not read the file: no report is that long.
    if (file.size > REPORT_LIMIT && !file.type.startsWith("image/"))
      return take({ ok: false, fault: "too-large" });
    const text = await ports.readFile(file).catch(() => null);
    take(text === null ? { ok: false, fault: "unreadable" } : openShared(text, file.type));
  };
  const takeOwn = async () => {
    const report = await ports.readReport().catch(() => null);
    take(report ? { ok: true, report } : { ok: false, fault: "no-report" }, true);
  };
  return (
    <section
      class={own ? "report-input" : "panel report-input"}
      aria-labelledby={heading}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        const file = event.dataTransfer?.files[0];
        if (!file) return;
        event.preventDefault();
        void takeFile(file);
      }}
    >
      <h2 id={heading} class={own ? "visually-hidden" : undefined}>
        {label}
      </h2>
      <label class="choice">
        <span>{t("openPaste")}</span>
        <textarea
          rows={3}
          dir="ltr"
          spellcheck={false}
          value={pasted}
          onInput={(event) => {
            const { value } = event.currentTarget;
            setPasted(value);
            if (AT_ONCE.includes(event.inputType)) take(openShared(value));
          }}
          onPaste={(event) => void takeFile(event.clipboardData?.files[0])}
        />
      </label>
      <p class="actions">
        <button type="button" class="button button-main" onClick={() => take(openShared(pasted))}>
          {t("openShow")}
        </button>
        <label class="file-choice">
          <span>{t("openFile")}</span>
          <input type="file" onChange={(event) => void takeFile(event.currentTarget.files?.[0])} />
        </label>
        {own && (
          <button type="button" class="button" data-own onClick={() => void takeOwn()}>
            {t("openOwn")}
          </button>
        )}
      </p>
      <div role="status" data-fault={trouble?.fault} data-form={codes?.form}>
        {trouble && <p>{t(keyOf("openFault", trouble.fault), isolated(trouble.where ?? ""))}</p>}
        {trouble?.fault === "certificate" && (
          <p>
            <PageLink page="read" />
          </p>
        )}
        {codes && <p>{t(keyOf("openedFrom", codes.form))}</p>}
      </div>
      {codes && codes.codes.length > 1 && (
        <>
          <p>{countText({ t, language }, "openSeveral", codes.codes.length - 1)}</p>
          <ul class="answers">
            {codes.codes.map((found) => (
              <li key={found.code}>
                <button
                  type="button"
                  class="button"
                  aria-pressed={found === codes.shown}
                  data-found={found.code}
                  onClick={() => showCode(codes.codes, codes.form, found)}
                >
                  <code translate={false}>{found.code}</code>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
