import { beforeEach, describe, expect, test, vi } from "vitest";
import { expectFirstRun, firstRunPorts } from "../../src/platform/first-run.ts";
import { historyItem } from "../../src/platform/stored-checks.ts";
import { isOnToolbar } from "../../src/platform/toolbar.ts";
import { summaryOf } from "../../src/core/summary.ts";
import { fakeBrowser, resetBrowser } from "../fake-browser.ts";
import { WORLDS } from "../made-up.ts";

vi.mock("../../src/platform/browser.ts", async () => ({
  browser: (await import("../fake-browser.ts")).fakeBrowser,
}));

const local = () => [...fakeBrowser.storage.local.content.keys()];

beforeEach(resetBrowser);

describe("the notice of the first run", () => {
  test("is due from the installation until it is dismissed, and then leaves nothing stored", async () => {
    expect(await firstRunPorts.read()).toBe(false);
    await expectFirstRun();
    expect(await firstRunPorts.read()).toBe(true);
    await firstRunPorts.dismiss();
    expect(await firstRunPorts.read()).toBe(false);
    expect(local()).toEqual([]);
  });

  test("is not due where earlier checks are stored", async () => {
    await historyItem.set([summaryOf(WORLDS["ready, only loads"]!())]);
    await expectFirstRun();
    expect(local()).toEqual(["history"]);
    expect(await firstRunPorts.read()).toBe(false);
  });

  test("is not shown in a private window, and stays due for others", async () => {
    await expectFirstRun();
    fakeBrowser.tabs.open.set(1, { id: 1, active: true, incognito: true });
    expect(await firstRunPorts.read()).toBe(false);
    fakeBrowser.tabs.open.set(1, { id: 1, active: true });
    expect(await firstRunPorts.read()).toBe(true);
  });

  test("costs one look into storage where it is not due", async () => {
    await firstRunPorts.read();
    expect(fakeBrowser.storage.local.get).toHaveBeenCalledTimes(1);
    expect(fakeBrowser.tabs.query).not.toHaveBeenCalled();
  });

  test("follows the installation and the dismissal elsewhere, until it is stopped", async () => {
    const changed = vi.fn<() => void>();
    const stop = firstRunPorts.watch(changed);
    await expectFirstRun();
    expect(changed).toHaveBeenCalledTimes(1);
    await firstRunPorts.dismiss();
    expect(changed).toHaveBeenCalledTimes(2);
    stop();
    await expectFirstRun();
    expect(changed).toHaveBeenCalledTimes(2);
  });
});

describe("whether the icon is on the toolbar", () => {
  test.each([
    [{ isOnToolbar: true }, true],
    [{ isOnToolbar: false }, false],
    // Firefox for Android.
    [{}, null],
  ])("%j is read as %s", async (given, expected) => {
    fakeBrowser.action.getUserSettings.mockResolvedValue(given);
    expect(await isOnToolbar()).toBe(expected);
  });

  test("is unknown if the browser does not answer", async () => {
    fakeBrowser.action.getUserSettings.mockRejectedValue(new Error("no window"));
    expect(await isOnToolbar()).toBeNull();
  });

  test("is unknown if the browser cannot be asked", async () => {
    Object.assign(fakeBrowser.action, { getUserSettings: undefined });
    expect(await isOnToolbar()).toBeNull();
  });
});
