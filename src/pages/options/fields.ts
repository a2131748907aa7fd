/** The settings as fields of the page. */
import {
  kindOf,
  SETTING_KEYS,
  type SettingKey,
  type Settings,
} from "../../core/default-settings.ts";
import {
  SETTING_GROUPS,
  SETTING_TABLE,
  type SettingGroup,
  type SettingKind,
} from "../../core/setting-table.ts";
import type { SettingFault } from "../../core/settings.ts";

interface Control {
  /** `line`: one line of text. `list`: one entry per line. `sections`: check boxes. `flag`: one check box. */
  control: "line" | "list" | "sections" | "flag";
  /** The touch keyboard to offer. */
  input?: "email" | "tel" | "url";
}

export interface Field extends Control {
  key: SettingKey;
}

const CONTROLS: Record<SettingKind, Control> = {
  name: { control: "line" },
  email: { control: "line", input: "email" },
  phone: { control: "line", input: "tel" },
  link: { control: "line", input: "url" },
  host: { control: "line", input: "url" },
  keys: { control: "list" },
  places: { control: "list" },
  sections: { control: "sections" },
  flag: { control: "flag" },
};

export const FIELDS = Object.fromEntries(
  SETTING_GROUPS.map((group) => [
    group,
    SETTING_KEYS.filter((key) => SETTING_TABLE[key].group === group).map((key) => ({
      key,
      ...CONTROLS[kindOf(key)],
    })),
  ]),
) as Record<SettingGroup, Field[]>;

/** Returns a value as the text of its field. */
export function fieldText(value: Settings[SettingKey]): string {
  return Array.isArray(value) ? value.join("\n") : String(value);
}

/** Returns what was given, the invalid values included, as the text of its field. */
export function invalidText(
  control: "line" | "list",
  value: Settings[SettingKey],
  faults: readonly SettingFault[],
): string {
  // The value of `too-many` is the number of entries.
  const invalid = faults.filter(({ fault }) => fault !== "too-many").map((each) => each.value);
  return control === "line" ? invalid.join(" ") : [...[value].flat(), ...invalid].join("\n");
}

/** Returns the value of a field's text: a line, or a list without blank lines. */
export function fieldValue(control: "line" | "list", text: string): string | string[] {
  if (control === "line") return text.trim();
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
