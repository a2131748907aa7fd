import { SETTING_KEYS } from "../../core/default-settings.ts";
import type { SettingFault } from "../../core/settings.ts";
import { keyOf, useDoors, type Doors } from "../../view/doors.ts";
import { quoted } from "../../view/visible.ts";

interface Props {
  faults: readonly SettingFault[];
  /** Removes those that the person chose. */
  onRemove(): void;
}

/** Lists the invalid values, each with the reason. */
export function Faults({ faults, onRemove }: Props) {
  const doors = useDoors();
  const { t } = doors;
  if (!faults.length) return null;
  return (
    <section class="panel" aria-labelledby="setting-faults">
      <h2 id="setting-faults">{t("settingFaults")}</h2>
      <p>{t("settingFaultsIntro")}</p>
      <ul class="bullets">
        {faults.map((fault, index) => (
          <li key={index} data-fault={fault.fault} data-key={fault.key}>
            {faultText(fault, doors)}
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
function faultText({ key, source, fault, value }: SettingFault, { t }: Pick<Doors, "t">) {
  const known = SETTING_KEYS.find((each) => each === key);
  const name = known ? t(keyOf("setting", known)) : key ? quoted(key) : t("settingAll");
  const why = t(keyOf("settingFault", fault));
  return t("settingFaultLine", name, t(keyOf("settingSource", source)), quoted(value), why);
}
