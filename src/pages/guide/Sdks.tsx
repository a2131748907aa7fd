/** Where AWS SDKs and other tools find their roots, and how to add the company's root. */
import type { CommandValues } from "../../guidance/command.ts";
import { BUNDLE, TOOL_GROUPS, TOOLS, toolOf, toolValues, type Tool } from "../../guidance/sdks.ts";
import { SHELL_NAMES, SHELLS, commandIn, shellOf, type Shell } from "../../guidance/shell.ts";
import { Choice } from "../../view/Choice.tsx";
import { Command } from "../../view/Command.tsx";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { rewriteAddress } from "../../view/use-address.ts";
import { Contents } from "./Contents.tsx";
import { Sources } from "../../view/Sources.tsx";
import { ToolAdvice } from "./ToolAdvice.tsx";
import type { TopicProps } from "./topic.ts";

export function Sdks({ catalogue, machine, detail, query = "" }: TopicProps) {
  const { t } = useView();
  const { id } = toolOf(detail);
  const named = new URLSearchParams(query).get("shell");
  const shell = SHELLS.find((each) => each === named) ?? shellOf(machine.system);
  const root = catalogue.roots.find(({ decides }) => decides);
  if (!root) return null;
  const values = toolValues(root, shell);
  return (
    <>
      <Contents
        topic="sdks"
        detail={id}
        query={query}
        parts={[
          ["tool", toolOf(id).name],
          ["bundle", t("sdkBundleTitle")],
          ["tools", t("sdkTableTitle")],
        ]}
      />
      <div class="prose">
        <p>{t("sdkIntro")}</p>
        <p>{t("sdkWhy")}</p>
      </div>
      <div class="choices">
        <Choice
          label={t("sdkTool")}
          value={id}
          options={TOOLS.map((tool) => ({
            value: tool.id,
            label: tool.name,
            group: t(keyOf("sdkGroup", tool.group)),
          }))}
          onChange={(chosen) => rewriteAddress(`#sdks/${chosen}?shell=${shell}`)}
        />
        <Choice
          label={t("sdkShell")}
          value={shell}
          options={SHELLS.map((each) => ({ value: each, label: SHELL_NAMES[each] }))}
          onChange={(chosen) => rewriteAddress(`#sdks/${id}?shell=${chosen}`)}
        />
      </div>
      <ToolAdvice tool={toolOf(id)} shell={shell} values={values} />
      <BundleAdvice shell={shell} values={values} />
      <ToolTable shell={shell} />
    </>
  );
}

function BundleAdvice({ shell, values }: { shell: Shell; values: CommandValues }) {
  const { t } = useView();
  return (
    <section class="panel" data-part="bundle">
      <h2 id="bundle">{t("sdkBundleTitle")}</h2>
      <p>{t("sdkBundleWhy")}</p>
      <p>{t("sdkBundleReplace")}</p>
      <ol class="numbers">
        <li class="prose">
          <p>{t("sdkBundleGet")}</p>
          <Command text={commandIn(shell, BUNDLE.look, values)} />
        </li>
        <li class="prose">
          <p>{t("sdkBundleBuild")}</p>
          <Command text={commandIn(shell, BUNDLE.build, values)} />
        </li>
        <li class="prose">
          <p>{t("sdkBundleCheck")}</p>
          <Command text={commandIn(shell, BUNDLE.check, values)} />
        </li>
      </ol>
      <p>{t("sdkBundleSystem")}</p>
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

/** All tools at a glance. */
function ToolTable({ shell }: { shell: Shell }) {
  const { t } = useView();
  return (
    <>
      <h2 id="tools">{t("sdkTableTitle")}</h2>
      <div class="table-wrap">
        <table class="stacked">
          <thead>
            <tr>
              <th scope="col">{t("sdkTool")}</th>
              <th scope="col">{t("sdkRootsFrom")}</th>
              <th scope="col">{t("sdkSettings")}</th>
            </tr>
          </thead>
          {TOOL_GROUPS.map((group) => (
            <tbody key={group} data-group={group}>
              <tr>
                <th scope="rowgroup" colSpan={3}>
                  {t(keyOf("sdkGroup", group))}
                </th>
              </tr>
              {TOOLS.filter((tool) => tool.group === group).map((tool) => (
                <ToolRow key={tool.id} tool={tool} shell={shell} />
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </>
  );
}

function ToolRow({ tool, shell }: { tool: Tool; shell: Shell }) {
  const { t } = useView();
  return (
    <tr data-tool={tool.id}>
      <th scope="row">
        <a href={`#sdks/${tool.id}?shell=${shell}`}>{tool.name}</a>
      </th>
      <td data-label={t("sdkRootsFrom")}>{t(keyOf("sdkRoots", tool.roots))}</td>
      <td data-label={t("sdkSettings")}>
        {tool.settings.map(({ name }) => (
          <div key={name}>
            <code dir="ltr">{name}</code>
          </div>
        ))}
      </td>
    </tr>
  );
}
