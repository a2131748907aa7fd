import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { tabInView, tabOf, whileLoading } from "../../src/platform/tabs.ts";
import { fakeBrowser, resetBrowser, type FakeTab } from "../fake-browser.ts";

vi.mock("../../src/platform/browser.ts", async () => ({
  browser: (await import("../fake-browser.ts")).fakeBrowser,
}));

const openTab = (tab: FakeTab) => fakeBrowser.tabs.open.set(tab.id, tab);

beforeEach(() => {
  resetBrowser();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe("while a tab loads", () => {
  const listeners = () => fakeBrowser.tabs.onUpdated.added.length;
  const update = (id: number, change: object) => fakeBrowser.tabs.onUpdated.fire(id, change);

  test("acts at each update of that tab's loading, and at no other event", () => {
    const act = vi.fn<() => void>();
    whileLoading(7, act);
    update(7, { status: "loading" });
    expect(act).toHaveBeenCalledTimes(1);
    update(8, { status: "loading" });
    update(7, { title: "Console" });
    expect(act).toHaveBeenCalledTimes(1);
  });

  test("stops listening once the tab has loaded", () => {
    const act = vi.fn<() => void>();
    whileLoading(7, act);
    update(8, { status: "complete" });
    expect(listeners()).toBe(1);
    update(7, { status: "complete" });
    expect(act).toHaveBeenCalledTimes(1);
    expect(listeners()).toBe(0);
  });

  test("acts by the clock as well, and leaves no listener behind if nothing ever loads", () => {
    const act = vi.fn<() => void>();
    whileLoading(7, act);
    vi.advanceTimersByTime(250);
    expect(act).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(2_750);
    expect(act).toHaveBeenCalledTimes(3);
    vi.advanceTimersByTime(16_999);
    expect(listeners()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(listeners()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(act).toHaveBeenCalledTimes(3);
  });
});

describe("what a tab shows", () => {
  test.each<[string, Partial<FakeTab>, object]>([
    ["a page", { url: "https://a.example/x", status: "complete" }, { host: "a.example" }],
    ["a name with a dot at its end", { url: "https://a.example./" }, { host: "a.example" }],
    ["a page that loads", { url: "https://a.example/", status: "loading" }, { isLoading: true }],
    ["a private window", { url: "https://a.example/", incognito: true }, { isPrivate: true }],
    ["no address that may be seen", {}, { host: null, isLoading: false, isPrivate: false }],
    ["no address at all", { url: "" }, { host: null }],
  ])("is returned: %s", async (_, tab, expected) => {
    openTab({ id: 7, ...tab });
    expect(await tabOf(7)).toMatchObject(expected);
  });

  test("is null for a closed tab", async () => {
    expect(await tabOf(7)).toBeNull();
  });

  test("in view is that of the active tab of this window", async () => {
    expect(await tabInView()).toBeNull();
    openTab({ id: 7, url: "https://a.example/" });
    openTab({ id: 8, url: "https://b.example/", active: true });
    expect(await tabInView()).toEqual({ id: 8, host: "b.example", isPrivate: false });
    expect(fakeBrowser.tabs.query).toHaveBeenCalledWith({ active: true, currentWindow: true });
    openTab({ id: 8, active: true, incognito: true });
    expect(await tabInView()).toEqual({ id: 8, host: null, isPrivate: true });
  });
});
