/** Which stores and systems hold the roots, and what changes when. */
import type { CatalogueRoot, StoreRow } from "../core/catalogue.ts";
import type { RootProgramme } from "../core/vocabulary.ts";
import type { SourceId } from "./source.ts";
import data from "./systems.json";

/** A program's own list of roots. */
export interface Bundle {
  id: string;
  name: string;
  /** One version or several, between commas. */
  version: string;
  /** The catalogued roots that it holds, by id. */
  roots: string[];
  /** When it was read (`YYYY-MM-DD`). */
  read: string;
  sources: SourceId[];
}

/** A column of the table of stores: a root programme, or a bundle. */
export type StoreColumn = { name: string } & ({ programme: RootProgramme } | { bundle: Bundle });

/** A system with the minimum that AWS published for it. */
export interface SystemRow {
  id: string;
  name: string;
  sources: SourceId[];
}

/** A dated change. `date` as exact as published: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export interface RootEvent {
  id: string;
  date: string;
  sources: SourceId[];
}

/** Conclusions for the reader; messages `systemMeaning_<id>`. */
export const SYSTEM_MEANINGS = [
  "current",
  "own-store",
  "minima",
  "g2",
  "normal",
  "rewritten",
] as const;

export type Presence = Pick<StoreRow, "status" | "until">;

export const BUNDLES = data.bundles as Bundle[];
export const SYSTEM_ROWS = data.systems as SystemRow[];
/** In order of time. */
export const ROOT_EVENTS = data.events as RootEvent[];

/** The columns of the table of stores: root programmes, then bundles. */
export const STORE_COLUMNS: StoreColumn[] = [
  ...(data.stores as { programme: RootProgramme; name: string }[]),
  ...BUNDLES.map((bundle) => ({ name: bundle.name, bundle })),
];

/** Null if nothing is known. */
export function presenceIn(column: StoreColumn, root: CatalogueRoot): Presence | null {
  if ("bundle" in column) {
    return { status: column.bundle.roots.includes(root.id) ? "included" : "not-included" };
  }
  return root.stores.find(({ programme }) => programme === column.programme) ?? null;
}

/** The sources of a root programme's rows, each with its newest date. */
export function readingsOf(
  programme: RootProgramme,
  roots: readonly CatalogueRoot[],
): { source: string; date: string }[] {
  const newest = new Map<string, string>();
  for (const row of roots.flatMap(({ stores }) => stores)) {
    if (row.programme !== programme) continue;
    const known = newest.get(row.source);
    if (known === undefined || known < row.date) newest.set(row.source, row.date);
  }
  return [...newest].map(([source, date]) => ({ source, date }));
}

/** True if no store holds the root, so that it works only through cross-signs. */
export function isInNoStore(root: CatalogueRoot): boolean {
  return STORE_COLUMNS.every((column) => presenceIn(column, root)?.status !== "included");
}
