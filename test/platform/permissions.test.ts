import { beforeEach, describe, expect, test, vi } from "vitest";
import { consolePatterns, consolePorts, releaseConsole } from "../../src/platform/console.ts";
import { grantedOrigins, requestOrigins, watchOrigins } from "../../src/platform/permissions.ts";
import { pagesItem } from "../../src/platform/stored-checks.ts";
import type { SeenPage } from "../../src/core/seen-page.ts";
import { seenPage } from "../made-up.ts";
import { fakeBrowser, resetBrowser } from "../fake-browser.ts";

vi.mock("../../src/platform/browser.ts", async () => ({
  browser: (await import("../fake-browser.ts")).fakeBrowser,
}));

const HOST = "https://a.example/*";
const CONSOLE = ["https://*.console.aws.amazon.com/*"];

beforeEach(resetBrowser);

describe("access to hosts", () => {
  test("is asked for, listed and followed", async () => {
    const changed = vi.fn<() => void>();
    const stop = watchOrigins(changed);
    expect(await grantedOrigins()).toEqual([]);
    expect(await requestOrigins([HOST])).toBe(true);
    expect(await grantedOrigins()).toEqual([HOST]);
    await fakeBrowser.permissions.remove({ origins: [HOST] });
    expect(changed).toHaveBeenCalledTimes(2);
    stop();
    await requestOrigins([HOST]);
    expect(changed).toHaveBeenCalledTimes(2);
  });

  test("that the person refuses stays as it was", async () => {
    fakeBrowser.permissions.answer(false);
    expect(await requestOrigins([HOST])).toBe(false);
    expect(await grantedOrigins()).toEqual([]);
  });

  test("is none where the browser names none", async () => {
    fakeBrowser.permissions.getAll.mockResolvedValueOnce({ permissions: [] } as never);
    expect(await grantedOrigins()).toEqual([]);
  });
});

describe("the watch on console pages", () => {
  test("needs the console's hosts, and not any host", async () => {
    expect(consolePatterns()).toEqual(CONSOLE);
    expect(await consolePorts.permitted()).toBe(false);
    expect(await consolePorts.request()).toBe(true);
    expect(await consolePorts.permitted()).toBe(true);
    await releaseConsole();
    expect(await consolePorts.permitted()).toBe(false);
  });

  describe("shows the page in view", () => {
    const page: SeenPage = seenPage();
    const active = (host: string) =>
      fakeBrowser.tabs.open.set(7, { id: 7, url: `https://${host}/`, active: true });

    test("if the tab still shows the host that was seen", async () => {
      await pagesItem.set({ 7: page });
      active(page.page.host);
      expect(await consolePorts.pageInView()).toEqual(page);
    });

    test("and none of another host, another tab or without a tab", async () => {
      await pagesItem.set({ 7: page });
      expect(await consolePorts.pageInView()).toBeNull();
      active("a.example");
      expect(await consolePorts.pageInView()).toBeNull();
      await pagesItem.set({ 8: page });
      active(page.page.host);
      expect(await consolePorts.pageInView()).toBeNull();
    });
  });
});
