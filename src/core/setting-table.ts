/** A new setting needs more than a row here: see CONTRIBUTING.md. */

/** Each kind has a reader in settings.ts and a control in pages/options/fields.ts. */
export type SettingKind =
  | "name"
  | "email"
  | "phone"
  /** An https or mailto URL with placeholders. */
  | "link"
  | "host"
  /** SHA-256 of public keys (SPKI). */
  | "keys"
  | "places"
  | "sections"
  | "flag";

export const SETTING_GROUPS = ["support", "check", "look"] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];

interface SettingRow {
  kind: SettingKind;
  group: SettingGroup;
}

export const SETTING_TABLE = {
  supportName: { kind: "name", group: "support" },
  supportEmail: { kind: "email", group: "support" },
  supportPhone: { kind: "phone", group: "support" },
  /** May hold `{code}`, `{verdict}`, `{cause}` and `{report}`. */
  supportUrl: { kind: "link", group: "support" },
  /** CAs whose inspection is no fault on this network. */
  approvedInspectors: { kind: "keys", group: "check" },
  baseline: { kind: "host", group: "check" },
  endpoints: { kind: "places", group: "check" },
  hiddenSections: { kind: "sections", group: "look" },
  watchConsole: { kind: "flag", group: "look" },
} as const satisfies Record<string, SettingRow>;
