/** Which roots to pin, and the forms in which programs read pins. */
import { findOrThrow } from "../core/find.ts";
import type { Catalogue, CatalogueRoot } from "../core/catalogue.ts";
import type { RootRole } from "../core/vocabulary.ts";
import table from "./pins.json";
import type { SourceId } from "./source.ts";

/** In display order. Texts are messages `pinForm_<form>`, `pinNote_<form>`. */
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
  /** The usual file; null if there is none. */
  file: string | null;
  /** Whether the text has the host, and an expiry date. */
  host: boolean;
  expires: boolean;
  sources: SourceId[];
}

/** A statement with its sources. */
interface Point {
  id: string;
  sources: SourceId[];
}

/** Why not to pin: messages `pinReason_<id>`. */
export const PIN_REASONS = table.reasons as Point[];
/** Rules for those who must pin, in this order: messages `pinRule_<id>`. */
export const PIN_RULES = table.rules as Point[];

const FORM_ROWS = table.forms as PinFormRow[];
const ROLE_SOURCES: Record<RootRole, string[]> = table.roles;

export function pinFormRow(form: PinForm): PinFormRow {
  return findOrThrow(FORM_ROWS, ({ id }) => id === form, `form of pins ${form}`);
}

/** Sources of the roots' purposes, each once. */
export const PIN_ROLE_SOURCES = [...new Set(Object.values(ROLE_SOURCES).flat())] as SourceId[];

/** The roots to pin: all that Amazon owns, those of the European Sovereign Cloud only if wanted. */
export function pinnedRoots(catalogue: Catalogue, withEu: boolean): CatalogueRoot[] {
  return catalogue.roots.filter(({ role }) => role !== "foreign" && (withEu || role !== "eu"));
}

/** A year after the catalogue's last review (`YYYY-MM-DD`). */
export function suggestedExpiry({ date }: Pick<Catalogue, "date">): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() + 1);
  return day.toISOString().slice(0, 10);
}
