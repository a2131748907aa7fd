import { beforeEach, describe, expect, test, vi } from "vitest";
import { STORED } from "../../src/platform/stored-formats.ts";
import {
  endpointSetsItem,
  readSettings,
  removeInvalidSettings,
  resetSetting,
  saveSettings,
  settingsPorts,
  watchSettings,
} from "../../src/platform/stored-settings.ts";
import { fakeBrowser, resetBrowser } from "../fake-browser.ts";

vi.mock("../../src/platform/browser.ts", async () => ({
  browser: (await import("../fake-browser.ts")).fakeBrowser,
}));

const storage = () => fakeBrowser.storage;

beforeEach(resetBrowser);

describe("settings in the browser", () => {
  test("no policy is no fault", async () => {
    const { values, sources, faults } = await readSettings();
    expect(faults).toEqual([]);
    expect(values.supportName).toBe("");
    expect(sources.supportName).toBe("default");
  });

  test("the policy overrides what the person saved", async () => {
    await saveSettings({ supportName: "Mine", baseline: "example.com" });
    storage().setPolicy({ supportName: "Desk" });
    const { values, sources } = await readSettings();
    expect(values).toMatchObject({ supportName: "Desk", baseline: "example.com" });
    expect(sources).toMatchObject({ supportName: "policy", baseline: "person" });
    expect(await settingsPorts.read()).toEqual(values);
  });

  test("saving and resetting one leaves the others", async () => {
    await saveSettings({ supportName: "Mine" });
    await saveSettings({ watchConsole: true, baseline: "example.com" });
    await resetSetting("baseline");
    const { values, sources } = await readSettings();
    expect(values).toMatchObject({ supportName: "Mine", watchConsole: true, baseline: "" });
    expect(sources).toMatchObject({ supportName: "person", baseline: "default" });
  });

  test("changes made at once are all stored, also after one that failed", async () => {
    storage().local.set.mockRejectedValueOnce(new Error("full"));
    const [failed] = await Promise.allSettled([
      saveSettings({ supportPhone: "112" }),
      saveSettings({ supportName: "Mine" }),
      saveSettings({ baseline: "example.com" }),
      resetSetting("supportEmail"),
    ]);
    expect(failed.status).toBe("rejected");
    const { values } = await readSettings();
    expect(values).toMatchObject({
      supportPhone: "",
      supportName: "Mine",
      baseline: "example.com",
    });
  });

  test("removing invalid settings leaves all valid ones, and the policy", async () => {
    const own = {
      supportName: "Mine",
      supportEmail: "nobody",
      nonsense: 1,
      endpoints: ["a.example", "//"],
    };
    await storage().local.set(STORED.settings.entry(own as object));
    storage().setPolicy({ baseline: "a b" });
    expect((await readSettings()).faults).toHaveLength(4);
    await removeInvalidSettings();
    const { values, faults } = await readSettings();
    expect(faults.map(({ source }) => source)).toEqual(["policy"]);
    expect(values).toMatchObject({
      supportName: "Mine",
      supportEmail: "",
      endpoints: ["a.example"],
    });
    expect(Object.fromEntries(storage().local.content)).toEqual(
      STORED.settings.entry({ supportName: "Mine", endpoints: ["a.example"] }),
    );
  });

  test("resetting what was never set is nothing", async () => {
    await resetSetting("baseline");
    expect((await readSettings()).sources.baseline).toBe("default");
  });

  test("what a newer version stored is not overwritten", async () => {
    const newer = STORED.settings.next<object>((old) => old).entry({ supportName: "Mine" });
    await storage().local.set(newer);
    expect((await readSettings()).sources.supportName).toBe("default");
    await expect(saveSettings({ supportName: "Other" })).rejects.toThrow("newer version");
    await expect(removeInvalidSettings()).rejects.toThrow("newer version");
    expect(Object.fromEntries(storage().local.content)).toEqual(newer);
  });

  test("storage that cannot be read is an error", async () => {
    storage().local.get.mockRejectedValue(new Error("gone"));
    await expect(readSettings()).rejects.toThrow("gone");
  });

  test("watching reports changes of the policy and of the person's settings, and no others", async () => {
    const changed = vi.fn<() => void>();
    const stop = watchSettings(changed);
    await storage().local.set({ history: {} });
    await storage().session.set({ settings: {} });
    expect(changed).not.toHaveBeenCalled();
    await saveSettings({ supportName: "Mine" });
    storage().setPolicy({ supportName: "Desk" });
    expect(changed).toHaveBeenCalledTimes(2);
    stop();
    expect(storage().onChanged.added).toEqual([]);
  });

  test("sets of endpoints are stored beside them", async () => {
    const sets = [{ name: "Ours", places: ["a.example"] }];
    await endpointSetsItem.set(sets);
    expect(await endpointSetsItem.get()).toEqual(sets);
    await saveSettings({ supportName: "Mine" });
    expect(await endpointSetsItem.get()).toEqual(sets);
  });
});
