import type { SettingKey, Settings } from "../core/default-settings.ts";
import { effectiveSettings, validSettings, type EffectiveSettings } from "../core/settings.ts";
import { browser } from "./browser.ts";
import { storedItem } from "./storage.ts";
import { STORED } from "./stored-formats.ts";

export const endpointSetsItem = storedItem(STORED.endpointSets);

const ownItem = storedItem(STORED.settings);

/** Rejects if the person's own settings cannot be read. */
export async function readSettings(): Promise<EffectiveSettings> {
  const [managed, own] = await Promise.all([readManaged(), ownItem.get()]);
  return effectiveSettings(managed, own);
}

/** Firefox rejects if there is no policy, and this cannot be distinguished from an error. */
async function readManaged(): Promise<unknown> {
  try {
    return await browser.storage.managed.get(null);
  } catch {
    return undefined;
  }
}

/** Firefox reads policies only when it starts. */
export function watchSettings(changed: () => void): () => void {
  const listener = (changes: Record<string, unknown>, area: string) => {
    if (area === "managed" || (area === ownItem.area && ownItem.key in changes)) changed();
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}

export const settingsPorts = {
  read: async () => (await readSettings()).values,
  watch: watchSettings,
};

let lastChange: Promise<void> = Promise.resolve();

/** One change after the other: each reads what the one before wrote. */
function change(make: (own: Partial<Settings>) => Partial<Settings>): Promise<void> {
  const mine = lastChange.then(async () => ownItem.set(make((await ownItem.get()) ?? {})));
  lastChange = mine.catch(() => undefined);
  return mine;
}

export function saveSettings(chosen: Partial<Settings>): Promise<void> {
  return change((own) => ({ ...own, ...chosen }));
}

export function resetSetting(key: SettingKey): Promise<void> {
  return change((own) => {
    const { [key]: _, ...rest } = own;
    return rest;
  });
}

export function removeInvalidSettings(): Promise<void> {
  return change(validSettings);
}
