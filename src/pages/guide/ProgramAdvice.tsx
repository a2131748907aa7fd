import type { CommandValues } from "../../guidance/command.ts";
import {
  settingCommands,
  variableNames,
  variablesCommand,
  type Setting,
  type Program,
  type ProgramRoots,
  type ProgramVersion,
} from "../../guidance/programs.ts";
import { SYSTEM_NAMES } from "../../guidance/repair-cases.ts";
import { commandIn, type Shell } from "../../guidance/shell.ts";
import { Command } from "../../view/Command.tsx";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { dayText } from "../../report-text/format.ts";
import { SourcesByItem } from "./SourcesByItem.tsx";

interface Props {
  program: Program;
  shell: Shell;
  values: CommandValues;
}

/** Programs that use a store to which the guide explains how to add roots. */
const IN_A_STORE: readonly ProgramRoots[] = ["curl", "java", "openssl", "php", "system"];

/** One program: where its roots come from, how to change them, and how to check the result. */
export function ProgramAdvice({ program, shell, values }: Props) {
  const { t, language } = useView();
  const versionText = ({ kind, date }: ProgramVersion) =>
    t(keyOf("programVersion", kind), ...(date ? [dayText(date, language)] : []));
  return (
    <section class="panel" data-program-advice={program.id}>
      <h2 id="program">{program.name}</h2>
      <p>{t("programFrom", t(keyOf("programRoots", program.roots)))}</p>
      {onSystems(program).map(([system, roots]) => (
        <p key={system} data-roots-on={system}>
          {t("programRootsOn", SYSTEM_NAMES[system], t(keyOf("programRoots", roots)))}
        </p>
      ))}
      {IN_A_STORE.includes(program.roots) && (
        <p>
          {t("programStore")} <a href="#trust-stores">{t("topic_trust_stores")}</a>
        </p>
      )}
      <Versions versions={program.versions} textOf={versionText} />
      <Shows program={program} shell={shell} values={values} />
      <h3>{t("programSettings")}</h3>
      <ul class="prose">
        {program.settings.map((setting) => (
          <li key={setting.name} class="prose" data-setting={setting.name}>
            <SettingAdvice setting={setting} shell={shell} values={values} />
          </li>
        ))}
      </ul>
      {program.settings.some(({ since, where }) => !since && !where) && (
        <p class="note">{t("programSinceUnknown")}</p>
      )}
      {program.tests.length > 0 && (
        <>
          <h3>{t("programTest")}</h3>
          <p>{t("programTestGood")}</p>
          {program.tests.map((test) => (
            <Command key={test} text={commandIn(shell, test, values)} />
          ))}
        </>
      )}
      {program.notes.length > 0 && (
        <ul class="bullets note">
          {program.notes.map((note) => (
            <li key={note}>{t(keyOf("programNote", note))}</li>
          ))}
        </ul>
      )}
      <SourcesByItem
        items={[
          { label: program.name, ids: program.sources },
          ...program.versions.map((version) => ({
            label: versionText(version),
            ids: version.sources,
          })),
          {
            label: t("programShows"),
            ids: [...new Set(program.shows.flatMap(({ sources }) => sources))],
          },
          ...program.settings.map(({ name, sources }) => ({ label: name, ids: sources })),
        ].filter(({ ids }) => ids.length > 0)}
      />
    </section>
  );
}

function onSystems({ rootsOn = {} }: Program) {
  return Object.entries(rootsOn) as [keyof typeof rootsOn, ProgramRoots][];
}

/** Commands that print which roots the program uses now. */
function Shows({ program, shell, values }: Props) {
  const { t } = useView();
  const variables = variableNames(program);
  return (
    <>
      <h3>{t("programShows")}</h3>
      {variables.length > 0 && (
        <div class="prose" data-shows="variables">
          <p>{t("programShowsVariables")}</p>
          <Command text={variablesCommand(variables, shell)} />
        </div>
      )}
      {program.shows.map(({ commands, tried, since }) => {
        const text = commandIn(shell, commands, values);
        return (
          <div key={text} class="prose" data-shows={tried ? "tried" : "read"}>
            <p>
              {since && `${t("programSince", since)} `}
              {tried ? t("programShowsTried", tried) : t("programShowsRead")}
            </p>
            <Command text={text} />
          </div>
        );
      })}
      {program.shows.length === 0 && <p data-shows="none">{t("programShowsNone")}</p>}
    </>
  );
}

interface VersionsProps {
  versions: readonly ProgramVersion[];
  textOf(version: ProgramVersion): string;
}

function Versions({ versions, textOf }: VersionsProps) {
  const { t } = useView();
  if (!versions.length) return null;
  return (
    <>
      <h3>{t("programVersions")}</h3>
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

function SettingAdvice({ setting, shell, values }: { setting: Setting } & Omit<Props, "program">) {
  const { t } = useView();
  const { now, lasting } = settingCommands(setting, shell, values);
  const tone = setting.effect === "replaces" ? "tone-warn" : "tone-calm";
  return (
    <>
      <p>
        <code dir="ltr">{setting.name}</code>{" "}
        <span class={`tag ${tone}`}>{t(keyOf("programEffect", setting.effect))}</span>
      </p>
      <p>
        {t(keyOf("programKind", setting.kind))}
        {setting.since && ` ${t("programSince", setting.since)}`}
        {setting.where && ` ${t(keyOf("programWhere", setting.where))}`}
      </p>
      <Command text={now} />
      {lasting !== undefined && (
        <>
          <p>{t("programLasting")}</p>
          <Command text={lasting} />
        </>
      )}
    </>
  );
}
