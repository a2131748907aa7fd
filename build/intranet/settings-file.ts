/** An organisation's settings for everybody, from a file. */
import { readFileSync } from "node:fs";
import { SETTING_KEYS } from "../../src/core/default-settings.ts";
import { effectiveSettings } from "../../src/core/settings.ts";
import type { Policy } from "../policy-templates.ts";

/** Reads settings by name from a JSON file. Throws for an unknown name and for a value that the extension would ignore. */
export function readSettings(file: string): Policy {
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Error(`--settings ${file}: ${(cause as Error).message}`, { cause });
  }
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new Error(`The settings must be one object: ${file}`);
  }
  const unknown = Object.keys(given).filter((key) => !(SETTING_KEYS as string[]).includes(key));
  const faults = effectiveSettings(given, {})
    .faults.filter(({ key }) => !unknown.includes(key))
    .map(({ key, fault, value }) => `${key}: not valid (${fault}): ${value}`);
  const all = [...unknown.map((key) => `${key}: no setting has this name`), ...faults];
  if (all.length > 0) {
    throw new Error(
      [`The settings in ${file} cannot be used:`, ...all.map((line) => `  ${line}`)].join("\n"),
    );
  }
  return given as Policy;
}
