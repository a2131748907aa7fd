/** Shows every setting with its value and who set it. Whatever no policy sets can be changed. */
import { useState } from "preact/hooks";
import type { SettingKey, Settings } from "../../core/default-settings.ts";
import { SETTING_GROUPS } from "../../core/setting-table.ts";
import type { EffectiveSettings, SettingFault } from "../../core/settings.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { PageFrame } from "../../view/PageFrame.tsx";
import { useConsole, type ConsolePorts } from "../../view/use-console.ts";
import { WatchOffer } from "../../view/WatchOffer.tsx";
import { useFollowed, type Followed } from "../../view/use-followed.ts";
import { Faults } from "./Faults.tsx";
import { FIELDS } from "./fields.ts";
import { SettingField } from "./SettingField.tsx";

/** What the options page uses of the extension. */
export interface OptionsPorts extends Followed<EffectiveSettings> {
  console: ConsolePorts;
  /** Gives up the permission to see console pages. */
  release(): Promise<unknown>;
  save(change: Partial<Settings>): Promise<void>;
  reset(key: SettingKey): Promise<void>;
  /** Removes the person's invalid settings. */
  removeInvalidSettings(): Promise<void>;
}

export function OptionsPage({ ports }: { ports: OptionsPorts }) {
  const { t } = useView();
  const { value: settings, trouble, read } = useFollowed(ports);
  const { offers, allow } = useConsole(ports.console, settings);
  const [said, setSaid] = useState("");
  /** Waits for a change, then tells the person the result. */
  const report = async (work: Promise<void>, done: string, failed: string) => {
    setSaid("");
    try {
      await work;
      await read();
      setSaid(done);
      return true;
    } catch {
      setSaid(failed);
      return false;
    }
  };
  const act = (key: SettingKey, done: "optionsSaved" | "optionsReset", work: Promise<void>) => {
    const name = t(keyOf("setting", key));
    return report(work, t(done, name), t("optionsNotSaved", name));
  };
  const removeInvalid = () =>
    report(
      ports.removeInvalidSettings(),
      t("optionsForgotten"),
      t("optionsNotSaved", t("settingFaults")),
    );
  return (
    <PageFrame page="options" settings={settings?.values ?? null}>
      <main class="content">
        <h1>{t("optionsTitle")}</h1>
        <p>{t("optionsIntro")}</p>
        {trouble && <p class="tone-warn setting-fault">{t("optionsTrouble")}</p>}
        {settings && (
          <>
            <Faults faults={settings.faults} onRemove={() => void removeInvalid()} />
            {SETTING_GROUPS.map((group) => (
              <section key={group} class="panel" aria-labelledby={`group-${group}`}>
                <h2 id={`group-${group}`}>{t(keyOf("settingGroup", group))}</h2>
                {FIELDS[group].map((field) => (
                  <SettingField
                    key={field.key}
                    field={field}
                    value={settings.values[field.key]}
                    source={settings.sources[field.key]}
                    stored={faultsOf(settings, field.key, "person")}
                    refused={faultsOf(settings, field.key, "policy")}
                    onSave={(change) => {
                      if (change.watchConsole) allow();
                      if (change.watchConsole === false)
                        void ports.release().catch(() => undefined);
                      return act(field.key, "optionsSaved", ports.save(change));
                    }}
                    onReset={() => act(field.key, "optionsReset", ports.reset(field.key))}
                  >
                    {field.key === "watchConsole" &&
                      settings.values.watchConsole &&
                      offers(true) && <WatchOffer wanted onAllow={allow} />}
                  </SettingField>
                ))}
              </section>
            ))}
          </>
        )}
        <p class="options-said" role="status">
          {said}
        </p>
      </main>
    </PageFrame>
  );
}

function faultsOf(
  { faults }: EffectiveSettings,
  key: SettingKey,
  source: SettingFault["source"],
): SettingFault[] {
  return faults.filter((fault) => fault.key === key && fault.source === source);
}
