// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SILENCE_MS, type StoredCheckState } from "../../src/view/popup-state.ts";
import { REPORT_FRESH_MS } from "../../src/core/running-check.ts";
import { LIMITS } from "../../src/core/plan.ts";
import type { Report } from "../../src/core/report.ts";
import { supportCode } from "../../src/core/support-code.ts";
import { NEXT_STEP } from "../../src/guidance/next-step.ts";
import { caseOf } from "../../src/guidance/situation.ts";
import { START, WORLDS } from "../made-up.ts";
import { viewHere, translateHere as t } from "../preview/view-context.ts";
import { NOW, open, opened, rootData, row, RUNNING, settle, stage } from "./stage.tsx";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const report = WORLDS["ready, anchors seen"]!();
const broken = WORLDS["all roots missing"]!();
const old: Report = { ...report, finishedAt: new Date(NOW - REPORT_FRESH_MS).toISOString() };

function heading(): string {
  return document.querySelector("h1")!.textContent!;
}

function checkAgain(): HTMLElement {
  return [...document.querySelectorAll("button")].find(
    ({ textContent }) => textContent === t("checkAgain"),
  )!;
}

/** A promise that a test settles. */
function held<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

describe("when it opens", () => {
  test("it asks for a check that is due, and starts none by itself", async () => {
    const here = stage({ report });
    await open(here);
    expect(here.checkIfDue).toHaveBeenCalledTimes(1);
    expect(here.startCheck).not.toHaveBeenCalled();
  });

  test("it shows a fresh report before the background has answered", async () => {
    const here = stage({ report });
    here.checkIfDue.mockReturnValue(held<void>().promise);
    await open(here);
    expect(rootData()).toEqual({ state: "done", verdict: "ready", cause: "none" });
  });

  test("it does not flash an old report that is about to be replaced", async () => {
    const here = stage({ report: old });
    const answer = held<void>();
    here.checkIfDue.mockReturnValue(answer.promise);
    await open(here);
    expect(rootData()).toEqual({ state: "checking", verdict: undefined, cause: undefined });
    answer.resolve();
    await settle();
    expect(rootData().state).toBe("done");
  });

  test("it stops watching when it is closed", async () => {
    const here = stage();
    const { unmount } = await open(here);
    expect(here.watchers.size).toBe(1);
    unmount();
    await here.pass(100);
    expect(here.watchers.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("while a check runs", () => {
  test("it shows each root as being checked, and no finding", async () => {
    const { container, getAllByText } = await open(stage({ running: RUNNING }));
    expect(rootData()).toEqual({ state: "checking", verdict: undefined, cause: undefined });
    expect(container.querySelectorAll("[data-root]")).toHaveLength(report.roots.length);
    expect(container.querySelectorAll("[data-finding]")).toHaveLength(0);
    expect(getAllByText(t("finding_pending"))).toHaveLength(report.roots.length - 1);
  });

  test("it shows which test pages have answered, and not what they said", async () => {
    const here = stage({ running: RUNNING });
    const { getAllByText } = await open(here);
    const answered = () =>
      getAllByText(t("finding_answered")).map(
        (mark) => mark.closest<HTMLElement>("[data-root]")!.dataset["root"],
      );
    expect(answered()).toEqual(["amazon-root-ca-1"]);
    await here.change({
      running: { ...RUNNING, answered: ["amazon-root-ca-4", "amazon-root-ca-1"] },
    });
    expect(answered()).toEqual(["amazon-root-ca-1", "amazon-root-ca-4"]);
  });

  test("it shows the progress that storage tells", async () => {
    const here = stage({ running: RUNNING });
    const { getByRole, getByText } = await open(here);
    const bar = getByRole("progressbar", { name: t("checkProgress") }) as HTMLProgressElement;
    expect([bar.value, bar.max]).toEqual([6, 17]);
    await here.change({ running: { ...RUNNING, ended: 9 } });
    expect([bar.value, bar.max]).toEqual([9, 17]);
    getByText(t("checkingDetail_other", "9", "17"));
  });

  test("it says that it begins until there is progress to show", async () => {
    const here = stage();
    here.checkIfDue.mockReturnValue(held<void>().promise);
    const { getByText } = await open(here);
    getByText(t("checkingStart"));
  });

  test("a press on the button for another one does nothing, and the button keeps the focus", async () => {
    const here = stage({ running: RUNNING });
    await open(here);
    const button = checkAgain();
    expect(button.getAttribute("aria-disabled")).toBe("true");
    button.focus();
    fireEvent.click(button);
    await settle();
    expect(here.startCheck).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(button);
  });

  test("the report takes its place when it ends", async () => {
    const here = stage({ running: RUNNING });
    await open(here);
    await here.change({ report: broken });
    expect(rootData().state).toBe("checking");
    await here.change({ running: null });
    expect(rootData()).toEqual({
      state: "done",
      verdict: "action-needed",
      cause: "missing-root",
    });
  });

  test("two changes in a row lead to the second", async () => {
    const here = stage({ running: RUNNING });
    await open(here);
    await act(() => {
      for (const watcher of here.watchers) {
        watcher({ running: { ...RUNNING, ended: 16 } });
        watcher({ running: { ...RUNNING, ended: 17 } });
        watcher({ report });
        watcher({ running: null });
      }
    });
    expect(rootData().verdict).toBe("ready");
    await here.change({ running: RUNNING });
    await here.change({ running: null, report: broken });
    expect(rootData().verdict).toBe("action-needed");
  });

  test("a change is not lost to what was read before it", async () => {
    const here = stage({ running: RUNNING });
    const reading = held<StoredCheckState>();
    here.read.mockReturnValue(reading.promise);
    await open(here);
    await here.change({ report });
    await here.change({ running: null });
    reading.resolve({ running: RUNNING, report: null });
    await settle();
    expect(rootData()).toEqual({ state: "done", verdict: "ready", cause: "none" });
  });

  test("time that runs out shows as an interrupted check", async () => {
    const here = stage({ running: RUNNING });
    await open(here);
    await here.pass(LIMITS.checkMs);
    expect(rootData().state).toBe("interrupted");
  });
});

describe("a result that is certain while test pages are open", () => {
  const settled = report.roots.flatMap(({ id }) => (id.includes("root-eu") ? [] : [id]));
  const running = { ...RUNNING, early: { report, settled }, answered: settled };

  test("is shown with its next step, and the open roots as being checked", async () => {
    const { container, getByText } = await open(stage({ running }));
    expect(rootData()).toEqual({ state: "decided", verdict: "ready", cause: "none" });
    expect(heading()).toBe(t("title_none"));
    expect(document.querySelector("[data-fact=step]")!.textContent).toBe(t("step_none"));
    const shown = [...container.querySelectorAll<HTMLElement>("[data-root]")].map(({ dataset }) => [
      dataset["root"],
      dataset["finding"],
    ]);
    expect(shown).toEqual(
      report.roots.map(({ id, finding }) => [id, settled.includes(id) ? finding : undefined]),
    );
    getByText(t("restUnderWay"));
    expect(document.querySelector("progress")).toBeNull();
  });

  test("leaves sharing, the support code and another check to the complete report", async () => {
    const here = stage({ running });
    const { queryByText, getByText } = await open(here);
    for (const key of ["shareReport", "fullReport"] as const)
      expect(queryByText(t(key))).toBeNull();
    expect(document.querySelector(".support-code")).toBeNull();
    expect(checkAgain().getAttribute("aria-disabled")).toBe("true");
    await here.change({ running: null, report });
    expect(rootData().state).toBe("done");
    for (const key of ["shareReport", "fullReport"] as const) getByText(t(key));
    expect(document.querySelector(".support-code")).not.toBeNull();
    expect(queryByText(t("restUnderWay"))).toBeNull();
  });

  test("cannot be copied for the administrator before the report is complete", async () => {
    const early = { report: broken, settled: [] };
    const here = stage({ running: { ...RUNNING, early } });
    const { getByText } = await open(here);
    const button = () => getByText(t("copyForAdministrator")).closest("button")!;
    const before = button();
    expect(before.getAttribute("aria-disabled")).toBe("true");
    fireEvent.click(before);
    await settle();
    expect(before.textContent).toBe(t("copyForAdministrator"));
    await here.change({ running: null, report: broken });
    expect(button()).toBe(before);
    expect(before.getAttribute("aria-disabled")).toBeNull();
  });

  test("is read out once", async () => {
    const here = stage({ running: RUNNING });
    const { container } = await open(here);
    const status = container.querySelector(".card [role=status]")!;
    await here.change({ running });
    expect(status.textContent).toBe(`${t("title_none")}${t("detail_none_anchor")}`);
    const changes = vi.fn<() => void>();
    const observer = new MutationObserver(changes);
    observer.observe(status, { childList: true, characterData: true, subtree: true });
    await here.change({ running: { ...running, ended: 17 } });
    await here.change({ running: null, report });
    expect(rootData().state).toBe("done");
    expect(status.isConnected).toBe(true);
    expect(changes).not.toHaveBeenCalled();
    observer.disconnect();
  });

  test("keeps an opened row open when the report is complete", async () => {
    const here = stage({ running });
    await open(here);
    const before = await opened("amazon-root-ca-1");
    await here.change({ running: null, report });
    expect(row("amazon-root-ca-1")).toBe(before);
    expect(before.querySelector("button")!.getAttribute("aria-expanded")).toBe("true");
  });
});

describe("what is read out", () => {
  test("is a status that stands before its text changes, through every state", async () => {
    const here = stage({ running: RUNNING });
    const { container } = await open(here);
    const [status, ...more] = container.querySelectorAll(".card [role=status]");
    expect(more).toEqual([]);
    expect(status!.textContent).toBe(t("checking"));
    await here.change({ running: null, report });
    expect(status!.isConnected).toBe(true);
    expect(status!.textContent).toBe(`${t("title_none")}${t("detail_none_anchor")}`);
    await here.change({ running: { ...RUNNING, interrupted: true } });
    expect(status!.isConnected).toBe(true);
    expect(status!.textContent).toBe(`${t("interruptedTitle")}${t("interruptedDetail")}`);
  });

  test("does not change with the progress, the age or an opened row", async () => {
    const here = stage({ running: RUNNING });
    const { container } = await open(here);
    const changes = vi.fn<() => void>();
    const observer = new MutationObserver(changes);
    for (const live of container.querySelectorAll("[role=status], [aria-live]")) {
      observer.observe(live, { childList: true, characterData: true, subtree: true });
    }
    await here.change({ running: { ...RUNNING, ended: 7 } });
    await here.pass(2_000);
    expect(changes).not.toHaveBeenCalled();
    await here.change({ running: null, report });
    expect(changes).toHaveBeenCalledTimes(1);
    changes.mockClear();
    await opened("amazon-root-ca-1");
    await here.pass(120_000);
    expect(changes).not.toHaveBeenCalled();
    observer.disconnect();
  });
});

describe("Check again", () => {
  test("starts a check and shows so before the background answers", async () => {
    const here = stage({ report });
    await open(here);
    const answer = held<void>();
    here.startCheck.mockReturnValue(answer.promise);
    fireEvent.click(checkAgain());
    await settle();
    expect(here.startCheck).toHaveBeenCalledTimes(1);
    expect(rootData()).toEqual({ state: "checking", verdict: undefined, cause: undefined });
    expect(checkAgain().getAttribute("aria-disabled")).toBe("true");
    await here.change({ running: RUNNING });
    answer.resolve();
    await settle();
    expect(rootData().state).toBe("checking");
    await here.change({ report: broken });
    await here.change({ running: null });
    expect(rootData().verdict).toBe("action-needed");
    expect(checkAgain().getAttribute("aria-disabled")).toBe("false");
  });

  test("does not fall back to the report before, however late an earlier answer comes", async () => {
    const here = stage({ report });
    const first = held<void>();
    here.checkIfDue.mockReturnValue(first.promise);
    here.startCheck.mockReturnValue(held<void>().promise);
    await open(here);
    fireEvent.click(checkAgain());
    first.resolve();
    await settle();
    expect(rootData().state).toBe("checking");
  });

  test.each(["offline", "amazon side"])(
    "is the main button where it is the next step: %s",
    async (world) => {
      await open(stage({ report: WORLDS[world]!() }));
      expect(checkAgain().classList).toContain("button-main");
    },
  );

  test.each([
    "ready, anchors seen",
    "one root missing",
    "permission missing",
    "wrong clock",
    "inspected",
  ])("is not the main button where it is not: %s", async (world) => {
    await open(stage({ report: WORLDS[world]!() }));
    expect(checkAgain().classList).not.toContain("button-main");
  });
});

describe("an interrupted check", () => {
  test("is told, and can be made again", async () => {
    const here = stage({ running: { ...RUNNING, interrupted: true } });
    await open(here);
    expect(rootData()).toEqual({ state: "interrupted", verdict: undefined, cause: undefined });
    expect(heading()).toBe(t("interruptedTitle"));
    fireEvent.click(checkAgain());
    await settle();
    expect(here.startCheck).toHaveBeenCalledTimes(1);
  });

  test("an older report is not shown in its place", async () => {
    await open(stage({ running: { ...RUNNING, interrupted: true }, report }));
    expect(rootData().verdict).toBeUndefined();
    expect(document.querySelector("[data-finding]")).toBeNull();
  });
});

describe("a background that does not answer", () => {
  test("is told with the browser's reason, and can be asked again", async () => {
    const here = stage();
    here.checkIfDue.mockRejectedValue(new Error("Could not \u202Econnect"));
    await open(here);
    expect(rootData()).toEqual({ state: "trouble", verdict: undefined, cause: undefined });
    expect(heading()).toBe(t("trouble"));
    expect(document.querySelector(".card-text p")!.textContent).toBe(
      t("troubleDetail", "\u2068Could not ⟨U+202E⟩connect\u2069"),
    );

    here.startCheck.mockRejectedValueOnce("still gone");
    fireEvent.click(checkAgain());
    await settle();
    expect(rootData().state).toBe("trouble");
    expect(document.querySelector(".card-text p")!.textContent).toContain("still gone");

    fireEvent.click(checkAgain());
    await here.change({ running: RUNNING });
    await settle();
    expect(here.startCheck).toHaveBeenCalledTimes(2);
    expect(rootData().state).toBe("checking");
  });

  test("is told after a while when it just stays silent", async () => {
    const here = stage();
    here.checkIfDue.mockReturnValue(held<void>().promise);
    await open(here);
    await here.pass(SILENCE_MS);
    expect(rootData().state).toBe("checking");
    await here.pass(1_000);
    expect(rootData().state).toBe("trouble");
    expect(document.querySelector(".card-text p")!.textContent).toBe(t("troubleSilent"));
    await here.change({ running: { ...RUNNING, startedAt: NOW + SILENCE_MS } });
    expect(rootData().state).toBe("checking");
  });

  test("storage that cannot be read is trouble too", async () => {
    const here = stage();
    here.read.mockRejectedValue(new Error("no storage"));
    await open(here);
    expect(rootData().state).toBe("trouble");
  });
});

describe("a missing permission", () => {
  const missing = WORLDS["permission missing"]!();

  test("is asked for with a press; once given, a check starts", async () => {
    const here = stage({ report: missing });
    const { getByRole } = await open(here);
    fireEvent.click(getByRole("button", { name: t("grantPermission") }));
    // In the same task as the click, because browsers require it.
    expect(here.requestPermission).toHaveBeenCalledTimes(1);
    await settle();
    expect(here.startCheck).toHaveBeenCalledTimes(1);
  });

  test.each([
    ["refused", () => Promise.resolve(false)],
    ["not asked by the browser", () => Promise.reject(new Error("no gesture"))],
  ])("%s, nothing starts and the button stays", async (_, answer) => {
    const here = stage({ report: missing });
    here.requestPermission.mockImplementation(answer);
    const { getByRole } = await open(here);
    fireEvent.click(getByRole("button", { name: t("grantPermission") }));
    await settle();
    expect(here.startCheck).not.toHaveBeenCalled();
    getByRole("button", { name: t("grantPermission") });
  });

  test("the button is there for that cause alone", async () => {
    const { queryByRole } = await open(stage({ report: broken }));
    expect(queryByRole("button", { name: t("grantPermission") })).toBeNull();
  });
});

describe("the link to the vendor's page", () => {
  const named = (world: string, name: string): Report => {
    const made = WORLDS[world]!();
    return { ...made, browser: { ...made.browser, name } };
  };

  test.each([
    ["old browser", "Firefox", "https://support.mozilla.org/kb/update-firefox-latest-release"],
    ["old browser", "Chrome", "https://support.google.com/chrome/answer/95414"],
    ["old browser", "Vivaldi", "https://help.vivaldi.com/desktop/install-update/update-vivaldi/"],
  ])("%s in %s", async (world, name, page) => {
    const { getByRole } = await open(stage({ report: named(world, name) }));
    const link = getByRole("link");
    expect(link.getAttribute("href")).toBe(page);
    expect(link.getAttribute("rel")).toBe("noreferrer");
    expect(link.textContent).toBe(t("updateGuide", `\u2068${name}\u2069`));
  });

  test.each(["Chromium", "A Browser Nobody Knows", "constructor"])(
    "there is none for %s",
    async (name) => {
      const { queryByRole } = await open(stage({ report: named("old browser", name) }));
      expect(queryByRole("link")).toBeNull();
    },
  );

  test("opens a page in whose place a guest network shows its sign-in page", async () => {
    const { getByRole } = await open(stage({ report: WORLDS["captive portal"]!() }));
    const link = getByRole("link");
    expect(link.getAttribute("href")).toBe("http://example.com/");
    expect(link.textContent).toBe(t("signIn"));
  });

  test.each(
    Object.keys(WORLDS).filter((world) => !["captive portal", "old browser"].includes(world)),
  )("leads nowhere outside for another cause: %s", async (world) => {
    const { queryByRole } = await open(stage({ report: WORLDS[world]!() }));
    expect(queryByRole("link")).toBeNull();
  });

  const mainButtons = () =>
    [...document.querySelectorAll(".button-main")].map(({ textContent }) => textContent);

  test.each(Object.keys(WORLDS))("is the only main button, or there is none: %s", async (world) => {
    const made = WORLDS[world]!();
    await open(stage({ report: made }));
    expect(mainButtons()).toHaveLength(NEXT_STEP[caseOf(made)] === "none" ? 0 : 1);
  });

  test("copies what an administrator needs, and says so", async () => {
    const copy = vi.fn<(text: string) => Promise<void>>(async () => {});
    const { getByRole } = await open(stage({ report: broken }), { ...viewHere, copy });
    expect(mainButtons()).toEqual([t("copyForAdministrator")]);
    fireEvent.click(getByRole("button", { name: t("copyForAdministrator") }));
    await settle();
    const [[text]] = copy.mock.calls as [[string]];
    expect(text).toContain(supportCode(broken));
    for (const { name } of broken.roots.filter(({ decides }) => decides)) {
      expect(text).toContain(`${name}: ${t("finding_not_trusted")}`);
    }
    expect(text).toContain(t("repair_distrust_windows").slice(0, 20));
    expect(document.querySelector(".copy [role=status]")!.textContent).toBe(t("copied"));
  });

  test("leads to the steps where a person can do them alone", async () => {
    const openPage = vi.fn<(path: string) => void>();
    const { getByRole } = await open(stage({ report: WORLDS["wrong clock"]!() }), {
      ...viewHere,
      openPage,
    });
    fireEvent.click(getByRole("button", { name: t("showSteps_wrong_clock") }));
    expect(openPage.mock.calls).toEqual([["pages/report/index.html"]]);
    expect(document.querySelectorAll("[data-repair]")).toHaveLength(1);
  });

  test.each([
    ["all roots missing", true],
    ["one root missing", true],
    ["inspected", false],
    ["old browser", false],
  ])(
    "says that the browser should have the roots only where they came with it: %s",
    async (world, says) => {
      const made = WORLDS[world]!();
      await open(stage({ report: made }));
      const sentence = t("browserHasRoots", `\u2068${made.browser.name}\u2069`);
      const step = () => document.querySelector("[data-fact=step]")!.textContent!;
      expect(step().includes(sentence)).toBe(says);
      cleanup();
      const uncarried = made.roots.map((root) => ({
        ...root,
        expected: { ...root.expected, carried: false },
      }));
      await open(stage({ report: { ...made, roots: uncarried } }));
      expect(step()).not.toContain(sentence);
    },
  );
});

describe("an inspecting authority", () => {
  const inspected = WORLDS["inspected"]!();
  const by = (change: Partial<NonNullable<Report["inspector"]>>): Report => ({
    ...inspected,
    inspector: { ...inspected.inspector!, ...change },
  });
  const detail = () => document.querySelector(".card-text p")!.textContent;
  const step = () => document.querySelector("[data-fact=step]")!.textContent;

  test("is named, inert, with the product that its name looks like", async () => {
    await open(stage({ report: by({ name: "Corp \u202ECA", product: "Zscaler" }) }));
    const named = t("inspectorProduct", "\u2068Corp ⟨U+202E⟩CA\u2069", "Zscaler");
    expect(detail()).toBe(`${t("detail_tls_inspection")} ${named}`);
    expect(step()).toBe(t("step_tls_inspection"));
  });

  test("that an administrator approved raises no suspicion", async () => {
    await open(stage({ report: by({ approved: true }) }));
    expect(step()).toBe(t("inspectorApproved"));
  });

  test("is not named where nothing showed it", async () => {
    await open(stage({ report: { ...inspected, inspector: null } }));
    expect(detail()).toBe(t("detail_tls_inspection"));
  });

  test("that plays no part in the verdict is not named either", async () => {
    const { verdict } = WORLDS["exception"]!();
    await open(stage({ report: { ...by({ approved: true }), verdict } }));
    expect(detail()).toBe(t("detail_certificate_exception"));
    expect(step()).toBe(t("step_certificate_exception"));
  });
});

describe("a wrong clock", () => {
  const dated = WORLDS["wrong clock"]!();
  const proven = (behindMs: number): Report => ({
    ...dated,
    verdict: { ...dated.verdict, code: "action-needed" },
    clock: { behindMs, servers: 2 },
  });

  test.each([
    [3 * 3_600_000, "detail_clock_behind"],
    [-3 * 3_600_000, "detail_clock_ahead"],
  ] as const)("that servers prove is told with its span: %d", async (behindMs, key) => {
    await open(stage({ report: proven(behindMs) }));
    expect(heading()).toBe(t("title_clock_off"));
    expect(document.querySelector(".card-text p")!.textContent).toBe(t(key, "3 hours"));
    expect(document.querySelector("[data-fact=step]")!.textContent).toBe(t("step_wrong_clock"));
  });

  test("that only the dates of certificates suggest is called probable", async () => {
    await open(stage({ report: { ...dated, clock: { behindMs: 3_600_000, servers: 2 } } }));
    expect(heading()).toBe(t("title_wrong_clock"));
    expect(document.querySelector(".card-text p")!.textContent).toBe(t("detail_wrong_clock"));
  });
});

describe("what was tested", () => {
  test("another catalogue than the built-in one is announced on top", async () => {
    const edition = "lab \u202E";
    const { getByText } = await open(
      stage({ report: { ...report, catalogue: { ...report.catalogue, edition } } }),
    );
    getByText(t("editionNotice", "\u2068lab ⟨U+202E⟩\u2069"));
  });

  test("the built-in catalogue is not", async () => {
    const { container } = await open(stage({ report }));
    expect(container.querySelector(".edition")).toBeNull();
  });

  test("the age grows while the popup is open", async () => {
    const here = stage({ report });
    const { container } = await open(here);
    const age = () => container.querySelector(".age")!.textContent;
    expect(age()).toBe(t("checkedAt", t("justNow")));
    await here.pass(62_000);
    expect(age()).toBe(t("checkedAt", "1 minute ago"));
    await here.pass(61_000);
    expect(age()).toBe(t("checkedAt", "2 minutes ago"));
  });

  test("a clock that was set back makes no negative age", async () => {
    const here = stage({ report });
    here.setClock(START - 3_600_000);
    const { container } = await open(here);
    expect(container.querySelector(".age")!.textContent).toContain(t("justNow"));
  });
});

describe("the report", () => {
  test("is shared from its own page, where it can be looked at first", async () => {
    const openPage = vi.fn<(path: string) => void>();
    const { getByRole } = await open(stage({ report }), { ...viewHere, openPage });
    fireEvent.click(getByRole("button", { name: t("shareReport") }));
    expect(openPage.mock.calls).toEqual([["pages/report/index.html#share"]]);
  });

  test("cannot be shared where there is none", async () => {
    const { queryByRole } = await open(stage({ running: RUNNING }));
    expect(queryByRole("button", { name: t("shareReport") })).toBeNull();
  });
});

describe("an organisation's settings", () => {
  test("say whom to turn to, before and after a check", async () => {
    const policy = { supportName: "Desk", supportPhone: "+1 206 555 0100" };
    for (const stored of [{ report }, { running: RUNNING }]) {
      const { container } = await open(stage(stored, policy));
      expect(container.querySelector("[href^='tel:']")!.getAttribute("href")).toBe(
        "tel:+12065550100",
      );
      cleanup();
    }
    const { container } = await open(stage({ report }));
    expect(container.querySelector(".support")).toBeNull();
  });

  test("can hide the support code", async () => {
    const { container } = await open(stage({ report }));
    expect(container.querySelector(".support-code")).not.toBeNull();
    cleanup();
    const hidden = await open(stage({ report }, { hiddenSections: ["support-code"] }));
    expect(hidden.container.querySelector(".support-code")).toBeNull();
  });
});

describe("hostile names", () => {
  test("make no elements and hide nothing, in any opened row", async () => {
    const hostile = WORLDS["hostile names"]!();
    hostile.browser = { ...hostile.browser, name: "<b>\u202E</b>", version: "<i>1</i>" };
    const { container } = await open(stage({ report: hostile }));
    for (const { id } of hostile.roots) await opened(id);
    expect(container.querySelectorAll("b, i, [onerror], script, iframe")).toHaveLength(0);
    expect(container.querySelectorAll("img")).toHaveLength(1);
    expect(row("amazon-root-ca-1").textContent).toContain("<img src=x onerror=alert(1)> ⟨U+202E⟩");
    expect(container.innerHTML).not.toMatch(/[\u202A-\u202E\u200B]/);
  });
});
