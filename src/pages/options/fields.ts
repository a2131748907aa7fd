/** The settings as fields of the page: in which group, and how each is given. */
import type { SettingKey, Settings } from "../../core/default-settings.ts";

/** `line`: one line of text. `list`: one entry per line. `sections`: a choice of several. `flag`: yes or no. */
export type FieldKind = "line" | "list" | "sections" | "flag";

export interface Field {
  key: SettingKey;
  kind: FieldKind;
  /** What a touch keyboard should offer. */
  input?: "email" | "tel" | "url";
  /** The extension does not act on it yet. */
  later?: true;
}

export const FIELD_GROUPS = ["support", "check", "look"] as const;
export type FieldGroup = (typeof FIELD_GROUPS)[number];

export const FIELDS: Record<FieldGroup, Field[]> = {
  support: [
    { key: "supportName", kind: "line" },
    { key: "supportEmail", kind: "line", input: "email" },
    { key: "supportPhone", kind: "line", input: "tel" },
    { key: "supportUrl", kind: "line", input: "url" },
  ],
  check: [
    { key: "approvedInspectors", kind: "list" },
    { key: "baseline", kind: "line", input: "url" },
    { key: "endpoints", kind: "list" },
  ],
  look: [
    { key: "hiddenSections", kind: "sections" },
    { key: "watchConsole", kind: "flag" },
  ],
};

/** A value as the text of its field. */
export function textOf(value: Settings[SettingKey]): string {
  return Array.isArray(value) ? value.join("\n") : String(value);
}

/** What the text of a field stands for: a line, or a list without its blank lines. */
export function valueOf(kind: "line" | "list", text: string): string | string[] {
  if (kind === "line") return text.trim();
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
