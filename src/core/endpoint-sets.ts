export interface EndpointSet {
  name: string;
  /** Hosts, with a port if there is one. */
  places: string[];
}

export const SET_NAME_LIMIT = 100;
export const SETS_LIMIT = 50;

const SET_FAULTS = ["no-name", "long-name", "no-places", "too-many-sets"] as const;
export type SetFault = (typeof SET_FAULTS)[number];

/** Null if the set can be saved. It replaces one of the same name. */
export function setFault(sets: readonly EndpointSet[], { name, places }: EndpointSet) {
  if (name.trim() === "") return "no-name" satisfies SetFault;
  if (name.trim().length > SET_NAME_LIMIT) return "long-name" satisfies SetFault;
  if (!places.length) return "no-places" satisfies SetFault;
  const others = sets.filter((each) => each.name !== name.trim());
  return others.length >= SETS_LIMIT ? ("too-many-sets" satisfies SetFault) : null;
}

/** Sorted by name. Call `setFault` first. */
export function withSet(
  sets: readonly EndpointSet[],
  { name, places }: EndpointSet,
): EndpointSet[] {
  const kept = { name: name.trim(), places: [...places] };
  return [...withoutSet(sets, kept.name), kept].toSorted((one, other) =>
    one.name < other.name ? -1 : 1,
  );
}

export function withoutSet(sets: readonly EndpointSet[], name: string): EndpointSet[] {
  return sets.filter((each) => each.name !== name);
}
