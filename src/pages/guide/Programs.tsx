/** Where each program finds its roots, how to add the company's root, and which hosts to leave out of an inspection. */
import type { CommandValues } from "../../guidance/command.ts";
import {
  BUNDLE,
  PROGRAM_GROUPS,
  PROGRAMS,
  programOf,
  programValues,
  type Program,
} from "../../guidance/programs.ts";
import { SHELL_NAMES, SHELLS, commandIn, shellOf, type Shell } from "../../guidance/shell.ts";
import { Choice } from "../../view/Choice.tsx";
import { Command } from "../../view/Command.tsx";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { rewriteAddress } from "../../view/use-address.ts";
import { HostList, type HostChoices } from "./HostList.tsx";
import { hostListOf, regionOf } from "../../guidance/program-hosts.ts";
import { Contents } from "./Contents.tsx";
import { Sources } from "../../view/Sources.tsx";
import { ProgramAdvice } from "./ProgramAdvice.tsx";
import type { TopicProps } from "./topic.ts";

export function Programs({ catalogue, machine, detail, query = "" }: TopicProps) {
  const { t } = useView();
  const program = programOf(detail);
  const { id } = program;
  const choices = new URLSearchParams(query);
  choices.delete("part");
  const named = choices.get("shell");
  const shell = SHELLS.find((each) => each === named) ?? shellOf(machine.system);
  const root = catalogue.roots.find(({ decides }) => decides);
  if (!root) return null;
  const values = programValues(root, shell);
  const shown: HostChoices = {
    region: regionOf(choices.get("region")),
    hosts: hostListOf(choices.get("hosts") ?? program.hosts ?? null),
    revocation: choices.get("revocation") === "yes",
  };
  /** Keeps the other choices. An empty value removes one. */
  const go = (to: string, changed: Record<string, string>) => {
    const next = new URLSearchParams(choices);
    next.set("shell", shell);
    for (const [name, value] of Object.entries(changed)) {
      if (value === "") next.delete(name);
      else next.set(name, value);
    }
    rewriteAddress(`#programs/${to}?${next}`);
  };
  return (
    <>
      <Contents
        topic="programs"
        detail={id}
        query={query}
        parts={[
          ["program", program.name],
          ["hosts", t("hostListTitle")],
          ["bundle", t("programBundleTitle")],
          ["programs", t("programTableTitle")],
        ]}
      />
      <p>{t("programIntro")}</p>
      <div class="choices">
        <Choice
          label={t("programName")}
          value={id}
          options={PROGRAMS.map((each) => ({
            value: each.id,
            label: each.name,
            group: t(keyOf("programGroup", each.group)),
          }))}
          onChange={(chosen) => go(chosen, { hosts: "" })}
        />
        <Choice
          label={t("programShell")}
          value={shell}
          options={SHELLS.map((each) => ({ value: each, label: SHELL_NAMES[each] }))}
          onChange={(chosen) => go(id, { shell: chosen })}
        />
      </div>
      <ProgramAdvice program={program} shell={shell} values={values} />
      <HostList
        {...shown}
        onChange={({ region, hosts, revocation }) =>
          go(id, {
            ...(region !== undefined && { region }),
            ...(hosts !== undefined && { hosts }),
            ...(revocation !== undefined && { revocation: revocation ? "yes" : "" }),
          })
        }
      />
      <BundleAdvice shell={shell} values={values} />
      <ProgramTable shell={shell} />
    </>
  );
}

function BundleAdvice({ shell, values }: { shell: Shell; values: CommandValues }) {
  const { t } = useView();
  return (
    <section class="panel" data-part="bundle">
      <h2 id="bundle">{t("programBundleTitle")}</h2>
      <p>{t("programWhy")}</p>
      <p>{t("programBundleWhy")}</p>
      <p>{t("programBundleReplace")}</p>
      <ol class="numbers">
        <li class="prose">
          <p>{t("programBundleGet")}</p>
          <Command text={commandIn(shell, BUNDLE.look, values)} />
        </li>
        <li class="prose">
          <p>{t("programBundleBuild")}</p>
          <Command text={commandIn(shell, BUNDLE.build, values)} />
        </li>
        <li class="prose">
          <p>{t("programBundleCheck")}</p>
          <Command text={commandIn(shell, BUNDLE.check, values)} />
        </li>
      </ol>
      <p>{t("programBundleSystem")}</p>
      <ul class="bullets">
        {BUNDLE.systemFiles.map(({ systems, file }) => (
          <li key={file}>
            {systems}: <code dir="ltr">{file}</code>
          </li>
        ))}
      </ul>
      <Sources ids={BUNDLE.sources} />
    </section>
  );
}

/** All programs at a glance. */
function ProgramTable({ shell }: { shell: Shell }) {
  const { t } = useView();
  return (
    <>
      <h2 id="programs">{t("programTableTitle")}</h2>
      <div class="table-wrap">
        <table class="stacked">
          <thead>
            <tr>
              <th scope="col">{t("programName")}</th>
              <th scope="col">{t("programRootsFrom")}</th>
              <th scope="col">{t("programSettings")}</th>
            </tr>
          </thead>
          {PROGRAM_GROUPS.map((group) => (
            <tbody key={group} data-group={group}>
              <tr>
                <th scope="rowgroup" colSpan={3}>
                  {t(keyOf("programGroup", group))}
                </th>
              </tr>
              {PROGRAMS.filter((program) => program.group === group).map((program) => (
                <ProgramRow key={program.id} program={program} shell={shell} />
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </>
  );
}

function ProgramRow({ program, shell }: { program: Program; shell: Shell }) {
  const { t } = useView();
  return (
    <tr data-program={program.id}>
      <th scope="row">
        <a href={`#programs/${program.id}?shell=${shell}`}>{program.name}</a>
      </th>
      <td data-label={t("programRootsFrom")}>{t(keyOf("programRoots", program.roots))}</td>
      <td data-label={t("programSettings")}>
        {program.settings.map(({ name }) => (
          <div key={name}>
            <code dir="ltr">{name}</code>
          </div>
        ))}
      </td>
    </tr>
  );
}
