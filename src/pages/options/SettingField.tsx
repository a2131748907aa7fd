import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { HIDEABLE, type SettingKey, type Settings } from "../../core/default-settings.ts";
import type { SettingSource } from "../../core/settings.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import type { Field } from "./fields.ts";
import { TextControl } from "./TextControl.tsx";

export interface SettingProps {
  field: Field;
  value: Settings[SettingKey];
  source: SettingSource;
  /** Resolves to whether the value was stored. */
  onSave(change: Partial<Settings>): Promise<boolean>;
  onReset(): Promise<boolean>;
  /** Shown below the value. */
  children?: ComponentChildren;
}

/** One setting: its name, where its value comes from, what it is for, and the value itself. */
export function SettingField(props: SettingProps) {
  const { t } = useView();
  const { field, source, onReset } = props;
  const { key } = field;
  const control = useRef<HTMLDivElement>(null);
  /** Counts the resets: each discards an invalid draft. */
  const [resets, setResets] = useState(0);
  const reset = async () => {
    await onReset();
    setResets((count) => count + 1);
  };
  useLayoutEffect(() => {
    // The pressed button is gone: the focus stays at its setting.
    if (resets) control.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  }, [resets]);
  const grouped = field.control === "sections";
  const Frame = grouped ? "fieldset" : "div";
  const name = t(keyOf("setting", key));
  return (
    <Frame
      class="setting"
      data-setting={key}
      data-source={source}
      aria-describedby={grouped ? `${key}-help` : undefined}
    >
      {grouped ? <legend>{name}</legend> : <label for={key}>{name}</label>}
      <p class="setting-source">
        <span class={source === "policy" ? "tag tone-warn" : "tag"}>
          {t(keyOf("settingSource", source))}
        </span>
      </p>
      <p class="note" id={`${key}-help`}>
        {t(keyOf("settingHelp", key))}
        {source === "policy" && ` ${t("settingLocked")}`}
      </p>
      <div class="setting-value" ref={control}>
        <Control key={resets} {...props} />
      </div>
      {props.children}
      {source === "person" && (
        <p>
          <button type="button" class="button" onClick={() => void reset()}>
            {t("settingReset")}
            <span class="visually-hidden">{` ${name}`}</span>
          </button>
        </p>
      )}
    </Frame>
  );
}

function Control(props: SettingProps): ComponentChildren {
  const { field, value, source, onSave } = props;
  const { t } = useView();
  const { key, control } = field;
  const locked = source === "policy";
  if (control === "flag") {
    return (
      <input
        id={key}
        type="checkbox"
        checked={value === true}
        disabled={locked}
        aria-describedby={`${key}-help`}
        onChange={({ currentTarget }) => void onSave({ [key]: currentTarget.checked })}
      />
    );
  }
  if (control === "sections") {
    const hidden: readonly string[] = Array.isArray(value) ? value : [];
    return HIDEABLE.map((id) => (
      <label key={id} class="setting-choice">
        <input
          type="checkbox"
          value={id}
          checked={hidden.includes(id)}
          disabled={locked}
          onChange={({ currentTarget }) => {
            const chosen = (each: string) =>
              each === id ? currentTarget.checked : hidden.includes(each);
            void onSave({ [key]: HIDEABLE.filter(chosen) });
          }}
        />
        {t(keyOf("settingSection", id))}
      </label>
    ));
  }
  return <TextControl {...props} control={control} locked={locked} />;
}
