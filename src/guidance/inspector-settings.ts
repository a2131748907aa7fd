/** Where products that inspect connections are told which hosts to leave out. */
import data from "./inspector-settings.json";
import type { SourceId } from "./source.ts";

export interface InspectorSettings {
  /** A product of `core/inspectors.json`. */
  product: string;
  /** The place in the product's settings, in its maker's words. */
  menu: string;
  /** The maker's page about it. */
  source: SourceId;
}

export const INSPECTOR_SETTINGS = data.rows as InspectorSettings[];

/** The place of a product; null where no page of its maker is known. */
export function inspectorSettings(product: string | null): InspectorSettings | null {
  return INSPECTOR_SETTINGS.find((row) => row.product === product) ?? null;
}
