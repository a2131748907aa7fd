/**
 * What releases stored can be read today. Each directory under `stored` is named after a release and holds its
 * `local.json`, the whole of `storage.local`, and `read.json`, the values that it means today. When a release is made, its
 * directory is never changed again; the version in package.json has one that holds every item as it is stored now.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { readJson, ROOT } from "../../build/files.ts";
import { SETTING_KEYS } from "../../src/core/default-settings.ts";
import { storedItem } from "../../src/platform/storage.ts";
import type { StoredFormat } from "../../src/platform/stored-format.ts";
import { STORED } from "../../src/platform/stored-formats.ts";
import { readSettings, saveSettings } from "../../src/platform/stored-settings.ts";
import { fakeBrowser, resetBrowser } from "../fake-browser.ts";

vi.mock("../../src/platform/browser.ts", async () => ({
  browser: (await import("../fake-browser.ts")).fakeBrowser,
}));

const FIXTURES = "test/platform/stored";
const { version } = readJson<{ version: string }>("package.json");
const releases = readdirSync(join(ROOT, FIXTURES)).toSorted();
const local = (release: string) =>
  readJson<Record<string, { version: number; value: unknown }>>(
    `${FIXTURES}/${release}/local.json`,
  );

const formats = Object.values(STORED).filter(
  ({ area }) => area === "local",
) as StoredFormat<unknown>[];

beforeEach(resetBrowser);

describe.each(releases)("what %s stored", (release) => {
  beforeEach(() => fakeBrowser.storage.local.set(local(release)));

  test("is read today, every item of it", async () => {
    const keys = Object.keys(local(release));
    expect(formats.map(({ key }) => key)).toEqual(expect.arrayContaining(keys));
    const found = formats
      .filter(({ key }) => keys.includes(key))
      .map(async (format) => [format.key, await storedItem(format).get()]);
    expect(Object.fromEntries(await Promise.all(found))).toEqual(
      readJson(`${FIXTURES}/${release}/read.json`),
    );
  });

  test("keeps every setting that the person chose, also after a change", async () => {
    const chosen = Object.keys(local(release)["settings"]!.value as object);
    const mine = async () => {
      const { sources, faults } = await readSettings();
      expect(faults).toEqual([]);
      return SETTING_KEYS.filter((key) => sources[key] === "person");
    };
    expect((await mine()).toSorted()).toEqual(chosen.toSorted());
    await saveSettings({ supportName: "Other desk" });
    expect((await mine()).toSorted()).toEqual([...new Set([...chosen, "supportName"])].toSorted());
  });
});

test("the version that is being made has a fixture of every item, as it is stored now", () => {
  const versions = Object.entries(local(version)).map(([key, stored]) => [key, stored.version]);
  expect(versions.toSorted()).toEqual(
    formats.map((format) => [format.key, format.version]).toSorted(),
  );
  const chosen = Object.keys(local(version)["settings"]!.value as object);
  expect(chosen.toSorted()).toEqual(SETTING_KEYS.toSorted());
});

test("a key belongs to one format", () => {
  const places = Object.values(STORED).map(({ area, key }) => `${area}/${key}`);
  expect(new Set(places).size).toBe(places.length);
});
