import { PAGES, type HideablePage } from "./pages.ts";
import { SETTING_TABLE, type SettingKind } from "./setting-table.ts";

const HIDEABLE_PAGES = PAGES.flatMap((page) => (page.isHideable ? [page.id] : []));

export const HIDEABLE = ["history", ...HIDEABLE_PAGES, "support-code"] as const;
export type Hideable = "history" | HideablePage | "support-code";

/** A blank text or an empty list means: not set. */
interface ValueOfKind {
  name: string;
  email: string;
  phone: string;
  link: string;
  host: string;
  keys: string[];
  places: string[];
  sections: Hideable[];
  flag: boolean;
}

export type SettingKey = keyof typeof SETTING_TABLE;
export type Settings = {
  -readonly [Key in SettingKey]: ValueOfKind[(typeof SETTING_TABLE)[Key]["kind"]];
};

const DEFAULT_OF_KIND: ValueOfKind = {
  name: "",
  email: "",
  phone: "",
  link: "",
  host: "",
  keys: [],
  places: [],
  sections: [],
  flag: false,
};

export const SETTING_KEYS = Object.keys(SETTING_TABLE) as SettingKey[];

export function kindOf(key: SettingKey): SettingKind {
  return SETTING_TABLE[key].kind;
}

export const DEFAULT_SETTINGS = Object.fromEntries(
  SETTING_KEYS.map((key) => [key, DEFAULT_OF_KIND[kindOf(key)]]),
) as Settings;
