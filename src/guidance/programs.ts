import type { CatalogueRoot } from "../core/catalogue.ts";
import { rootValues, type CommandValues } from "./command.ts";
import type { HostListId } from "./program-hosts.ts";
import data from "./programs.json";
import type { SYSTEM_NAMES } from "./repair-cases.ts";
import { commandIn, type ByShell, type Shell } from "./shell.ts";
import type { SourceId } from "./source.ts";

/** In display order; messages `programGroup_<group>`. */
export const PROGRAM_GROUPS = ["aws", "language", "package", "operations", "general"] as const;
type ProgramGroup = (typeof PROGRAM_GROUPS)[number];

export const PROGRAM_ROOTS = [
  "bundled",
  "cluster",
  "curl",
  "firmware",
  "java",
  "libpq",
  "node",
  "none",
  "openssl",
  "php",
  "system",
] as const;
export type ProgramRoots = (typeof PROGRAM_ROOTS)[number];

/** `upgrade`: older versions are too old. `included`: has a needed root since. `no-bundle`: never had own roots. */
export const VERSION_KINDS = ["upgrade", "included", "no-bundle"] as const;
type VersionKind = (typeof VERSION_KINDS)[number];

/** What happens to the usual roots. `adds-system`: the system's are added. `system`: only the system's are used. */
export const EFFECTS = ["replaces", "adds", "adds-system", "system"] as const;
type Effect = (typeof EFFECTS)[number];

/** Where a setting works; absent means everywhere. */
export const WHERES = [
  "bun-tried",
  "conda-23-9",
  "esp-idf",
  "go-program",
  "java-9",
  "linux",
  "node-env",
  "node-flag",
  "not-schannel",
  "not-windows",
  "pip-24-2",
  "psql-16",
  "python-windows",
  "terraform-4-2",
  "terraform-init",
  "terraform-provider",
  "uv-0-11",
  "vscode-settings",
  "wget-builds",
  "windows",
  "yarn-1",
  "yarn-2-3",
  "yarn-4",
] as const;
type Where = (typeof WHERES)[number];

export const PROGRAM_NOTES = [
  "amplify-no-bundle",
  "ansible-host",
  "apk-own-file",
  "aws-get",
  "cdk-order",
  "certifi-first",
  "cluster-name",
  "credentials",
  "docker-desktop",
  "docker-inside",
  "docker-registry",
  "dotnet-directory",
  "eks-own-authority",
  "eks-token",
  "elixir-hex",
  "esp-image",
  "git-test",
  "go-override",
  "go-test",
  "haskell-order",
  "helm-cluster",
  "homebrew-curlrc",
  "instance-id",
  "iot-ats",
  "java-8",
  "java-each",
  "java-macos",
  "java-store",
  "jetbrains-menu",
  "mail-goes-out",
  "mail-test",
  "maven-windows",
  "node-no-aws",
  "node-start",
  "npm-cafile",
  "openssl-directory",
  "openssl-verify-code",
  "own-program",
  "php-ini",
  "pip-requests",
  "pip-system",
  "pip-test",
  "psql-host",
  "psql-rds",
  "psql-windows",
  "requests-bundle",
  "sam-build",
  "session-manager",
  "sso",
  "stack-name",
  "swaks-server",
  "swaks-verify",
  "uv-test",
  "visual-studio",
  "vscode-linux",
  "vscode-test",
  "windows-reads",
] as const;
export type ProgramNote = (typeof PROGRAM_NOTES)[number];

interface SettingBase {
  name: string;
  effect: Effect;
  /** The first version with the setting, such as `Node.js 7.3.0`; absent if that was not verified. */
  since?: string;
  where?: Where;
  sources: SourceId[];
}

/** Without `value` it names a file: the bundle, or the root to add. */
interface VariableSetting extends SettingBase {
  kind: "variable";
  value?: string;
}

/** `file`: lines of a configuration file. `code`: a line of a program. `menu`: a page of its settings. */
interface OtherSetting extends SettingBase {
  kind: "command" | "file" | "code" | "menu";
  commands: ByShell;
}

export type Setting = VariableSetting | OtherSetting;

export interface ProgramVersion {
  kind: VersionKind;
  date?: string;
  sources: SourceId[];
}

/** A command that prints the roots, or the file of roots, that a program uses now. */
interface ShowCommand {
  commands: ByShell;
  /** The program and version with which we ran it; absent if it was only read in a source. */
  tried?: string;
  /** The first version in which it works, if not every version in use. */
  since?: string;
  sources: SourceId[];
}

export interface Program {
  id: string;
  name: string;
  group: ProgramGroup;
  roots: ProgramRoots;
  /** Systems on which its roots come from elsewhere. */
  rootsOn?: Partial<Record<keyof typeof SYSTEM_NAMES, ProgramRoots>>;
  versions: ProgramVersion[];
  settings: Setting[];
  shows: ShowCommand[];
  tests: ByShell[];
  notes: ProgramNote[];
  /** Absent if no list is for it. */
  hosts?: HostListId;
  sources: SourceId[];
}

export const PROGRAMS = data.programs as Program[];

/** Notes that explain why a program has no test command. */
export const UNTESTED_NOTES: readonly ProgramNote[] = ["mail-test", "own-program", "vscode-test"];

/** How to combine the usual roots and the company's. */
export const BUNDLE = data.bundle as {
  look: ByShell;
  build: ByShell;
  check: ByShell;
  systemFiles: { systems: string; file: string }[];
  sources: SourceId[];
};

/** The settings with which most programs of AWS are told of a company's root, by program. */
export const COMPANY_PROGRAMS = [
  { program: "aws-cli-2", setting: "AWS_CA_BUNDLE" },
  { program: "requests", setting: "REQUESTS_CA_BUNDLE" },
  { program: "node", setting: "NODE_EXTRA_CA_CERTS" },
  { program: "java", setting: "cacerts" },
] as const;

/** The name under which the commands expect the company's root. */
export const COMPANY_FILE = "company-root.pem";

/** The first program if the id, which may come from a link, is unknown. */
export function programOf(id: string): Program {
  return PROGRAMS.find((program) => program.id === id) ?? PROGRAMS[0]!;
}

interface Files {
  bundle: string;
  company: string;
  /** The bundle's path in configuration files. */
  path: string;
  /** A copy of Java's cacerts with the company's root. */
  store: string;
  storePath: string;
  /** A configuration file of curl. */
  curlrc: string;
}

const FILES: Record<Shell, Files> = {
  sh: {
    bundle: "$HOME/aws-ca-bundle.pem",
    company: "$HOME/company-root.pem",
    path: "/path/to/aws-ca-bundle.pem",
    store: "$HOME/company-cacerts",
    curlrc: "$HOME/curlrc",
    storePath: "/path/to/company-cacerts",
  },
  powershell: {
    bundle: "$HOME\\aws-ca-bundle.pem",
    company: "$HOME\\company-root.pem",
    path: "C:/path/to/aws-ca-bundle.pem",
    store: "$HOME\\company-cacerts",
    curlrc: "$HOME\\curlrc",
    storePath: "C:/path/to/company-cacerts",
  },
  cmd: {
    bundle: "%USERPROFILE%\\aws-ca-bundle.pem",
    company: "%USERPROFILE%\\company-root.pem",
    path: "C:/path/to/aws-ca-bundle.pem",
    store: "%USERPROFILE%\\company-cacerts",
    curlrc: "%USERPROFILE%\\curlrc",
    storePath: "C:/path/to/company-cacerts",
  },
};

/** File paths are written as the shell expects them. */
export function programValues(root: CatalogueRoot, shell: Shell): CommandValues {
  return { ...rootValues(root), ...FILES[shell] };
}

/** `lasting`: for all later windows (variables only). */
export function settingCommands(
  setting: Setting,
  shell: Shell,
  values: CommandValues,
): { now: string; lasting?: string } {
  if (setting.kind !== "variable") return { now: commandIn(shell, setting.commands, values) };
  const template = setting.value ?? (setting.effect === "adds" ? "{company}" : "{bundle}");
  const value = commandIn(shell, { any: template }, values);
  const { name } = setting;
  const lines: Record<Shell, { now: string; lasting: string }> = {
    sh: {
      now: `export ${name}="${value}"`,
      lasting: `echo 'export ${name}="${value}"' >> ~/.profile`,
    },
    powershell: {
      now: `$env:${name} = "${value}"`,
      lasting: `[Environment]::SetEnvironmentVariable("${name}", "${value}", "User")`,
    },
    cmd: { now: `set "${name}=${value}"`, lasting: `setx ${name} "${value}"` },
  };
  return lines[shell];
}

/** The variables that a program reads for its roots. */
export function variableNames({ settings, notes }: Program): string[] {
  const own = settings.filter(({ kind }) => kind === "variable").map(({ name }) => name);
  const more = notes.includes("requests-bundle") ? ["REQUESTS_CA_BUNDLE"] : [];
  return [...new Set([...own, ...more])];
}

/** A command that prints those of these variables that are set. */
export function variablesCommand(names: readonly string[], shell: Shell): string {
  switch (shell) {
    case "sh":
      return names.length === 1 ? `printenv ${names[0]}` : `env | grep -E '^(${names.join("|")})='`;
    case "powershell":
      return `Get-Item ${names.map((name) => `Env:${name}`).join(", ")} -ErrorAction Ignore`;
    case "cmd":
      return names.map((name) => `set ${name}`).join("\n");
  }
}
