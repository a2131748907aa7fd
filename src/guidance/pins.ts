import { findOrThrow } from "../core/find.ts";
import type { Catalogue, CatalogueRoot } from "../core/catalogue.ts";
import type { RootRole } from "../core/vocabulary.ts";
import table from "./pins.json";
import type { SourceId } from "./source.ts";

/** In display order. Messages `pinForm_<form>` and `pinNote_<form>`. */
export const PIN_FORMS = [
  "base64",
  "hex",
  "pin-sha256",
  "android",
  "ios",
  "trustkit",
  "okhttp",
  "curl",
] as const;
export type PinForm = (typeof PIN_FORMS)[number];

interface PinFormRow {
  id: PinForm;
  file: string | null;
  /** Whether the text contains them. */
  host: boolean;
  expires: boolean;
  sources: SourceId[];
}

interface Point {
  id: string;
  sources: SourceId[];
}

/** Messages `pinReason_<id>`. */
export const PIN_REASONS = table.reasons as Point[];
/** In display order; messages `pinRule_<id>`. */
export const PIN_RULES = table.rules as Point[];

const FORM_ROWS = table.forms as PinFormRow[];
const ROLE_SOURCES: Record<RootRole, string[]> = table.roles;

export function pinFormRow(form: PinForm): PinFormRow {
  return findOrThrow(FORM_ROWS, ({ id }) => id === form, `form of pins ${form}`);
}

export const PIN_ROLE_SOURCES = [...new Set(Object.values(ROLE_SOURCES).flat())] as SourceId[];

/** All that Amazon owns; `withEu` adds those of the European Sovereign Cloud. */
export function pinnedRoots(catalogue: Catalogue, withEu: boolean): CatalogueRoot[] {
  return catalogue.roots.filter(({ role }) => role !== "foreign" && (withEu || role !== "eu"));
}

/** A year after the catalogue's last review (`YYYY-MM-DD`). */
export function suggestedExpiry({ date }: Pick<Catalogue, "date">): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() + 1);
  return day.toISOString().slice(0, 10);
}
