/**
 * The settings, one row each. A new setting is a row here, its description for administrators in
 * build/setting-policies.ts, and two messages: `setting_<key>` and `settingHelp_<key>`. `npx tsx build/settings.ts`
 * then renews the schema of policies and the administrators' templates.
 */

/** Kinds of values. Each has its reader in settings.ts and its control in pages/options/fields.ts. */
export type SettingKind =
  /** A line of text. */
  | "name"
  | "email"
  | "phone"
  /** An https or mailto URL with placeholders. */
  | "link"
  /** A host name. */
  | "host"
  /** SHA-256 hashes of public keys (SPKI). */
  | "keys"
  /** Host names or https URLs. */
  | "places"
  /** Ids of pages and parts of pages. */
  | "sections"
  | "flag";

/** Groups of the settings page, in its order. */
export const SETTING_GROUPS = ["support", "check", "look"] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];

interface SettingRow {
  kind: SettingKind;
  group: SettingGroup;
}

export const SETTING_TABLE = {
  /** Who helps the person. */
  supportName: { kind: "name", group: "support" },
  supportEmail: { kind: "email", group: "support" },
  supportPhone: { kind: "phone", group: "support" },
  /** Opens a ticket. May hold `{code}`, `{verdict}`, `{cause}` and `{report}`. */
  supportUrl: { kind: "link", group: "support" },
  /** Inspecting authorities that are no fault on this network. */
  approvedInspectors: { kind: "keys", group: "check" },
  /** The host to compare with instead of the catalogue's. */
  baseline: { kind: "host", group: "check" },
  /** Places that the endpoint page offers as a list to test. */
  endpoints: { kind: "places", group: "check" },
  hiddenSections: { kind: "sections", group: "look" },
  /** Whether the badge watches AWS console pages. */
  watchConsole: { kind: "flag", group: "look" },
} as const satisfies Record<string, SettingRow>;
