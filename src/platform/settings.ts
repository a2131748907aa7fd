/** Where settings come from: the administrator's policy and what the person chose. */
import type { SettingKey, Settings } from "../core/default-settings.ts";
import { effectiveSettings, soundSettings, type EffectiveSettings } from "../core/settings.ts";
import { browser } from "./browser.ts";
import { storedItem } from "./storage.ts";

/** What the person chose, as it was found: another version of the extension may have written it. */
const ownItem = storedItem<Partial<Settings>>("local", "settings", 1);

/** The settings in force. Rejects where the person's own cannot be read. */
export async function readSettings(): Promise<EffectiveSettings> {
  const [managed, own] = await Promise.all([readManaged(), ownItem.get()]);
  return effectiveSettings(managed, own);
}

/** Firefox rejects where there is no policy, which is no fault; it tells no other reason apart. */
async function readManaged(): Promise<unknown> {
  try {
    return await browser.storage.managed.get(null);
  } catch {
    return undefined;
  }
}

/** Calls back whenever a setting may have changed; returns how to stop. Firefox reads policies at its start alone. */
export function watchSettings(changed: () => void): () => void {
  const listener = (changes: Record<string, unknown>, area: string) => {
    if (area === "managed" || (area === ownItem.area && ownItem.key in changes)) changed();
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}

/** What views need to follow the settings: their values alone. */
export const settingsPorts = {
  read: async () => (await readSettings()).values,
  watch: watchSettings,
};

let turn: Promise<void> = Promise.resolve();

/** Changes what the person chose. One change after the other: each reads what the one before wrote. */
function change(make: (own: Partial<Settings>) => Partial<Settings>): Promise<void> {
  const mine = turn.then(async () => ownItem.set(make((await ownItem.get()) ?? {})));
  turn = mine.catch(() => undefined);
  return mine;
}

/** Keeps what the person chose; the other settings stay. */
export function saveSettings(chosen: Partial<Settings>): Promise<void> {
  return change((own) => ({ ...own, ...chosen }));
}

/** Forgets what the person chose for one setting. */
export function resetSetting(key: SettingKey): Promise<void> {
  return change((own) => {
    const { [key]: _, ...rest } = own;
    return rest;
  });
}

/** Forgets all of the person's own that does not count. */
export function forgetFaults(): Promise<void> {
  return change(soundSettings);
}
