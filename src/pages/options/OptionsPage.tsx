/** Every setting with its value in force and where that comes from; what a policy leaves open can be changed. */
import { useState } from "preact/hooks";
import type { SettingKey, Settings } from "../../core/default-settings.ts";
import type { EffectiveSettings } from "../../core/settings.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { Masthead } from "../../view/Masthead.tsx";
import { HidingParts } from "../../view/page-links.tsx";
import { useConsole, type ConsolePorts } from "../../view/use-console.ts";
import { WatchOffer } from "../../view/WatchOffer.tsx";
import { useFollowed, type Followed } from "../../view/use-followed.ts";
import { Faults } from "./Faults.tsx";
import { FIELD_GROUPS, FIELDS } from "./fields.ts";
import { SettingField } from "./SettingField.tsx";

/** What the options page needs of the extension. */
export interface OptionsPorts extends Followed<EffectiveSettings> {
  console: ConsolePorts;
  /** Gives the permission to see console pages back. */
  release(): Promise<unknown>;
  save(change: Partial<Settings>): Promise<void>;
  reset(key: SettingKey): Promise<void>;
  /** Forgets all of the person's own that does not count. */
  forgetFaults(): Promise<void>;
}

export function OptionsPage({ ports }: { ports: OptionsPorts }) {
  const { t } = useView();
  const { value: settings, trouble, read } = useFollowed(ports);
  const { offers, allow } = useConsole(ports.console, settings);
  const [said, setSaid] = useState("");
  /** Waits for a change, and says what came of it. */
  const heard = async (work: Promise<void>, done: string, failed: string) => {
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
    return heard(work, t(done, name), t("optionsNotSaved", name));
  };
  const forget = () =>
    heard(ports.forgetFaults(), t("optionsForgotten"), t("optionsNotSaved", t("settingFaults")));
  return (
    <HidingParts value={settings?.values ?? null}>
      <div class="page">
        <Masthead title={t("optionsTitle")} links={["report"]} />
        <main class="content">
          <h1>{t("optionsTitle")}</h1>
          <p>{t("optionsIntro")}</p>
          {trouble && <p class="tone-warn setting-fault">{t("optionsTrouble")}</p>}
          {settings && (
            <>
              <Faults faults={settings.faults} onForget={() => void forget()} />
              {FIELD_GROUPS.map((group) => (
                <section key={group} class="panel" aria-labelledby={`group-${group}`}>
                  <h2 id={`group-${group}`}>{t(keyOf("settingGroup", group))}</h2>
                  {FIELDS[group].map((field) => (
                    <SettingField
                      key={field.key}
                      field={field}
                      value={settings.values[field.key]}
                      source={settings.sources[field.key]}
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
      </div>
    </HidingParts>
  );
}
