import type { CatalogueRoot, StoreRow } from "../core/catalogue.ts";
import type { RootProgramme } from "../core/vocabulary.ts";
import type { SourceId } from "./source.ts";
import data from "./systems.json";

/** A program's own list of roots. */
export interface Bundle {
  id: string;
  name: string;
  version: string;
  roots: string[];
  /** When it was read (`YYYY-MM-DD`). */
  read: string;
  sources: SourceId[];
}

export type StoreColumn = { name: string } & ({ programme: RootProgramme } | { bundle: Bundle });

/** A system for which AWS published a minimum. */
export interface SystemRow {
  id: string;
  name: string;
  sources: SourceId[];
}

/** `date` as exact as published: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export interface RootEvent {
  id: string;
  date: string;
  sources: SourceId[];
}

/** Conclusions for the reader: messages `systemMeaning_<id>`. */
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
export const ROOT_EVENTS = data.events as RootEvent[];

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

/** Sources of the programme's rows, each with its newest date. */
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

/** Whether the root works only through cross-signs. */
export function isInNoStore(root: CatalogueRoot): boolean {
  return STORE_COLUMNS.every((column) => presenceIn(column, root)?.status !== "included");
}
