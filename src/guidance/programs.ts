import type { CatalogueRoot } from "../core/catalogue.ts";
import { rootValues, type CommandValues } from "./command.ts";
import data from "./programs.json";
import { commandIn, type ByShell, type Shell } from "./shell.ts";
import type { SourceId } from "./source.ts";

/** In display order; messages `programGroup_<group>`. */
export const PROGRAM_GROUPS = ["aws", "language", "package", "operations", "general"] as const;
type ProgramGroup = (typeof PROGRAM_GROUPS)[number];

export const PROGRAM_ROOTS = [
  "bundled",
  "cluster",
  "curl",
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
  "go-program",
  "java-9",
  "linux",
  "node-env",
  "node-flag",
  "not-schannel",
  "pip-24-2",
  "psql-16",
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
  "ansible-host",
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
  "git-test",
  "go-override",
  "go-test",
  "instance-id",
  "iot-ats",
  "java-8",
  "java-each",
  "java-macos",
  "java-store",
  "mail-goes-out",
  "maven-windows",
  "node-no-aws",
  "node-start",
  "npm-cafile",
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
  where?: Where;
  sources: SourceId[];
}

/** Without `value` it names a file: the bundle, or the root to add. */
interface VariableSetting extends SettingBase {
  kind: "variable";
  value?: string;
}

/** `file`: lines of a configuration file. `code`: a line of a program. */
interface OtherSetting extends SettingBase {
  kind: "command" | "file" | "code";
  commands: ByShell;
}

export type Setting = VariableSetting | OtherSetting;

export interface ProgramVersion {
  kind: VersionKind;
  date?: string;
  sources: SourceId[];
}

export interface Program {
  id: string;
  name: string;
  group: ProgramGroup;
  roots: ProgramRoots;
  versions: ProgramVersion[];
  settings: Setting[];
  tests: ByShell[];
  notes: ProgramNote[];
  sources: SourceId[];
}

export const PROGRAMS = data.programs as Program[];

/** Notes that explain why a program has no test command. */
export const UNTESTED_NOTES: readonly ProgramNote[] = ["own-program", "vscode-test"];

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
}

const FILES: Record<Shell, Files> = {
  sh: {
    bundle: "$HOME/aws-ca-bundle.pem",
    company: "$HOME/company-root.pem",
    path: "/path/to/aws-ca-bundle.pem",
    store: "$HOME/company-cacerts",
    storePath: "/path/to/company-cacerts",
  },
  powershell: {
    bundle: "$HOME\\aws-ca-bundle.pem",
    company: "$HOME\\company-root.pem",
    path: "C:/path/to/aws-ca-bundle.pem",
    store: "$HOME\\company-cacerts",
    storePath: "C:/path/to/company-cacerts",
  },
  cmd: {
    bundle: "%USERPROFILE%\\aws-ca-bundle.pem",
    company: "%USERPROFILE%\\company-root.pem",
    path: "C:/path/to/aws-ca-bundle.pem",
    store: "%USERPROFILE%\\company-cacerts",
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
