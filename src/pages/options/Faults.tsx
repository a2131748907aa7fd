import { SETTING_KEYS } from "../../core/default-settings.ts";
import type { SettingFault } from "../../core/settings.ts";
import { keyOf, type Translator } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { isolated } from "../../report-text/untrusted-text.ts";

interface Props {
  faults: readonly SettingFault[];
  /** Forgets those that the person gave. */
  onForget(): void;
}

/** Values that do not count, each with what was given and why it does not. */
export function Faults({ faults, onForget }: Props) {
  const view = useView();
  const { t } = view;
  if (!faults.length) return null;
  return (
    <section class="panel" aria-labelledby="setting-faults">
      <h2 id="setting-faults">{t("settingFaults")}</h2>
      <p>{t("settingFaultsIntro")}</p>
      <ul class="bullets">
        {faults.map((fault, index) => (
          <li key={index} data-fault={fault.fault} data-key={fault.key}>
            {faultText(fault, view)}
          </li>
        ))}
      </ul>
      {faults.some(({ source }) => source === "person") && (
        <p>
          <button type="button" class="button" data-forget onClick={onForget}>
            {t("settingFaultsForget")}
          </button>
        </p>
      )}
    </section>
  );
}

/** A fault in words: which setting, from whom, what was given, and why it does not count. */
export function faultText(
  { key, source, fault, value }: SettingFault,
  { t }: Pick<Translator, "t">,
) {
  const known = SETTING_KEYS.find((each) => each === key);
  const name = known ? t(keyOf("setting", known)) : key ? isolated(key) : t("settingAll");
  const why = t(keyOf("settingFault", fault));
  return t("settingFaultLine", name, t(keyOf("settingSource", source)), isolated(value), why);
}
