/** Settings in the browser: the administrator's policy, what the person chose, and the sets of endpoints. */
import type { SettingKey, Settings } from "../core/default-settings.ts";
import { effectiveSettings, validSettings, type EffectiveSettings } from "../core/settings.ts";
import { browser } from "./browser.ts";
import { storedItem } from "./storage.ts";
import { STORED } from "./stored-formats.ts";

export const endpointSetsItem = storedItem(STORED.endpointSets);

const ownItem = storedItem(STORED.settings);

/** Returns the settings in force. Rejects if the person's own cannot be read. */
export async function readSettings(): Promise<EffectiveSettings> {
  const [managed, own] = await Promise.all([readManaged(), ownItem.get()]);
  return effectiveSettings(managed, own);
}

/** Firefox rejects if there is no policy, and gives no way to tell that from an error. */
async function readManaged(): Promise<unknown> {
  try {
    return await browser.storage.managed.get(null);
  } catch {
    return undefined;
  }
}

/** Calls back whenever a setting may have changed; returns how to stop. Firefox reads policies only at its start. */
export function watchSettings(changed: () => void): () => void {
  const listener = (changes: Record<string, unknown>, area: string) => {
    if (area === "managed" || (area === ownItem.area && ownItem.key in changes)) changed();
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}

/** The settings for views that need only their values. */
export const settingsPorts = {
  read: async () => (await readSettings()).values,
  watch: watchSettings,
};

let lastChange: Promise<void> = Promise.resolve();

/** Changes what the person chose. One change after the other: each reads what the one before wrote. */
function change(make: (own: Partial<Settings>) => Partial<Settings>): Promise<void> {
  const mine = lastChange.then(async () => ownItem.set(make((await ownItem.get()) ?? {})));
  lastChange = mine.catch(() => undefined);
  return mine;
}

/** Stores what the person chose; the other settings stay. */
export function saveSettings(chosen: Partial<Settings>): Promise<void> {
  return change((own) => ({ ...own, ...chosen }));
}

/** Removes what the person chose for one setting. */
export function resetSetting(key: SettingKey): Promise<void> {
  return change((own) => {
    const { [key]: _, ...rest } = own;
    return rest;
  });
}

/** Removes the person's invalid settings. */
export function removeInvalidSettings(): Promise<void> {
  return change(validSettings);
}
