import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { HIDEABLE, type SettingKey, type Settings } from "../../core/default-settings.ts";
import type { SettingFault, SettingSource } from "../../core/settings.ts";
import { isolated } from "../../report-text/untrusted-text.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import type { Field } from "./fields.ts";
import { TextControl } from "./TextControl.tsx";

export interface SettingProps {
  field: Field;
  value: Settings[SettingKey];
  source: SettingSource;
  /** What the person stored and is invalid. */
  stored: readonly SettingFault[];
  /** What the policy sets and is invalid. */
  refused: readonly SettingFault[];
  /** Resolves to whether the value was stored. */
  onSave(change: Partial<Settings>): Promise<boolean>;
  onReset(): Promise<boolean>;
  /** Shown below the value. */
  children?: ComponentChildren;
}

/** One setting: its name, where its value comes from, what it is for, and the value itself. */
export function SettingField(props: SettingProps) {
  const { t } = useView();
  const { field, source, stored, refused, onReset } = props;
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
  const origin = source !== "default" && (
    <span class={source === "policy" ? "tag tone-warn" : "tag"} data-origin={source}>
      {t(keyOf("settingSource", source))}
    </span>
  );
  const value = (
    <div class="setting-value" ref={control}>
      <Control key={resets} {...props} />
    </div>
  );
  return (
    <Frame
      class="setting"
      data-setting={key}
      data-source={source}
      aria-describedby={grouped ? `${key}-help` : undefined}
    >
      {grouped && (
        <legend id={key} tabIndex={-1}>
          {name} {origin}
        </legend>
      )}
      {!grouped && (
        <div class="setting-head">
          {field.control === "flag" ? value : <label for={key}>{name}</label>}
          {origin}
        </div>
      )}
      <p class="note" id={`${key}-help`}>
        {t(keyOf("settingHelp", key))}
        {source === "policy" && ` ${t("settingLocked")}`}
      </p>
      {field.control !== "flag" && value}
      {refused.length > 0 && (
        <ul class="setting-fault tone-warn" data-refused>
          {refused.map(({ fault, value: given }, index) => (
            <li key={index}>
              {t("settingPolicyFault", isolated(given), t(keyOf("settingFault", fault)))}
            </li>
          ))}
        </ul>
      )}
      {props.children}
      {(source === "person" || (source === "default" && stored.length > 0)) && (
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
      <label class="setting-choice">
        <input
          id={key}
          type="checkbox"
          checked={value === true}
          disabled={locked}
          aria-describedby={`${key}-help`}
          onChange={({ currentTarget }) => void onSave({ [key]: currentTarget.checked })}
        />
        {t(keyOf("setting", key))}
      </label>
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
