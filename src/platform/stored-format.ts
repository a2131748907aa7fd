/** Versioned forms of stored values. This file needs no browser: tests make stored values with it, too. */

type AreaName = "session" | "local";

/** A value as it is stored. */
interface Envelope {
  version: number;
  value: unknown;
}

/** How one value is stored under its key. */
export interface StoredFormat<T> {
  readonly area: AreaName;
  readonly key: string;
  readonly version: number;
  /** Returns what to store for a value. */
  entry(value: T): Record<string, Envelope>;
  /** Returns the value that was stored, migrated if an older version stored it; else undefined. */
  read(stored: unknown): T | undefined;
  /** Whether a newer version of the extension stored this. */
  isNewer(stored: unknown): boolean;
  /** Returns the format of the next version. `migrate` must accept every value of this version. */
  next<U>(migrate: (old: T) => U): StoredFormat<U>;
}

/**
 * Returns the first format of a stored value. A change of its meaning is one more `next`, and the fixtures of
 * earlier releases prove it.
 */
export function firstFormat<T>(area: AreaName, key: string): StoredFormat<T> {
  return formatOf<T>(area, key, 1, ({ version, value }) =>
    version === 1 ? (value as T) : undefined,
  );
}

function formatOf<T>(
  area: AreaName,
  key: string,
  version: number,
  open: (envelope: Envelope) => T | undefined,
): StoredFormat<T> {
  return {
    area,
    key,
    version,
    entry: (value) => ({ [key]: { version, value } }),
    read: (stored) => (isEnvelope(stored) ? open(stored) : undefined),
    isNewer: (stored) => isEnvelope(stored) && stored.version > version,
    next: <U>(migrate: (old: T) => U) =>
      formatOf<U>(area, key, version + 1, (envelope) => {
        if (envelope.version === version + 1) return envelope.value as U;
        const old = open(envelope);
        return old === undefined ? undefined : migrate(old);
      }),
  };
}

function isEnvelope(stored: unknown): stored is Envelope {
  return typeof stored === "object" && stored !== null && "version" in stored && "value" in stored
    ? typeof stored.version === "number"
    : false;
}
