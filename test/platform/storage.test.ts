import { beforeEach, describe, expect, test, vi } from "vitest";
import { setTogether, storedItem } from "../../src/platform/storage.ts";
import { firstFormat } from "../../src/platform/stored-format.ts";
import { fakeBrowser, resetBrowser } from "../fake-browser.ts";

vi.mock("../../src/platform/browser.ts", async () => ({
  browser: (await import("../fake-browser.ts")).fakeBrowser,
}));

const first = firstFormat<string>("local", "size");
const second = first.next<number>(Number);
const local = () => fakeBrowser.storage.local;

beforeEach(resetBrowser);

describe("a stored item", () => {
  test("is absent, then stored, then removed", async () => {
    const item = storedItem(second);
    expect(await item.get()).toBeUndefined();
    await item.set(7);
    expect(await item.get()).toBe(7);
    expect(Object.fromEntries(local().content)).toEqual(second.entry(7));
    await item.remove();
    expect(await item.get()).toBeUndefined();
    expect(local().content.size).toBe(0);
  });

  test("migrates what an older version stored, and stores it anew at the next write", async () => {
    await local().set(first.entry("7"));
    const item = storedItem(second);
    expect(await item.get()).toBe(7);
    expect(Object.fromEntries(local().content)).toEqual(first.entry("7"));
    await item.set(8);
    expect(Object.fromEntries(local().content)).toEqual(second.entry(8));
  });

  test("reads what a newer version stored as absent, and leaves it alone", async () => {
    await local().set(second.entry(7));
    const item = storedItem(first);
    expect(await item.get()).toBeUndefined();
    await expect(item.set("8")).rejects.toThrow("newer version");
    expect(Object.fromEntries(local().content)).toEqual(second.entry(7));
  });

  test("replaces what is no stored value at all", async () => {
    await local().set({ size: "?" });
    const item = storedItem(second);
    expect(await item.get()).toBeUndefined();
    await item.set(7);
    expect(await item.get()).toBe(7);
  });

  test("calls back with each new value of its own, in any version, until it is stopped", async () => {
    const changed = vi.fn<(value: number | undefined) => void>();
    const item = storedItem(second);
    const stop = item.watch(changed);
    await local().set({ other: 1 });
    await fakeBrowser.storage.session.set(second.entry(1));
    expect(changed).not.toHaveBeenCalled();
    await local().set(first.entry("7"));
    await item.set(8);
    await item.remove();
    expect(changed.mock.calls).toEqual([[7], [8], [undefined]]);
    stop();
    await item.set(9);
    expect(changed).toHaveBeenCalledTimes(3);
    expect(fakeBrowser.storage.onChanged.added).toEqual([]);
  });

  test("items of the session are written in one step", async () => {
    const items = ["a", "b"].map((key) => storedItem(firstFormat<number>("session", key)));
    const events = vi.fn<(changes: object) => void>();
    fakeBrowser.storage.onChanged.addListener(events);
    await setTogether({ ...items[0]!.entry(1), ...items[1]!.entry(2) });
    expect(events).toHaveBeenCalledTimes(1);
    expect(await Promise.all(items.map((item) => item.get()))).toEqual([1, 2]);
  });

  test("of the session is written without being read first", async () => {
    await storedItem(firstFormat<number>("session", "progress")).set(1);
    expect(fakeBrowser.storage.session.get).not.toHaveBeenCalled();
  });
});
