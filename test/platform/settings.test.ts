import { beforeEach, describe, expect, test, vi } from "vitest";

/** A browser with storage in memory; `managed` null is Firefox without a policy. */
const fake = vi.hoisted(() => {
  const local: Record<string, unknown> = {};
  const listeners = new Set<(changes: object, area: string) => void>();
  return {
    local,
    listeners,
    managed: null as Record<string, unknown> | null,
    browser: {
      storage: {
        local: {
          get: async (key: string) => structuredClone(key in local ? { [key]: local[key] } : {}),
          set: async (entries: object) => void Object.assign(local, structuredClone(entries)),
        },
        managed: {
          get: async () => {
            if (fake.managed === null) throw new Error("Managed storage manifest not found");
            return fake.managed;
          },
        },
        onChanged: {
          addListener: (listener: () => void) => listeners.add(listener),
          removeListener: (listener: () => void) => listeners.delete(listener),
        },
      },
    },
  };
});
vi.mock("../../src/platform/browser.ts", () => ({ browser: fake.browser }));

const { forgetFaults, readSettings, resetSetting, saveSettings, watchSettings } =
  await import("../../src/platform/settings.ts");

beforeEach(() => {
  for (const key of Object.keys(fake.local)) delete fake.local[key];
  fake.managed = null;
});

describe("settings in the browser", () => {
  test("no policy is no fault", async () => {
    const { values, sources, faults } = await readSettings();
    expect(faults).toEqual([]);
    expect(values.supportName).toBe("");
    expect(sources.supportName).toBe("default");
  });

  test("the policy goes before what the person saved", async () => {
    await saveSettings({ supportName: "Mine", baseline: "example.com" });
    fake.managed = { supportName: "Desk" };
    const { values, sources } = await readSettings();
    expect(values).toMatchObject({ supportName: "Desk", baseline: "example.com" });
    expect(sources).toMatchObject({ supportName: "policy", baseline: "person" });
  });

  test("saving and resetting one leaves the others", async () => {
    await saveSettings({ supportName: "Mine" });
    await saveSettings({ watchConsole: true, baseline: "example.com" });
    await resetSetting("baseline");
    const { values, sources } = await readSettings();
    expect(values).toMatchObject({ supportName: "Mine", watchConsole: true, baseline: "" });
    expect(sources).toMatchObject({ supportName: "person", baseline: "default" });
  });

  test("forgetting faults leaves all that counts, and the policy", async () => {
    fake.local["settings"] = {
      version: 1,
      value: {
        supportName: "Mine",
        supportEmail: "nobody",
        nonsense: 1,
        endpoints: ["a.example", "//"],
      },
    };
    fake.managed = { baseline: "a b" };
    expect((await readSettings()).faults).toHaveLength(4);
    await forgetFaults();
    const { values, faults } = await readSettings();
    expect(faults.map(({ source }) => source)).toEqual(["policy"]);
    expect(values).toMatchObject({
      supportName: "Mine",
      supportEmail: "",
      endpoints: ["a.example"],
    });
    expect(fake.local["settings"]).toEqual({
      version: 1,
      value: { supportName: "Mine", endpoints: ["a.example"] },
    });
  });

  test("resetting what was never set is nothing", async () => {
    await resetSetting("baseline");
    expect((await readSettings()).sources.baseline).toBe("default");
  });

  test("storage that cannot be read is an error", async () => {
    vi.spyOn(fake.browser.storage.local, "get").mockRejectedValue(new Error("gone"));
    await expect(readSettings()).rejects.toThrow("gone");
  });

  test("watching tells of the policy and of the person's own, and of nothing else", () => {
    const changed = vi.fn<() => void>();
    const stop = watchSettings(changed);
    const tell = (changes: object, area: string) =>
      fake.listeners.forEach((listener) => listener(changes, area));
    tell({ history: {} }, "local");
    tell({ settings: {} }, "session");
    expect(changed).not.toHaveBeenCalled();
    tell({ settings: {} }, "local");
    tell({ supportName: {} }, "managed");
    expect(changed).toHaveBeenCalledTimes(2);
    stop();
    expect(fake.listeners.size).toBe(0);
  });
});
