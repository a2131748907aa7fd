/** How to test what no browser can reach: mail servers that send through Amazon SES, and other programs. */
import { useState } from "preact/hooks";
import { rootValues } from "../../guidance/command.ts";
import { SHELL_NAMES } from "../../guidance/shell.ts";
import {
  COMMAND_SOURCES,
  MAIL_MANAGER_SOURCES,
  PORT_SOURCES,
  REGION_SOURCES,
  SMTP_PORTS,
  SMTP_REGIONS,
  SMTP_SERVERS,
  TEST_TOOL_NAMES,
  TEST_TOOLS,
  UNVERIFIED_REGIONS,
  hasFipsServer,
  modeOf,
  smtpHost,
  testCommands,
  type ConnectionMode,
  type SmtpServer,
  type TestTool,
} from "../../guidance/smtp.ts";
import { Choice } from "../../view/Choice.tsx";
import { Command } from "../../view/Command.tsx";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { listText } from "../../report-text/format.ts";
import { AnswerTable } from "./AnswerTable.tsx";
import { Sources } from "../../view/Sources.tsx";
import type { TopicProps } from "./topic.ts";

const HTTPS_PORT = 443;

export function Smtp({ catalogue, machine }: TopicProps) {
  const { t, language } = useView();
  const [tool, setTool] = useState<TestTool>(
    machine.system === "windows" ? "powershell" : "openssl",
  );
  const [region, setRegion] = useState(SMTP_REGIONS[0]!.region);
  const [server, setServer] = useState<SmtpServer>(SMTP_SERVERS[0]);
  const [port, setPort] = useState(String(SMTP_PORTS[0]!.port));
  const roots = catalogue.roots.filter((root) => rootValues(root)["host"] !== undefined);
  const [rootId, setRootId] = useState(roots[0]?.id ?? "");
  const root = roots.find(({ id }) => id === rootId);
  const host = root && rootValues(root)["host"];
  const mode = modeOf(Number(port));
  return (
    <>
      <p>{t("smtpIntro")}</p>
      <div class="choices">
        <Choice
          label={t("smtpTool")}
          value={tool}
          options={TEST_TOOLS.map((each) => ({ value: each, label: TEST_TOOL_NAMES[each] }))}
          onChange={(value) => setTool(value)}
        />
      </div>
      <section class="panel" data-part="smtp">
        <h2>{t("smtpMailTitle")}</h2>
        <p>{t("smtpMailIntro")}</p>
        <div class="choices">
          <Choice
            label={t("smtpRegion")}
            value={region}
            options={SMTP_REGIONS.map(({ region: value, name }) => ({
              value,
              label: `${name} – ${value}`,
            }))}
            onChange={(value) => setRegion(value)}
          />
          {hasFipsServer(region) && (
            <Choice
              label={t("smtpServer")}
              value={server}
              options={SMTP_SERVERS.map((value) => ({
                value,
                label: t(value === "fips" ? "smtpFips" : "smtpStandard"),
              }))}
              onChange={(value) => setServer(value)}
            />
          )}
          <Choice
            label={t("smtpPort")}
            value={port}
            options={SMTP_PORTS.map((each) => ({
              value: String(each.port),
              label: `${each.port} – ${t(keyOf("smtpModeName", each.mode))}`,
            }))}
            onChange={(value) => setPort(value)}
          />
        </div>
        <p>{t(keyOf("smtpMode", mode))}</p>
        {port === "25" && <p>{t("smtpPort25")}</p>}
        <Commands tool={tool} mode={mode} host={smtpHost(region, server)} port={Number(port)} />
        <p class="note">{t("smtpRegions")}</p>
        <p class="note">{t("smtpRegionsUnverified", listText(UNVERIFIED_REGIONS, language))}</p>
        <p>{t("smtpMailManager")}</p>
        <Sources ids={[...PORT_SOURCES, ...REGION_SOURCES, ...MAIL_MANAGER_SOURCES]} />
      </section>
      {root && host !== undefined && (
        <section class="panel" data-part="https">
          <h2>{t("smtpHttpsTitle")}</h2>
          <p>{t("smtpHttpsIntro")}</p>
          <div class="choices">
            <Choice
              label={t("smtpRoot")}
              value={rootId}
              options={roots.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(value) => setRootId(value)}
            />
          </div>
          <Commands tool={tool} mode="https" host={host} port={HTTPS_PORT} />
          <Sources ids={["ats-repository"]} />
        </section>
      )}
      <AnswerTable tool={tool} roots={catalogue.roots} />
      <Sources ids={COMMAND_SOURCES} />
    </>
  );
}

interface CommandsProps {
  tool: TestTool;
  mode: ConnectionMode;
  host: string;
  port: number;
}

/** The commands for a host, grouped by shell if there are several. */
function Commands(props: CommandsProps) {
  const { language } = useView();
  const commands = testCommands(props.tool, props.mode, props.host, props.port);
  return (
    <>
      {commands.map(({ shells, text }) => (
        <div key={text} class="prose">
          <p class="note">
            {listText(
              shells.map((shell) => SHELL_NAMES[shell]),
              language,
            )}
          </p>
          <Command text={text} />
        </div>
      ))}
    </>
  );
}
