/** Where inspecting products have their list of hosts to leave out. */
import data from "./inspector-settings.json";
import type { SourceId } from "./source.ts";

export interface InspectorSettings {
  /** A product of `core/inspectors.json`. */
  product: string;
  /** The menu path in the product, in its maker's words. */
  menu: string;
  source: SourceId;
}

export const INSPECTOR_SETTINGS = data.rows as InspectorSettings[];

/** Null if no page of the maker is known. */
export function inspectorSettings(product: string | null): InspectorSettings | null {
  return INSPECTOR_SETTINGS.find((row) => row.product === product) ?? null;
}
