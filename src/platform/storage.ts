import { browser } from "./browser.ts";
import type { StoredFormat } from "./stored-format.ts";

/** A value that a newer version of the extension stored reads as undefined, and `set` rejects. */
export interface StoredItem<T> {
  readonly key: string;
  readonly area: StoredFormat<T>["area"];
  get(): Promise<T | undefined>;
  set(value: T): Promise<void>;
  remove(): Promise<void>;
  /** Undefined means removed. */
  watch(changed: (value: T | undefined) => void): () => void;
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
