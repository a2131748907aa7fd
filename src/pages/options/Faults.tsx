import { SETTING_KEYS } from "../../core/default-settings.ts";
import type { SettingFault } from "../../core/settings.ts";
import { keyOf, type Translator } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { isolated } from "../../report-text/untrusted-text.ts";

interface Props {
  faults: readonly SettingFault[];
  /** Removes those that the person chose. */
  onRemove(): void;
}

/** Lists the invalid values, each with the reason. */
export function Faults({ faults, onRemove }: Props) {
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
          <button type="button" class="button" data-forget onClick={onRemove}>
            {t("settingFaultsForget")}
          </button>
        </p>
      )}
    </section>
  );
}

/** Returns a fault as text: which setting, who set it, the value, and why it is invalid. */
function faultText({ key, source, fault, value }: SettingFault, { t }: Pick<Translator, "t">) {
  const known = SETTING_KEYS.find((each) => each === key);
  const name = known ? t(keyOf("setting", known)) : key ? isolated(key) : t("settingAll");
  const why = t(keyOf("settingFault", fault));
  return t("settingFaultLine", name, t(keyOf("settingSource", source)), isolated(value), why);
}
