import { useState } from "preact/hooks";
import { settingFaults } from "../../core/settings.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { isolated } from "../../report-text/untrusted-text.ts";
import { textOf, valueOf } from "./fields.ts";
import type { SettingProps } from "./SettingField.tsx";

/** Text is kept when the person has finished with it, and only where it counts. */
export function TextControl({
  field: { key, input },
  kind,
  value,
  locked,
  onSave,
}: SettingProps & { kind: "line" | "list"; locked: boolean }) {
  const { t } = useView();
  const shown = textOf(value);
  /** What the person has typed and not finished with, or what does not count; null where nothing. */
  const [draft, setDraft] = useState<string | null>(null);
  const text = locked ? shown : (draft ?? shown);
  const given = valueOf(kind, text);
  const faults = text === shown ? [] : settingFaults(key, given);
  const [told, setTold] = useState(false);
  const wrong = told && faults.length > 0;
  const commit = async () => {
    setTold(true);
    if (faults.length) return;
    if (text === shown || (await onSave({ [key]: given }))) setDraft(null);
  };
  const shared = {
    id: key,
    value: text,
    readOnly: locked,
    spellcheck: false,
    autocomplete: "off",
    dir: kind === "list" || input ? ("ltr" as const) : ("auto" as const),
    "aria-invalid": wrong,
    "aria-describedby": `${key}-help ${key}-fault`,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      setDraft(currentTarget.value),
    onChange: () => void commit(),
  };
  return (
    <>
      {kind === "list" ? (
        <textarea rows={3} {...shared} />
      ) : (
        <input type="text" inputMode={input ?? "text"} {...shared} />
      )}
      <div id={`${key}-fault`} role="status">
        {wrong && (
          <ul class="setting-fault tone-bad">
            {faults.map(({ fault, value: refused }, index) => (
              <li key={index}>
                {t("settingNotKept", isolated(refused), t(keyOf("settingFault", fault)))}
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
