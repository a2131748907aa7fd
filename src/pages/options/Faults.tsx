import { SETTING_KEYS } from "../../core/default-settings.ts";
import type { SettingFault } from "../../core/settings.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { isolated } from "../../report-text/untrusted-text.ts";

interface Props {
  faults: readonly SettingFault[];
  /** Removes those that the person chose. */
  onRemove(): void;
}

/** Lists the invalid values, each with the reason. */
export function Faults({ faults, onRemove }: Props) {
  const { t } = useView();
  if (!faults.length) return null;
  return (
    <section class="panel" aria-labelledby="setting-faults">
      <h2 id="setting-faults">{t("settingFaults")}</h2>
      <p>{t("settingFaultsIntro")}</p>
      <ul class="bullets">
        {faults.map((fault, index) => (
          <li key={index} data-fault={fault.fault} data-key={fault.key}>
            <p>
              <SettingName fault={fault} />{" "}
              <span class={fault.source === "policy" ? "tag tone-warn" : "tag"}>
                {t(keyOf("settingSource", fault.source))}
              </span>
            </p>
            <p>
              {t("settingFaultLine", isolated(fault.value), t(keyOf("settingFault", fault.fault)))}
            </p>
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

/** The name of the invalid setting, as a link to its field if it has one. */
function SettingName({ fault: { key } }: { fault: SettingFault }) {
  const { t } = useView();
  const known = SETTING_KEYS.find((each) => each === key);
  if (!known) return <b>{key ? isolated(key) : t("settingAll")}</b>;
  return (
    <a
      href={`#${known}`}
      onClick={(event) => {
        event.preventDefault();
        const field = document.getElementById(known);
        field?.focus();
        field?.scrollIntoView({ block: "center" });
      }}
    >
      {t(keyOf("setting", known))}
    </a>
  );
}
