/** Where AWS SDKs and other tools find their roots, and how to point them at another file. */
import type { CatalogueRoot } from "../core/catalogue.ts";
import { rootValues, type CommandValues } from "./command.ts";
import data from "./sdks.json";
import { commandIn, type ByShell, type Shell } from "./shell.ts";
import type { SourceId } from "./source.ts";

/** Where a tool's roots come from. */
export const TOOL_ROOTS = ["bundled", "curl", "java", "node", "openssl", "php", "system"] as const;
export type ToolRoots = (typeof TOOL_ROOTS)[number];

/**
 * What is known of old versions. `upgrade`: those before the date must be upgraded. `included`: brings a
 * needed root along since the date. `no-bundle`: never brought roots along.
 */
export const VERSION_KINDS = ["upgrade", "included", "no-bundle"] as const;
export type VersionKind = (typeof VERSION_KINDS)[number];

/**
 * What a setting does to the usual roots. `adds-system` adds the system's; `system` goes by the system's
 * store alone.
 */
export const EFFECTS = ["replaces", "adds", "adds-system", "system"] as const;
export type Effect = (typeof EFFECTS)[number];

/** Where a setting works, if not everywhere. */
export const WHERES = [
  "java-9",
  "linux",
  "node-recent",
  "not-schannel",
  "terraform-4-2",
  "terraform-init",
  "terraform-provider",
  "unix",
  "windows",
] as const;
export type Where = (typeof WHERES)[number];

export const TOOL_NOTES = [
  "certifi-first",
  "credentials",
  "git-test",
  "go-test",
  "java-8",
  "java-each",
  "node-no-aws",
  "node-start",
  "own-program",
  "php-ini",
  "sso",
] as const;
export type ToolNote = (typeof TOOL_NOTES)[number];

interface SettingBase {
  name: string;
  effect: Effect;
  where?: Where;
  sources: SourceId[];
}

/** An environment variable; without `value` it names a file: the bundle, or what is added. */
export interface VariableSetting extends SettingBase {
  kind: "variable";
  value?: string;
}

/** A command to run, lines for a configuration file, or a line of a program. */
export interface OtherSetting extends SettingBase {
  kind: "command" | "file" | "code";
  commands: ByShell;
}

export type Setting = VariableSetting | OtherSetting;

export interface ToolVersion {
  kind: VersionKind;
  /** `YYYY-MM-DD`. */
  date?: string;
  sources: SourceId[];
}

export interface Tool {
  id: string;
  name: string;
  roots: ToolRoots;
  versions: ToolVersion[];
  settings: Setting[];
  /** Commands that show whether it works. */
  tests: ByShell[];
  notes: ToolNote[];
  sources: SourceId[];
}

export const TOOLS = data.tools as Tool[];

/** How to make a bundle of the usual roots and the company's. */
export const BUNDLE = data.bundle as {
  look: ByShell;
  build: ByShell;
  check: ByShell;
  systemFiles: { systems: string; file: string }[];
  sources: SourceId[];
};

/** A tool by its id; the first one where there is none of that name. */
export function toolOf(id: string): Tool {
  return TOOLS.find((tool) => tool.id === id) ?? TOOLS[0]!;
}

const FILES: Record<Shell, { bundle: string; company: string; path: string }> = {
  sh: {
    bundle: "$HOME/aws-ca-bundle.pem",
    company: "$HOME/company-root.pem",
    path: "/path/to/aws-ca-bundle.pem",
  },
  powershell: {
    bundle: "$HOME\\aws-ca-bundle.pem",
    company: "$HOME\\company-root.pem",
    path: "C:/path/to/aws-ca-bundle.pem",
  },
  cmd: {
    bundle: "%USERPROFILE%\\aws-ca-bundle.pem",
    company: "%USERPROFILE%\\company-root.pem",
    path: "C:/path/to/aws-ca-bundle.pem",
  },
};

/** What the commands may name: the values of a root, and the files as a shell writes their places. */
export function toolValues(root: CatalogueRoot, shell: Shell): CommandValues {
  return { ...rootValues(root), ...FILES[shell] };
}

/** A setting for one shell: at once, and, for a variable, for every window to come. */
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
