/** Where inspecting products have their list of excluded hosts. */
import data from "./inspector-settings.json";
import type { SourceId } from "./source.ts";

export interface InspectorSettings {
  product: string;
  /** The menu path, in the maker's words. */
  menu: string;
  source: SourceId;
}

export const INSPECTOR_SETTINGS = data.rows as InspectorSettings[];

export function inspectorSettings(product: string | null): InspectorSettings | null {
  return INSPECTOR_SETTINGS.find((row) => row.product === product) ?? null;
}
