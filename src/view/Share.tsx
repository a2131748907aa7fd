/** A report, or another text, in a form to copy or save, by default without what identifies a network. */
import type { ComponentChildren } from "preact";
import { useCallback, useMemo, useState } from "preact/hooks";
import type { Catalogue } from "../core/catalogue.ts";
import type { Report } from "../core/report.ts";
import { inspectionFaults } from "../core/strict-rules.ts";
import { Choice, type Option } from "./Choice.tsx";
import { CopyButton } from "./CopyButton.tsx";
import { openFold } from "./Fold.tsx";
import { keyOf } from "../report-text/translator.ts";
import { useView } from "./view-context.ts";
import {
  EXPORT_FORMS,
  writeReport,
  FILE_KINDS,
  fileName,
  fileText,
  type ExportForm,
} from "../report-text/forms.ts";
import { REDACTIONS, type Redaction, type Redactions } from "../sharing/private.ts";
import { ALL_REDACTED, redact } from "../sharing/redact.ts";
import { hasSupport, type SupportFields } from "../report-text/support-contact.ts";

/** Saves a text as a file; `type` is its media type. */
export type SaveFile = (name: string, type: string, text: string) => void;

interface Props {
  report: Report;
  /** Names in it are public and stay. */
  catalogue: Catalogue;
  support: SupportFields;
  save: SaveFile;
}

/** The id of the fold that shares the report on its page. */
export const SHARE = "share";

/** Opens the part of the page that shares the report. */
export function ShareButton() {
  const { t } = useView();
  return (
    <button type="button" class="button no-print" data-open-share onClick={() => openFold(SHARE)}>
      {t("shareReport")}
    </button>
  );
}

/** `ShareForm` as a part of a page, below its heading. */
export function Share(props: Props) {
  const { t } = useView();
  return (
    <section class="panel no-print" aria-labelledby="share-heading">
      <h2 id="share-heading">{t("shareHeading")}</h2>
      <ShareForm {...props} />
    </section>
  );
}

export function ShareForm({ report, catalogue, support, save }: Props) {
  const { t, language } = useView();
  // From the whole report, because the redacted one may have lost the certificates' bytes.
  const strict = useMemo(() => inspectionFaults(report), [report]);
  const write = useCallback(
    (form: ExportForm, redactions: Redactions): SharedText => {
      const shared = redact(report, catalogue, redactions);
      const text = writeReport(form, shared, { t, language }, support, strict);
      return { text, name: fileName(form, shared) };
    },
    [report, catalogue, support, strict, t, language],
  );
  return (
    <ShareText<ExportForm>
      forms={EXPORT_FORMS.map((value) => ({
        value,
        label: t(keyOf("shareForm", value)),
        ...(value === "json" ? {} : { group: t("shareForPeople") }),
      }))}
      main="json"
      write={write}
      save={save}
      switchLabel={(each) => t(keyOf("shareRedact", each))}
      note={(form) => (form !== "json" && hasSupport(support) ? t("shareSupportStays") : "")}
    >
      {report.training && <p class="edition">{t("shareTraining")}</p>}
    </ShareText>
  );
}

interface SharedText {
  text: string;
  /** Of the file. */
  name: string;
}

interface ShareTextProps<Form extends ExportForm> {
  forms: readonly Option<Form>[];
  /** The form that is rather saved than copied. */
  main?: Form;
  /** Keep it the same while it writes the same. */
  write(form: Form, redactions: Redactions): SharedText;
  save: SaveFile;
  switchLabel(redaction: Redaction): string;
  /** What to know of a form. */
  note?(form: Form): string;
  children?: ComponentChildren;
}

/** Characters of the preview: no report is that long, and a browser would freeze over millions. */
const PREVIEW = 300_000;

/** A text in one of several forms, redacted by choice, to copy or save. Shows what leaves before it does. */
export function ShareText<Form extends ExportForm>(props: ShareTextProps<Form>) {
  const { forms, main, write, save, switchLabel, note, children } = props;
  const { t } = useView();
  const [form, setForm] = useState<Form>(forms[0]!.value);
  const [redactions, setRedactions] = useState<Redactions>(ALL_REDACTED);
  const { text, name } = useMemo(() => write(form, redactions), [write, form, redactions]);
  return (
    <div class="share-form" data-share={form}>
      <p>{t("shareIntro")}</p>
      {children}
      <Choice<Form> label={t("shareForm")} value={form} options={forms} onChange={setForm} />
      <LeaveOut
        redactions={redactions}
        onChange={setRedactions}
        switchLabel={switchLabel}
        note={note?.(form) ?? ""}
      />
      <pre
        class="share-preview"
        tabIndex={0}
        role="region"
        aria-label={t("sharePreview")}
        dir="auto"
      >
        {text.slice(0, PREVIEW)}
      </pre>
      {text.length > PREVIEW && <p class="note">{t("sharePreviewCut")}</p>}
      <p class="actions">
        <CopyButton shown text={() => text} label={t("shareCopy")} />
        <button
          type="button"
          class={form === main ? "button button-main" : "button"}
          onClick={() => save(name, FILE_KINDS[form].type, fileText(form, text))}
        >
          {t("shareSave")}
        </button>
        <span class="note share-name">{t("shareSavedAs", name)}</span>
      </p>
    </div>
  );
}

interface LeaveOutProps {
  redactions: Redactions;
  onChange(redactions: Redactions): void;
  switchLabel(redaction: Redaction): string;
  /** May be empty. */
  note: string;
}

function LeaveOut({ redactions, onChange, switchLabel, note }: LeaveOutProps) {
  const { t } = useView();
  const all = REDACTIONS.every((each) => redactions[each]);
  return (
    <fieldset class="share-switches" aria-describedby="share-note">
      <legend>{t("shareRedactions")}</legend>
      {REDACTIONS.map((each) => (
        <label key={each} class="share-switch">
          <input
            type="checkbox"
            name={each}
            checked={redactions[each]}
            onChange={(event) => onChange({ ...redactions, [each]: event.currentTarget.checked })}
          />
          <span>{switchLabel(each)}</span>
        </label>
      ))}
      <p class="note" id="share-note">
        {t("shareRedactNote")}
        {!all && ` ${t("shareRedactNone")}`}
        {note !== "" && ` ${note}`}
      </p>
    </fieldset>
  );
}
