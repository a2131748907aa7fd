import { fill, type CommandValues } from "./command.ts";
import type { System } from "./repair-cases.ts";

/** `sh` is any Bourne-like shell of macOS and Linux. */
export const SHELLS = ["sh", "powershell", "cmd"] as const;
export type Shell = (typeof SHELLS)[number];

export const SHELL_NAMES: Record<Shell, string> = {
  sh: "bash, zsh",
  powershell: "PowerShell",
  cmd: "cmd.exe",
};

export type ByShell = { any: string } | Record<Shell, string>;

export function commandIn(shell: Shell, commands: ByShell, values: CommandValues): string {
  return fill("any" in commands ? commands.any : commands[shell], values);
}

export function shellOf(system: System): Shell {
  return system === "windows" ? "powershell" : "sh";
}
