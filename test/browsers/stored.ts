/** What the extension stores in a real browser, read and written from one of its pages. */
import type { Page } from "puppeteer-core";
import type { StoredFormat } from "../../src/platform/stored-format.ts";

/** The little of the WebExtension APIs that is used here. */
interface Api {
  storage: Record<
    string,
    {
      get(key: string): Promise<Record<string, unknown>>;
      set(items: object): Promise<void>;
      clear(): Promise<void>;
    }
  >;
}

/** Returns a stored value; undefined if there is none. */
export async function readStored<T>(
  page: Page,
  { area, key, read }: StoredFormat<T>,
): Promise<T | undefined> {
  const place = { area, key };
  const stored = await page.evaluate(async ({ area: where, key: name }) => {
    const { browser, chrome } = globalThis as unknown as { browser?: Api; chrome: Api };
    return (await (browser ?? chrome).storage[where]!.get(name))[name];
  }, place);
  return read(stored);
}

/** Stores a value. */
export function writeStored<T>(
  page: Page,
  { area, entry }: StoredFormat<T>,
  value: T,
): Promise<void> {
  return writeEntries(page, area, entry(value));
}

/** Stores entries as they are. */
export async function writeEntries(page: Page, area: string, entries: object): Promise<void> {
  const items = { area, entries };
  await page.evaluate(async ({ area: where, entries: what }) => {
    const { browser, chrome } = globalThis as unknown as { browser?: Api; chrome: Api };
    await (browser ?? chrome).storage[where]!.set(what);
  }, items);
}

/** Empties everything that the extension has stored. */
export async function clearStored(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { browser, chrome } = globalThis as unknown as { browser?: Api; chrome: Api };
    const { local, session } = (browser ?? chrome).storage;
    await local!.clear();
    await session!.clear();
  });
}
