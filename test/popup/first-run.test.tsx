// @vitest-environment happy-dom
import { act, cleanup, waitFor } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Report } from "../../src/core/report.ts";
import type { FirstRunPorts } from "../../src/view/FirstRun.tsx";
import type { StoredCheckState } from "../../src/view/popup-state.ts";
import { firstRunOf, WORLDS } from "../made-up.ts";
import { translateHere as t } from "../preview/view-context.ts";
import { open, rootData, RUNNING, settle, stage } from "./stage.tsx";

beforeEach(() => {
  document.documentElement.lang = "en";
  document.title = "Trust Ready";
});
afterEach(cleanup);

const report = WORLDS["ready, only loads"]!();
const inBrowser = (name: string): Report => ({ ...report, browser: { ...report.browser, name } });

const notice = () => document.querySelector<HTMLElement>(".first-run");

async function openFirst(
  stored: Partial<StoredCheckState> = { report },
  firstRun: FirstRunPorts = firstRunOf(true),
) {
  const here = stage(stored, {}, undefined, firstRun);
  const shown = await open(here);
  // The component is loaded when the notice is due.
  await waitFor(() => expect(notice()).not.toBeNull());
  return { ...here, ...shown };
}

describe("the first popup after the installation", () => {
  test("says in one sentence what Trust Ready does, beside a check that has started by itself", async () => {
    const { checkIfDue } = await openFirst({ running: RUNNING });
    expect(checkIfDue).toHaveBeenCalledTimes(1);
    expect(rootData().state).toBe("checking");
    expect(notice()!.querySelector("p")!.textContent).toBe(t("firstRun"));
    expect(t("firstRun").match(/[.!?]/g)).toEqual(["."]);
    expect([...notice()!.querySelectorAll("button")].map((each) => each.textContent)).toEqual([
      t("firstRunDismiss"),
    ]);
  });

  test("says it beside the result, and beside a check that failed to start, too", async () => {
    await openFirst();
    expect(rootData()).toEqual({ state: "done", verdict: "ready", cause: "none" });
    cleanup();
    const here = stage({}, {}, undefined, firstRunOf(true));
    here.checkIfDue.mockRejectedValue(new Error("gone"));
    await open(here);
    await waitFor(() => expect(notice()).not.toBeNull());
    expect(rootData().state).toBe("trouble");
  });

  test("moves nothing above the footer", async () => {
    await openFirst();
    expect(notice()!.parentElement!.lastElementChild).toBe(notice());
    expect(notice()!.closest(".content")!.nextElementSibling!.className).toBe("foot");
  });

  test("offers nothing else before it is dismissed", async () => {
    const offer = () => document.querySelector("[data-watch]");
    await openFirst();
    await settle();
    expect(offer()).toBeNull();
    cleanup();
    await open(stage({ report }));
    expect(offer()).not.toBeNull();
  });

  test("can be told once and for all", async () => {
    const dismiss = vi.fn<FirstRunPorts["dismiss"]>(async () => {});
    const { startCheck, checkIfDue } = await openFirst(
      { report },
      { ...firstRunOf(true), dismiss },
    );
    await act(() => notice()!.querySelector("button")!.click());
    expect(notice()).toBeNull();
    expect(dismiss).toHaveBeenCalledTimes(1);
    expect(startCheck).not.toHaveBeenCalled();
    expect(checkIfDue).toHaveBeenCalledTimes(1);
  });

  test("hides the notice also if that cannot be stored", async () => {
    const dismiss = async () => Promise.reject(new Error("full"));
    await openFirst({ report }, { ...firstRunOf(true), dismiss });
    await act(() => notice()!.querySelector("button")!.click());
    await settle();
    expect(notice()).toBeNull();
  });

  test("loses the notice when it is dismissed elsewhere", async () => {
    const followed = { isDue: true, changed: () => {} };
    await openFirst(
      { report },
      {
        ...firstRunOf(),
        read: async () => followed.isDue,
        watch: (changed) => {
          followed.changed = changed;
          return () => {};
        },
      },
    );
    followed.isDue = false;
    await act(() => followed.changed());
    await settle();
    expect(notice()).toBeNull();
  });

  test("has no fault that axe knows", async () => {
    await openFirst({ report }, firstRunOf(true, false));
    const rules = { "color-contrast": { enabled: false } };
    expect((await axe.run(document, { rules })).violations).toEqual([]);
  });
});

describe("a popup", () => {
  test.each([false, null])("is no first one if %s is read", async (isDue) => {
    const read = () =>
      isDue === null ? Promise.reject(new Error("gone")) : Promise.resolve(isDue);
    await open(stage({ report }, {}, undefined, { ...firstRunOf(), read }));
    await settle();
    expect(notice()).toBeNull();
  });
});

describe("how to keep the icon in sight", () => {
  const line = () => notice()!.querySelector<HTMLElement>("[data-keep-icon]");

  test.each([
    ["Chrome", "chrome"],
    ["Chromium", "chrome"],
    ["Microsoft Edge", "edge"],
  ] as const)("is said in the words of %s", async (name, menu) => {
    await openFirst({ report: inBrowser(name) }, firstRunOf(true, false));
    await waitFor(() => expect(line()).not.toBeNull());
    expect(line()!.dataset["keepIcon"]).toBe(menu);
    expect(line()!.textContent).toBe(t(`keepIcon_${menu}`));
  });

  test("is said in the words of Firefox", async () => {
    const firefox = WORLDS["ready, anchors seen"]!();
    expect(firefox.browser.family).toBe("firefox");
    await openFirst({ report: firefox }, firstRunOf(true, false));
    await waitFor(() => expect(line()!.textContent).toBe(t("keepIcon_firefox")));
  });

  test.each([
    ["where it is", "Chrome", true],
    ["where the browser does not say", "Chrome", null],
    ["where nothing is known of the browser's menu", "Opera", false],
  ])("is not said %s", async (_, name, isOnToolbar) => {
    await openFirst({ report: inBrowser(name) }, firstRunOf(true, isOnToolbar));
    await settle();
    expect(line()).toBeNull();
  });

  test("is not said before the browser is known", async () => {
    const here = await openFirst({ running: RUNNING }, firstRunOf(true, false));
    await settle();
    expect(line()).toBeNull();
    await here.change({ running: null, report: inBrowser("Chrome") });
    expect(line()!.textContent).toBe(t("keepIcon_chrome"));
  });
});
