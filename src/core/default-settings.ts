/** The settings there are, and what they are where nobody set them. How they are read is in `settings.ts`. */
import { PAGES, type HideablePage } from "./pages.ts";

const HIDEABLE_PAGES = PAGES.flatMap((page) => (page.isHideable ? [page.id] : []));

/** Pages and parts of pages that an administrator or a person may hide. */
export const HIDEABLE = ["history", ...HIDEABLE_PAGES, "support-code"] as const;
export type Hideable = "history" | HideablePage | "support-code";

export interface Settings {
  /** Whom to turn to; each `""` where not set. */
  supportName: string;
  supportEmail: string;
  supportPhone: string;
  /** https or mailto; may hold `{code}`, `{verdict}`, `{cause}` and `{report}`. */
  supportUrl: string;
  /** SPKI SHA-256 of inspecting authorities that are no fault here: lower-case hex. */
  approvedInspectors: string[];
  /** Places that the page for endpoints offers as a list to test: host names or https URLs. */
  endpoints: string[];
  hiddenSections: Hideable[];
  watchConsole: boolean;
  /** Host to compare with in place of the catalogue's; `""` for the catalogue's. */
  baseline: string;
}

export type SettingKey = keyof Settings;

/** The settings of somebody who set nothing. */
export const DEFAULT_SETTINGS: Settings = {
  supportName: "",
  supportEmail: "",
  supportPhone: "",
  supportUrl: "",
  approvedInspectors: [],
  endpoints: [],
  hiddenSections: [],
  watchConsole: false,
  baseline: "",
};

export const SETTING_KEYS = Object.keys(DEFAULT_SETTINGS) as SettingKey[];
