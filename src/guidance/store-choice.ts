/** What the address of the page on trust stores chooses: `#trust-stores?system=red-hat&root=all`. */
import type { CatalogueRoot } from "../core/catalogue.ts";
import type { Machine } from "./situation.ts";
import { placeFor, PLACES, type Place } from "./trust-stores.ts";

/** All roots that AWS needs. */
export const ALL_ROOTS = "all";

export interface StoreChoice {
  place: Place;
  /** Null for all roots that AWS needs. */
  root: CatalogueRoot | null;
}

/**
 * Reads the address; accepts only places and roots that exist. `detail`: a place or the id of a root, as in
 * `#trust-stores/amazon-root-ca-1`.
 */
export function storeChoiceIn(
  { detail, query }: { detail: string; query: string },
  roots: readonly CatalogueRoot[],
  machine: Pick<Machine, "browser" | "system">,
): StoreChoice {
  const named = new URLSearchParams(query);
  const placeNamed = (name: string | null) => PLACES.find((place) => place === name);
  const rootNamed = (name: string | null) => roots.find(({ id }) => id === name);
  const wanted = named.get("root");
  return {
    place: placeNamed(named.get("system")) ?? placeNamed(detail) ?? placeFor(machine),
    root: wanted === ALL_ROOTS ? null : (rootNamed(wanted) ?? rootNamed(detail) ?? null),
  };
}

export function storeAddress({ place, root }: StoreChoice): string {
  return `#trust-stores?${new URLSearchParams({ system: place, root: root?.id ?? ALL_ROOTS })}`;
}
