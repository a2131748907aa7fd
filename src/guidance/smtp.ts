/** Tests what browsers cannot reach: SMTP servers of Amazon SES, and HTTPS from a terminal. */
import { findOrThrow } from "../core/find.ts";
import { regionName } from "../core/partitions.ts";
import { fill } from "./command.ts";
import { SHELLS, commandIn, type ByShell, type Shell } from "./shell.ts";
import data from "./smtp.json";
import type { SourceId } from "./source.ts";

/** `starttls`: after a plain greeting. `tls-wrapper`: from the first byte. */
export const CONNECTION_MODES = ["starttls", "tls-wrapper", "https"] as const;
export type ConnectionMode = (typeof CONNECTION_MODES)[number];

export const TEST_TOOLS = ["openssl", "curl", "powershell"] as const;
export type TestTool = (typeof TEST_TOOLS)[number];

export const TEST_TOOL_NAMES: Record<TestTool, string> = {
  openssl: "OpenSSL",
  curl: "curl",
  powershell: "PowerShell",
};

export interface SmtpPort {
  port: number;
  mode: Exclude<ConnectionMode, "https">;
}

/** A line that a test may print. */
export interface TestAnswer {
  id: string;
  tool: TestTool;
  good: boolean;
  line: string;
  /** Id of the error line with details. */
  errorLine?: string;
}

/** A filled command, and the shells that accept it. */
export interface TestCommand {
  shells: Shell[];
  text: string;
}

interface CommandRow {
  tool: TestTool;
  mode: ConnectionMode;
  commands: ByShell | Partial<Record<Shell, string>>;
}

const ROWS = data.commands as CommandRow[];

export const SMTP_REGIONS: readonly { region: string; name: string }[] = data.regions.map(
  (region) => ({ region, name: regionName(region) }),
);
/** Their SMTP servers could not be verified. */
export const UNVERIFIED_REGIONS: readonly string[] = data.unverified;
export const SMTP_PORTS = data.ports as SmtpPort[];
export const TEST_ANSWERS = data.answers as TestAnswer[];
export const REGION_SOURCES = data.regionSources as SourceId[];
export const MAIL_MANAGER_SOURCES = data.mailManagerSources as SourceId[];
export const PORT_SOURCES = data.portSources as SourceId[];
export const COMMAND_SOURCES = data.commandSources as SourceId[];

/** `fips`: with FIPS 140 cryptography. */
export const SMTP_SERVERS = ["standard", "fips"] as const;
export type SmtpServer = (typeof SMTP_SERVERS)[number];

export function hasFipsServer(region: string): boolean {
  return data.fips.regions.includes(region);
}

/** Falls back to the usual server if no FIPS server is known. */
export function smtpHost(region: string, server: SmtpServer = "standard"): string {
  const fips = server === "fips" && hasFipsServer(region);
  return fill(fips ? data.fips.hostTemplate : data.hostTemplate, { region });
}

/** Throws for a port that Amazon SES does not have. */
export function modeOf(port: number): SmtpPort["mode"] {
  return findOrThrow(SMTP_PORTS, (row) => row.port === port, `SMTP port ${port}`).mode;
}

/** Shells with the same command share an entry. */
export function testCommands(
  tool: TestTool,
  mode: ConnectionMode,
  host: string,
  port: number,
): TestCommand[] {
  const row = findOrThrow(
    ROWS,
    (each) => each.tool === tool && each.mode === mode,
    `command of ${tool} for ${mode}`,
  );
  const commands: TestCommand[] = [];
  for (const shell of SHELLS) {
    if (!("any" in row.commands) && row.commands[shell] === undefined) continue;
    const text = commandIn(shell, row.commands as ByShell, { host, port: String(port) });
    const same = commands.find((each) => each.text === text);
    if (same) same.shells.push(shell);
    else commands.push({ shells: [shell], text });
  }
  return commands;
}
