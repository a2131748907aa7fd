// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  DEFAULT_SETTINGS,
  SETTING_KEYS,
  type SettingKey,
} from "../../../src/core/default-settings.ts";
import { effectiveSettings, validSettings } from "../../../src/core/settings.ts";
import { FIELDS } from "../../../src/pages/options/fields.ts";
import { OptionsPage, type OptionsPorts } from "../../../src/pages/options/OptionsPage.tsx";
import { isolated } from "../../../src/report-text/untrusted-text.ts";
import { ViewProvider } from "../../../src/view/view-context.ts";
import { consoleOf } from "../../made-up.ts";
import { viewHere, translateHere as t } from "../../preview/view-context.ts";
import { settle } from "../../popup/stage.tsx";

const HEX = "fbe3018031f9586bcbf41727e417b7d1c45c2f47f93be372a17b96b50757d5a2";
const BASE64 = "++MBgDH5WGvL9Bcn5Be30cRcL0f5O+NyoXuWtQdX1aI=";

beforeEach(() => {
  document.documentElement.lang = "en";
  document.title = "Settings – Trust Ready";
});
afterEach(cleanup);

/** The page over a policy and a storage of its own. */
async function open(managed: unknown = {}, own: Record<string, unknown> = {}) {
  const kept = { managed, own };
  const watchers = new Set<() => void>();
  let requests = 0;
  const ports = {
    read: vi.fn<OptionsPorts["read"]>(async () => effectiveSettings(kept.managed, kept.own)),
    console: { ...consoleOf(), request: async () => (requests += 1) < 0 },
    release: vi.fn<OptionsPorts["release"]>(async () => true),
    watch: (changed: () => void) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    save: vi.fn<OptionsPorts["save"]>(async (change) => void Object.assign(kept.own, change)),
    reset: vi.fn<OptionsPorts["reset"]>(async (key) => void delete kept.own[key]),
    removeInvalidSettings: vi.fn<OptionsPorts["removeInvalidSettings"]>(
      async () => void (kept.own = { ...validSettings(kept.own) }),
    ),
  };
  const { container, unmount } = render(
    <ViewProvider value={viewHere}>
      <OptionsPage ports={ports} />
    </ViewProvider>,
  );
  await settle();
  const field = (key: SettingKey) => container.querySelector<HTMLElement>(`[data-setting=${key}]`)!;
  const control = (key: SettingKey) =>
    field(key).querySelector<HTMLInputElement>("input, textarea")!;
  return {
    ...ports,
    kept,
    asked: () => requests,
    watchers,
    container,
    unmount,
    field,
    control,
    said: () => container.querySelector(".options-said")!.textContent,
    async type(key: SettingKey, text: string) {
      await act(() => void fireEvent.input(control(key), { target: { value: text } }));
      await act(() => void fireEvent.change(control(key)));
      await settle();
    },
  };
}

async function axeFaults(): Promise<string[]> {
  const { violations, passes } = await axe.run(document, {
    rules: { "color-contrast": { enabled: false } },
  });
  expect(passes.length).toBeGreaterThan(10);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe("the settings page", () => {
  test("has every setting once", async () => {
    const keys = Object.values(FIELDS).flatMap((fields) => fields.map(({ key }) => key));
    expect(keys.toSorted()).toEqual(SETTING_KEYS.toSorted());
    const { container } = await open();
    expect(container.querySelectorAll("[data-setting]")).toHaveLength(SETTING_KEYS.length);
  });

  test("shows each value with where it comes from", async () => {
    const { field, control, container } = await open(
      { supportName: "Desk", watchConsole: true },
      { baseline: "example.com", hiddenSections: ["guide"] },
    );
    expect(control("supportName").value).toBe("Desk");
    expect(field("supportName").textContent).toContain(t("settingSource_policy"));
    expect(control("watchConsole").checked).toBe(true);
    expect(control("baseline").value).toBe("example.com");
    expect(field("baseline").textContent).toContain(t("settingSource_person"));
    // A default needs no mark.
    expect(field("endpoints").querySelector("[data-origin]")).toBeNull();
    expect(container.querySelectorAll("[data-origin]")).toHaveLength(4);
    const ticked = field("hiddenSections").querySelectorAll<HTMLInputElement>("input:checked");
    expect([...ticked].map(({ value }) => value)).toEqual(["guide"]);
  });

  test("locks what the policy sets, and says so", async () => {
    const managed = { supportName: "", approvedInspectors: [HEX], hiddenSections: ["guide"] };
    const { field, control } = await open({ ...managed, watchConsole: false });
    expect(control("supportName").readOnly).toBe(true);
    expect(control("approvedInspectors").readOnly).toBe(true);
    expect(control("watchConsole").disabled).toBe(true);
    expect(field("hiddenSections").querySelectorAll("input:disabled")).toHaveLength(4);
    expect(field("supportName").textContent).toContain(t("settingLocked"));
    expect(field("supportName").querySelector("button")).toBeNull();
    expect(control("baseline").readOnly).toBe(false);
    expect(field("baseline").textContent).not.toContain(t("settingLocked"));
  });

  test("keeps at once what a person has typed, and says so", async () => {
    const { type, save, said, field, control } = await open();
    await type("baseline", " Example.COM ");
    expect(save).toHaveBeenCalledExactlyOnceWith({ baseline: "Example.COM" });
    expect(said()).toBe(t("optionsSaved", t("setting_baseline")));
    expect(field("baseline").dataset["source"]).toBe("person");
    expect(control("baseline").value).toBe("example.com");
  });

  test("keeps lists line by line, in their canonical form", async () => {
    const { type, save, control } = await open();
    await type("approvedInspectors", `${BASE64}\n\n`);
    expect(save).toHaveBeenCalledExactlyOnceWith({ approvedInspectors: [BASE64] });
    expect(control("approvedInspectors").value).toBe(HEX);
    await type("approvedInspectors", "");
    expect(save).toHaveBeenLastCalledWith({ approvedInspectors: [] });
  });

  test("keeps choices", async () => {
    const { field, save } = await open({}, { hiddenSections: ["guide"] });
    const box = (key: SettingKey, value: string) =>
      field(key).querySelector<HTMLInputElement>(`input[value=${value}]`)!;
    await act(() => box("hiddenSections", "history").click());
    await settle();
    expect(save).toHaveBeenLastCalledWith({ hiddenSections: ["history", "guide"] });
    await act(() => box("hiddenSections", "guide").click());
    await settle();
    expect(save).toHaveBeenLastCalledWith({ hiddenSections: ["history"] });
    await act(() => field("watchConsole").querySelector("input")!.click());
    await settle();
    expect(save).toHaveBeenLastCalledWith({ watchConsole: true });
  });

  test("keeps no value that does not count, and says which and why", async () => {
    const { type, save, field, control, said } = await open();
    await type("endpoints", "a.example\nhttp://b.example");
    expect(save).not.toHaveBeenCalled();
    expect(control("endpoints").value).toBe("a.example\nhttp://b.example");
    expect(control("endpoints").getAttribute("aria-invalid")).toBe("true");
    const fault = field("endpoints").querySelector(".setting-fault")!;
    expect(fault.textContent).toContain("http://b.example");
    expect(fault.textContent).toContain(t("settingFault_host"));
    expect(said()).toBe("");
    expect(await axeFaults()).toEqual([]);
    await type("endpoints", "a.example");
    expect(save).toHaveBeenCalledExactlyOnceWith({ endpoints: ["a.example"] });
    expect(field("endpoints").querySelector(".setting-fault")).toBeNull();
  });

  test("resets what was typed and refused along with what was kept", async () => {
    const { field, control, type } = await open({}, { supportEmail: "a@b.example" });
    await type("supportEmail", "junk");
    expect(field("supportEmail").textContent).toContain(t("settingFault_email"));
    await act(() => field("supportEmail").querySelector("button")!.click());
    await settle();
    expect(control("supportEmail").value).toBe("");
    expect(field("supportEmail").textContent).not.toContain(t("settingFault_email"));
  });

  test("resets one setting, and leaves the focus with it", async () => {
    const { field, reset, said, control } = await open({}, { baseline: "example.com" });
    await act(() => field("baseline").querySelector("button")!.click());
    await settle();
    expect(reset).toHaveBeenCalledExactlyOnceWith("baseline");
    expect(control("baseline").value).toBe(DEFAULT_SETTINGS.baseline);
    expect(field("baseline").querySelector("button")).toBeNull();
    expect(document.activeElement).toBe(control("baseline"));
    expect(said()).toBe(t("optionsReset", t("setting_baseline")));
  });

  test("says when the browser would not keep a value", async () => {
    const { type, save, said, control } = await open();
    save.mockRejectedValueOnce(new Error("full"));
    await type("supportName", "Desk");
    expect(said()).toBe(t("optionsNotSaved", t("setting_supportName")));
    expect(control("supportName").value).toBe("Desk");
  });

  test("says when settings cannot be read", async () => {
    const { container, read, watchers } = await open();
    read.mockRejectedValueOnce(new Error("gone"));
    await act(() => watchers.forEach((changed) => changed()));
    await settle();
    expect(container.textContent).toContain(t("optionsTrouble"));
  });

  test("follows changes from elsewhere, and stops when it goes", async () => {
    const { kept, watchers, control, unmount } = await open();
    kept.managed = { supportName: "New desk" };
    await act(() => watchers.forEach((changed) => changed()));
    await settle();
    expect(control("supportName").value).toBe("New desk");
    unmount();
    await vi.waitFor(() => expect(watchers.size).toBe(0));
  });

  test("lists what does not count, from whom, with the value made inert", async () => {
    const { container } = await open(
      { baseline: "x\u202Ey z", nonsense: { a: 1 } },
      { supportEmail: "nobody" },
    );
    const lines = [...container.querySelectorAll("[data-fault]")].map(
      ({ textContent }) => textContent,
    );
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain(`${t("setting_baseline")} ${t("settingSource_policy")}`);
    expect(lines[0]).toContain("x⟨U+202E⟩y z");
    expect(lines[0]).toContain(t("settingFault_host"));
    expect(lines[1]).toContain('{"a":1}');
    expect(lines[1]).toContain(t("settingFault_unknown_key"));
    expect(lines[2]).toContain(t("settingSource_person"));
  });

  test("leads from each invalid value to its field", async () => {
    const { container, control, field } = await open(
      { nonsense: 1 },
      { supportEmail: "nobody", hiddenSections: ["attic"] },
    );
    const links = [...container.querySelectorAll<HTMLElement>("[data-fault] a")];
    expect(links.map((link) => link.getAttribute("href"))).toEqual([
      "#supportEmail",
      "#hiddenSections",
    ]);
    await act(() => links[0]!.click());
    expect(document.activeElement).toBe(control("supportEmail"));
    await act(() => links[1]!.click());
    expect(field("hiddenSections").contains(document.activeElement)).toBe(true);
  });

  test("shows an invalid value in its field, with the reason below it", async () => {
    const { control, field, type, save, said } = await open(
      {},
      { supportPhone: "none", endpoints: ["a.example", "http://b.example"] },
    );
    expect(control("supportPhone").value).toBe("none");
    expect(control("endpoints").value).toBe("a.example\nhttp://b.example");
    for (const key of ["supportPhone", "endpoints"] as const) {
      expect(control(key).getAttribute("aria-invalid")).toBe("true");
      const described = control(key).getAttribute("aria-describedby")!.split(" ");
      expect(described).toContain(`${key}-fault`);
    }
    expect(document.getElementById("supportPhone-fault")!.textContent).toBe(
      t("settingNotKept", isolated("none"), t("settingFault_phone")),
    );
    expect(document.getElementById("endpoints-fault")!.textContent).toBe(
      t("settingNotKept", isolated("http://b.example"), t("settingFault_host")),
    );
    expect(control("supportEmail").getAttribute("aria-invalid")).toBe("false");
    expect(await axeFaults()).toEqual([]);
    await type("supportPhone", "+1 206 555 0100");
    expect(save).toHaveBeenLastCalledWith({ supportPhone: "+1 206 555 0100" });
    expect(control("supportPhone").getAttribute("aria-invalid")).toBe("false");
    expect(field("supportPhone").querySelector(".setting-fault")).toBeNull();
    expect(said()).toBe(t("optionsSaved", t("setting_supportPhone")));
  });

  test("lets an invalid value be blanked, or reset", async () => {
    const { control, field, type, save, kept } = await open(
      {},
      { supportPhone: "none", baseline: "a b" },
    );
    await type("supportPhone", "");
    expect(save).toHaveBeenCalledExactlyOnceWith({ supportPhone: "" });
    expect(control("supportPhone").value).toBe("");
    expect(control("supportPhone").getAttribute("aria-invalid")).toBe("false");
    await act(() => field("baseline").querySelector("button")!.click());
    await settle();
    expect("baseline" in kept.own).toBe(false);
    expect(control("baseline").value).toBe(DEFAULT_SETTINGS.baseline);
  });

  test("shows below the field what a policy sets wrongly, and marks no value of the person's", async () => {
    const { control, field } = await open({ baseline: "a b" }, { baseline: "example.com" });
    expect(control("baseline").value).toBe("example.com");
    expect(control("baseline").getAttribute("aria-invalid")).toBe("false");
    expect(field("baseline").querySelector("[data-refused]")!.textContent).toBe(
      t("settingPolicyFault", isolated("a b"), t("settingFault_host")),
    );
  });

  test("shows the policy's value where the person's own is invalid", async () => {
    const { control, field } = await open(
      { supportPhone: "+1 206 555 0100" },
      { supportPhone: "x" },
    );
    expect(control("supportPhone").value).toBe("+1 206 555 0100");
    expect(control("supportPhone").getAttribute("aria-invalid")).toBe("false");
    expect(field("supportPhone").querySelector("button")).toBeNull();
  });

  test("has the words of a check box beside it", async () => {
    const { control } = await open();
    const label = control("watchConsole").closest("label")!;
    expect(label.textContent).toBe(t("setting_watchConsole"));
  });

  test("forgets the person's own faults when told to, and not the policy's", async () => {
    const { container, said } = await open(
      { baseline: "a b" },
      { supportEmail: "nobody", supportName: "Mine" },
    );
    const faults = () => [...container.querySelectorAll<HTMLElement>("[data-fault]")];
    expect(faults()).toHaveLength(2);
    await act(() => container.querySelector<HTMLElement>("[data-forget]")!.click());
    await settle();
    expect(faults().map(({ dataset }) => dataset["key"])).toEqual(["baseline"]);
    expect(container.querySelector("[data-forget]")).toBeNull();
    expect(said()).toBe(t("optionsForgotten"));
  });

  test.each([
    ["nothing set", {}, {}],
    [
      "a policy, a person's choice and faults",
      { baseline: "a b", supportName: "x" },
      { endpoints: ["a.example"] },
    ],
  ])("has no fault that axe knows: %s", async (_, managed, own) => {
    await open(managed, own);
    expect(await axeFaults()).toEqual([]);
  });
});

describe("the watch on console pages", () => {
  test("asks for the permission in the press that switches it on, and not in the one that ends it", async () => {
    const { control, asked, kept, field, release } = await open();
    await act(() => control("watchConsole").click());
    await settle();
    expect(asked()).toBe(1);
    expect(kept.own).toEqual({ watchConsole: true });
    // The browser did not allow it: the way to ask again is beside it.
    expect(field("watchConsole").textContent).toContain(t("watchWanted"));
    await act(() => field("watchConsole").querySelector<HTMLElement>("[data-watch]")!.click());
    expect(asked()).toBe(2);
    expect(release).not.toHaveBeenCalled();
    await act(() => control("watchConsole").click());
    await settle();
    expect(asked()).toBe(2);
    expect(release).toHaveBeenCalledTimes(1);
    expect(kept.own).toEqual({ watchConsole: false });
    expect(field("watchConsole").querySelector("[data-watch]")).toBeNull();
  });

  test("that an organisation wants can be allowed, and not switched off", async () => {
    const { control, field, asked } = await open({ watchConsole: true });
    expect(control("watchConsole").disabled).toBe(true);
    await act(() => field("watchConsole").querySelector<HTMLElement>("[data-watch]")!.click());
    expect(asked()).toBe(1);
  });
});
