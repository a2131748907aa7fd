/** Named lists of places to test, which a person saves. */

export interface EndpointSet {
  /** As the person gave it. */
  name: string;
  /** Hosts, with a port where there is one. */
  places: string[];
}

/** The longest name in characters, and the most saved sets. */
export const SET_NAME_LIMIT = 100;
export const SETS_LIMIT = 50;

const SET_FAULTS = ["no-name", "long-name", "no-places", "too-many-sets"] as const;
export type SetFault = (typeof SET_FAULTS)[number];

/** Why a set cannot be saved beside these; null if it can. It replaces one of the same name. */
export function setFault(sets: readonly EndpointSet[], { name, places }: EndpointSet) {
  if (name.trim() === "") return "no-name" satisfies SetFault;
  if (name.trim().length > SET_NAME_LIMIT) return "long-name" satisfies SetFault;
  if (!places.length) return "no-places" satisfies SetFault;
  const others = sets.filter((each) => each.name !== name.trim());
  return others.length >= SETS_LIMIT ? ("too-many-sets" satisfies SetFault) : null;
}

/** The sets with one more, by name; the caller has asked `setFault`. */
export function withSet(
  sets: readonly EndpointSet[],
  { name, places }: EndpointSet,
): EndpointSet[] {
  const kept = { name: name.trim(), places: [...places] };
  return [...withoutSet(sets, kept.name), kept].toSorted((one, other) =>
    one.name < other.name ? -1 : 1,
  );
}

/** The sets without the one of a name. */
export function withoutSet(sets: readonly EndpointSet[], name: string): EndpointSet[] {
  return sets.filter((each) => each.name !== name);
}
