import { useState } from "preact/hooks";
import { settingFaults, type SettingFault } from "../../core/settings.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { isolated } from "../../report-text/untrusted-text.ts";
import { fieldText, fieldValue, invalidText } from "./fields.ts";
import type { SettingProps } from "./SettingField.tsx";

/** A line or list of text. It is stored when the person leaves the field, if it is valid. */
export function TextControl({
  field: { key, input },
  control,
  value,
  stored,
  locked,
  onSave,
}: SettingProps & { control: "line" | "list"; locked: boolean }) {
  const { t } = useView();
  const valid = fieldText(value);
  const invalid = stored.length ? invalidText(control, value, stored) : null;
  /** What the person has typed and not finished, or what is invalid; null if neither. */
  const [draft, setDraft] = useState<string | null>(null);
  const text = locked ? valid : (draft ?? invalid ?? valid);
  const given = fieldValue(control, text);
  const [wasLeft, setWasLeft] = useState(false);
  const faults = faultsOf();
  const wrong = faults.length > 0 && (draft === null || wasLeft);
  function faultsOf(): readonly SettingFault[] {
    if (locked) return [];
    if (draft === null) return stored;
    return text === valid ? [] : settingFaults(key, given);
  }
  const commit = async () => {
    setWasLeft(true);
    if (faults.length) return;
    const isStored = text === valid && invalid === null;
    if (isStored || (await onSave({ [key]: given }))) setDraft(null);
  };
  const shared = {
    id: key,
    value: text,
    readOnly: locked,
    spellcheck: false,
    autocomplete: "off",
    dir: control === "list" || input ? ("ltr" as const) : ("auto" as const),
    "aria-invalid": wrong,
    "aria-describedby": `${key}-help ${key}-fault`,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      setDraft(currentTarget.value),
    onChange: () => void commit(),
  };
  return (
    <>
      {control === "list" ? (
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
