type AreaName = "session" | "local";

interface Envelope {
  version: number;
  value: unknown;
}

export interface StoredFormat<T> {
  readonly area: AreaName;
  readonly key: string;
  readonly version: number;
  entry(value: T): Record<string, Envelope>;
  /** Migrates values of older versions; undefined for anything else. */
  read(stored: unknown): T | undefined;
  isNewer(stored: unknown): boolean;
  /** `migrate` must accept every value of this version. */
  next<U>(migrate: (old: T) => U): StoredFormat<U>;
}

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
