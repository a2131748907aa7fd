/** Typed, versioned keys in the extension's storage. */
import { browser } from "./browser.ts";

type AreaName = "session" | "local";

interface Stored<T> {
  version: number;
  value: T;
}

/** One value under one key. A value of another version reads as absent. */
export interface StoredItem<T> {
  readonly key: string;
  readonly area: AreaName;
  get(): Promise<T | undefined>;
  set(value: T): Promise<void>;
  remove(): Promise<void>;
  /** Calls back with each new value (undefined when removed); returns how to stop. */
  watch(changed: (value: T | undefined) => void): () => void;
  /** The entry as it is kept, to write several items in one step with `setTogether`. */
  entry(value: T): Record<string, Stored<T>>;
}

/** A stored item. Raise `version` when the meaning of the value changes. */
export function storedItem<T>(area: AreaName, key: string, version: number): StoredItem<T> {
  const unwrap = (kept: unknown): T | undefined => {
    const stored = kept as Stored<T> | undefined;
    return stored?.version === version ? stored.value : undefined;
  };
  const entry = (value: T) => ({ [key]: { version, value } });
  return {
    key,
    area,
    entry,
    get: async () => unwrap((await browser.storage[area].get(key))[key]),
    set: (value) => browser.storage[area].set(entry(value)),
    remove: () => browser.storage[area].remove(key),
    watch(changed) {
      const listener = (changes: Record<string, { newValue?: unknown }>, changedArea: string) => {
        const change = changedArea === area ? changes[key] : undefined;
        if (change) changed(unwrap(change.newValue));
      };
      browser.storage.onChanged.addListener(listener);
      return () => browser.storage.onChanged.removeListener(listener);
    },
  };
}

/** Writes and removes session items in one step: readers see all of it or nothing. */
export async function setTogether(entries: Record<string, unknown>): Promise<void> {
  await browser.storage.session.set(entries);
}
