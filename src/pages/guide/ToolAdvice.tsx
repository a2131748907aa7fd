import type { CommandValues } from "../../guidance/command.ts";
import {
  settingCommands,
  type Setting,
  type Tool,
  type ToolRoots,
  type ToolVersion,
} from "../../guidance/sdks.ts";
import { commandIn, type Shell } from "../../guidance/shell.ts";
import { Command } from "../../view/Command.tsx";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { dayText } from "../../report-text/format.ts";
import { SourcesByItem } from "./SourcesByItem.tsx";

interface Props {
  tool: Tool;
  shell: Shell;
  values: CommandValues;
}

/** Tools that use a store to which the guide explains how to add roots. */
const IN_A_STORE: readonly ToolRoots[] = ["curl", "java", "openssl", "php", "system"];

/** One tool: where its roots come from, how to change them, and how to check the result. */
export function ToolAdvice({ tool, shell, values }: Props) {
  const { t, language } = useView();
  const versionText = ({ kind, date }: ToolVersion) =>
    t(keyOf("sdkVersion", kind), ...(date ? [dayText(date, language)] : []));
  return (
    <section class="panel" data-tool-advice={tool.id}>
      <h2 id="tool">{tool.name}</h2>
      <p>{t("sdkFrom", t(keyOf("sdkRoots", tool.roots)))}</p>
      {IN_A_STORE.includes(tool.roots) && (
        <p>
          {t("sdkStore")} <a href="#trust-stores">{t("topic_trust_stores")}</a>
        </p>
      )}
      <Versions versions={tool.versions} textOf={versionText} />
      <h3>{t("sdkSettings")}</h3>
      <ul class="prose">
        {tool.settings.map((setting) => (
          <li key={setting.name} class="prose" data-setting={setting.name}>
            <SettingAdvice setting={setting} shell={shell} values={values} />
          </li>
        ))}
      </ul>
      {tool.tests.length > 0 && (
        <>
          <h3>{t("sdkTest")}</h3>
          <p>{t("sdkTestGood")}</p>
          {tool.tests.map((test) => (
            <Command key={test} text={commandIn(shell, test, values)} />
          ))}
        </>
      )}
      {tool.notes.length > 0 && (
        <ul class="bullets note">
          {tool.notes.map((note) => (
            <li key={note}>{t(keyOf("sdkNote", note))}</li>
          ))}
        </ul>
      )}
      <SourcesByItem
        items={[
          { label: tool.name, ids: tool.sources },
          ...tool.versions.map((version) => ({
            label: versionText(version),
            ids: version.sources,
          })),
          ...tool.settings.map(({ name, sources }) => ({ label: name, ids: sources })),
        ].filter(({ ids }) => ids.length > 0)}
      />
    </section>
  );
}

interface VersionsProps {
  versions: readonly ToolVersion[];
  textOf(version: ToolVersion): string;
}

function Versions({ versions, textOf }: VersionsProps) {
  const { t } = useView();
  if (!versions.length) return null;
  return (
    <>
      <h3>{t("sdkVersions")}</h3>
      <ul class="bullets">
        {versions.map((version) => (
          <li key={textOf(version)} data-version={version.date ?? version.kind}>
            {textOf(version)}
          </li>
        ))}
      </ul>
    </>
  );
}

function SettingAdvice({ setting, shell, values }: { setting: Setting } & Omit<Props, "tool">) {
  const { t } = useView();
  const { now, lasting } = settingCommands(setting, shell, values);
  const tone = setting.effect === "replaces" ? "tone-warn" : "tone-calm";
  return (
    <>
      <p>
        <code dir="ltr">{setting.name}</code>{" "}
        <span class={`tag ${tone}`}>{t(keyOf("sdkEffect", setting.effect))}</span>
      </p>
      <p>
        {t(keyOf("sdkKind", setting.kind))}
        {setting.where && ` ${t(keyOf("sdkWhere", setting.where))}`}
      </p>
      <Command text={now} />
      {lasting !== undefined && (
        <>
          <p>{t("sdkLasting")}</p>
          <Command text={lasting} />
        </>
      )}
    </>
  );
}
