/** Reads, writes and follows stored values. */
import { browser } from "./browser.ts";
import type { StoredFormat } from "./stored-format.ts";

/** One stored value. What a newer version of the extension stored reads as absent and is not overwritten. */
export interface StoredItem<T> {
  readonly key: string;
  readonly area: StoredFormat<T>["area"];
  get(): Promise<T | undefined>;
  /** Rejects if a newer version of the extension stored the value. */
  set(value: T): Promise<void>;
  remove(): Promise<void>;
  /** Calls back with each new value (undefined when removed); returns how to stop. */
  watch(changed: (value: T | undefined) => void): () => void;
  /** Returns what `set` would store, to write several items in one step with `setTogether`. */
  entry: StoredFormat<T>["entry"];
}

export function storedItem<T>(format: StoredFormat<T>): StoredItem<T> {
  const { area, key, entry } = format;
  const stored = async () => (await browser.storage[area].get(key))[key];
  return {
    key,
    area,
    entry,
    get: async () => format.read(await stored()),
    async set(value) {
      // A browser clears the session's storage when it updates the extension.
      if (area === "local" && format.isNewer(await stored())) {
        throw new Error(`A newer version of the extension stored "${key}".`);
      }
      await browser.storage[area].set(entry(value));
    },
    remove: () => browser.storage[area].remove(key),
    watch(changed) {
      const listener = (changes: Record<string, { newValue?: unknown }>, changedArea: string) => {
        const change = changedArea === area ? changes[key] : undefined;
        if (change) changed(format.read(change.newValue));
      };
      browser.storage.onChanged.addListener(listener);
      return () => browser.storage.onChanged.removeListener(listener);
    },
  };
}

/** Writes session items in one step: readers see all of them or none. */
export async function setTogether(entries: Record<string, unknown>): Promise<void> {
  await browser.storage.session.set(entries);
}
