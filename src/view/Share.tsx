/** The report in a form to copy or save, by default without what identifies a network. */
import { useMemo, useState } from "preact/hooks";
import type { Catalogue } from "../core/catalogue.ts";
import type { Report } from "../core/report.ts";
import { inspectionFaults } from "../core/strict-rules.ts";
import { Choice } from "./Choice.tsx";
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
import { REDACTIONS, type Redactions } from "../sharing/private.ts";
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
  const [form, setForm] = useState<ExportForm>("json");
  const [redactions, setRedactions] = useState<Redactions>(ALL_REDACTED);
  const shared = useMemo(
    () => redact(report, catalogue, redactions),
    [report, catalogue, redactions],
  );
  // From the whole report, because the redacted one may have lost the certificates' bytes.
  const strict = useMemo(() => inspectionFaults(report), [report]);
  const text = useMemo(
    () => writeReport(form, shared, { t, language }, support, strict),
    [form, shared, t, language, support, strict],
  );
  const name = fileName(form, shared);
  return (
    <div class="share-form" data-share={form}>
      <p>{t("shareIntro")}</p>
      {report.training && <p class="edition">{t("shareTraining")}</p>}
      <Choice<ExportForm>
        label={t("shareForm")}
        value={form}
        options={EXPORT_FORMS.map((each) => ({
          value: each,
          label: t(keyOf("shareForm", each)),
          ...(each === "json" ? {} : { group: t("shareForPeople") }),
        }))}
        onChange={setForm}
      />
      <LeaveOut
        redactions={redactions}
        onChange={setRedactions}
        contact={form !== "json" && hasSupport(support)}
      />
      <pre
        class="share-preview"
        tabIndex={0}
        role="region"
        aria-label={t("sharePreview")}
        dir="auto"
      >
        {text}
      </pre>
      <p class="actions">
        <CopyButton shown text={() => text} label={t("shareCopy")} />
        <button
          type="button"
          class={form === "json" ? "button button-main" : "button"}
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
  /** The report says how to reach a help desk. */
  contact: boolean;
}

function LeaveOut({ redactions, onChange, contact }: LeaveOutProps) {
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
          <span>{t(keyOf("shareRedact", each))}</span>
        </label>
      ))}
      <p class="note" id="share-note">
        {t("shareRedactNote")}
        {!all && ` ${t("shareRedactNone")}`}
        {contact && ` ${t("shareSupportStays")}`}
      </p>
    </fieldset>
  );
}
