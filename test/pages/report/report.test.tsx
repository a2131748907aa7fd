// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Report } from "../../../src/core/report.ts";
import { HIDEABLE, type Settings } from "../../../src/core/default-settings.ts";
import { supportCode } from "../../../src/core/support-code.ts";
import { summaryOf, type Difference } from "../../../src/core/summary.ts";
import { caseOf } from "../../../src/guidance/situation.ts";
import { differenceText } from "../../../src/report-text/difference-text.ts";
import { catalogue, reportOf, START, wellIn, WORLDS } from "../../made-up.ts";
import { viewHere, translateHere as t } from "../../preview/view-context.ts";
import { open, shown } from "./stage.tsx";
import { rootData } from "../../popup/stage.tsx";

beforeEach(() => {
  document.documentElement.lang = "en";
  document.title = "Report – Trust Ready";
});
afterEach(cleanup);

const ready = WORLDS["ready, anchors seen"]!();

test("a chain that was not seen is called expected, one that was seen is not", async () => {
  const kinds = async (report: Report) => {
    const { container } = await shown(report);
    const chains = [...container.querySelectorAll<HTMLElement>("[data-chain]")];
    const found = chains.map(({ dataset }) => dataset["chain"]);
    cleanup();
    return found;
  };
  expect(await kinds(WORLDS["ready, only loads"]!())).toEqual(["expected"]);
  expect([...new Set(await kinds(ready))]).toEqual(["observed"]);
});

test("what follows by elimination is said of the roots that decide, in Chrome alone", async () => {
  const said = async (programme: "chrome" | "microsoft") => {
    const change = { programme, version: "156.0.0.0" };
    const { container } = await shown(reportOf("chromium", wellIn.chromium, change));
    const texts = [...container.querySelectorAll("[data-elimination]")].map(
      ({ textContent }) => textContent,
    );
    cleanup();
    return texts;
  };
  expect(await said("microsoft")).toEqual([]);
  const names = catalogue.roots.flatMap(({ decides, name }) => (decides ? [name] : []));
  expect(await said("chrome")).toEqual(names.map((name) => t("meaning_elimination", name)));
});

test("the browser's log is offered where the browser writes one", async () => {
  const { container } = await shown(WORLDS["ready, only loads"]!());
  expect(container.querySelector("#log")).toBeNull();
  cleanup();
  const log = {
    checkForLog: async () => true,
    readLog: async () => ({ ok: true, proven: 1 }) as const,
  };
  const offered = await open({ stored: { report: WORLDS["ready, only loads"]!() }, log });
  expect(offered.container.querySelector("#log summary")!.textContent).toBe(t("logHeading"));
  cleanup();
  const firefox = await open({ stored: { report: ready }, log });
  expect(firefox.container.querySelector("#log")).toBeNull();
});

test("tests that did not end as expected come first, the others are folded behind them", async () => {
  const { container } = await shown(WORLDS["one root missing"]!());
  const [others, expected] = [...container.querySelectorAll(".fold table.tests")].map((table) =>
    [...table.querySelectorAll<HTMLElement>("tr[data-test]")].map(({ dataset }) => dataset["test"]),
  );
  expect(others).toContain("https://valid.rootca2.demo.amazontrust.com/");
  expect(others!.every((url) => url!.includes("rootca2"))).toBe(true);
  expect(expected!.length).toBeGreaterThan(others!.length);
  expect(container.textContent).toContain(
    t("testsSummary", String(expected!.length), String(others!.length)),
  );
});

test("the support code is shown once, with browser, system and time, and its spelling to unfold", async () => {
  const { container } = await shown(ready);
  const line = container.querySelector(".result-line")!;
  const code = supportCode(ready)!;
  expect(container.querySelectorAll(".support-code")).toHaveLength(1);
  expect(line.querySelector("code")!.textContent).toBe(code);
  expect(line.querySelector("p.note")!.textContent).toMatch(/Firefox 153.* · .*Linux.* · Nov 24/);
  const words = line.querySelector("details:not([open]) .spelt")!;
  expect(words.children).toHaveLength(code.split("-").length);
});

test("an old report is shown for what it is: nobody asked for a new check", async () => {
  const { container, startCheck } = await open({
    stored: { report: ready },
    now: START + 3 * 3_600_000,
  });
  expect(rootData().state).toBe("done");
  expect(container.querySelector(".actions")!.textContent).toContain("2 hours ago");
  expect(startCheck).not.toHaveBeenCalled();
});

test("buttons check again and print", async () => {
  const { button, startCheck, print } = await shown(ready);
  await act(() => button(t("print"))!.click());
  expect(print).toHaveBeenCalledTimes(1);
  await act(() => button(t("checkAgain"))!.click());
  expect(startCheck).toHaveBeenCalledTimes(1);
});

describe("sharing", () => {
  test("opens from the top and from the step that asks for it", async () => {
    const { container } = await shown(WORLDS["all roots missing"]!());
    const fold = container.querySelector<HTMLDetailsElement>("#share")!;
    const buttons = [...container.querySelectorAll<HTMLElement>("[data-open-share]")];
    expect(buttons.map((button) => button.closest(".actions, [data-step=hand-over]"))).toEqual([
      container.querySelector(".actions"),
      container.querySelector("[data-step=hand-over]"),
    ]);
    for (const button of buttons) {
      expect(fold.open).toBe(false);
      await act(() => button.click());
      expect(fold.open).toBe(true);
      expect(document.activeElement!.textContent).toBe(t("shareHeading"));
      fold.open = false;
    }
  });

  test("copies and saves, and says whom to turn to", async () => {
    const policy = { supportName: "Desk", supportEmail: "help@example.com" };
    const { container, button, copy, save } = await open({ stored: { report: ready }, policy });
    const form = container.querySelector("[data-share] select")!;
    await act(() => void fireEvent.change(form, { target: { value: "text" } }));
    await act(() => container.querySelector<HTMLElement>("#share .copy button")!.click());
    await act(() => button(t("shareSave"))!.click());
    const [[copied]] = copy.mock.calls as [[string]];
    expect(copied).toContain("help@example.com");
    expect(save.mock.calls[0]![2]).toBe(copied);
    expect(container.querySelector(".support")!.textContent).toContain("help@example.com");
  });

  test("is where an address that names it leads, once there is something to share", async () => {
    location.hash = "#share";
    const { container } = await shown(ready);
    expect(container.querySelector<HTMLDetailsElement>("#share")!.open).toBe(true);
    expect(document.activeElement!.textContent).toBe(t("shareHeading"));
    location.hash = "";
  });

  test("cannot be had without a report", async () => {
    const { container } = await open({ stored: { running: null, report: null } });
    expect(container.querySelector("#share, [data-open-share]")).toBeNull();
  });
});

describe("what an organisation hides", () => {
  const shows = async (policy?: Partial<Settings>) => {
    const { container } = await open({
      stored: { report: ready },
      history: [summaryOf(ready)],
      ...(policy ? { policy } : {}),
    });
    const links = [...container.querySelectorAll(".masthead a")].map((a) => a.textContent);
    return {
      history: container.querySelector(".history") !== null,
      guide: links.includes(t("toGuide")),
      desk: links.includes(t("toDesk")),
      "support-code": container.querySelector(".support-code") !== null,
    };
  };

  test("is nothing by default", async () => {
    const found = await shows();
    expect(Object.keys(found).toSorted()).toEqual([...HIDEABLE].toSorted());
    expect(Object.values(found)).toEqual([true, true, true, true]);
  });

  test.each(HIDEABLE)("%s alone is not shown", async (section) => {
    const found = await shows({ hiddenSections: [section] });
    const expected = Object.fromEntries(HIDEABLE.map((each) => [each, each !== section]));
    expect(found).toEqual(expected);
  });
});

test("without a report there is no evidence to show, and none is made up", async () => {
  const { container } = await open({ stored: { running: null, report: null } });
  expect(container.querySelector("[data-root]")).toBeNull();
  expect(container.textContent).toContain(t("historyEmpty"));
});

describe("earlier checks", () => {
  const later = { ...summaryOf(ready), id: "later" };
  const earlier = { ...later, id: "earlier", verdict: "inconclusive", cause: "dns" } as const;

  test("are told with what changed since the one before", async () => {
    const { container } = await open({ history: [later, later, earlier] });
    const entries = [...container.querySelectorAll(".history > li")].map((li) => li.textContent);
    expect(entries[0]).toContain(t("historySame"));
    expect(entries[1]).toContain(
      t("difference", t("aboutVerdict"), t("verdict_inconclusive"), t("verdict_ready")),
    );
    expect(entries[2]).toContain(t("cause_dns"));
    expect(entries[2]).not.toContain("→");
  });

  test("say where Firefox may itself have begun to trust an added root", async () => {
    const firefox = { name: "Firefox", version: "153.7" };
    const refused = {
      ...later,
      id: "refused",
      browser: firefox,
      verdict: "action-needed",
      cause: "missing-root",
    } as const;
    const trusted = {
      ...later,
      browser: firefox,
      verdict: "inspected",
      cause: "tls-inspection",
    } as const;
    const { container } = await open({ history: [trusted, refused] });
    const [first, second] = container.querySelectorAll(".history > li");
    expect(first!.textContent).toContain(t("changeReason_enterprise_roots"));
    expect(second!.querySelector("[data-reason]")).toBeNull();
  });

  test("can be forgotten", async () => {
    const { container, button, clearHistory, forget } = await open({ history: [later] });
    await act(() => button(t("historyClear"))!.click());
    expect(clearHistory).toHaveBeenCalledTimes(1);
    await forget([]);
    expect(container.querySelector(".history")).toBeNull();
  });

  test.each<[Difference, string]>([
    [{ about: "cause", before: "none", after: "dns" }, "Cause: none → names not found"],
    [
      {
        about: "finding",
        root: "amazon-root-ca-1",
        before: { finding: "trusted", evidence: "anchor" },
        after: null,
      },
      "Amazon Root CA 1: Trusted → none",
    ],
    [
      {
        about: "finding",
        root: "amazon-root-ca-1",
        before: { finding: "not-trusted", evidence: "none" },
        after: { finding: "trusted", evidence: "load" },
      },
      "Amazon Root CA 1: Not trusted → Trusted path",
    ],
    [
      {
        about: "anchor",
        root: "amazon-root-ca-1",
        before: "amazon-root-ca-1",
        after: "starfield-services-g2",
      },
      "Chain of Amazon Root CA 1 ends at: Amazon Root CA 1 → Starfield Services Root Certificate Authority - G2",
    ],
    [{ about: "baseline", before: true, after: false }, "Comparison site: Loaded → Not loaded"],
    [
      { about: "inspector", before: null, after: "A\u202EB" },
      "Certificates replaced by: none → \u2068A⟨U+202E⟩B\u2069",
    ],
  ])("say %j in words", (change, text) => {
    const names = new Map(catalogue.roots.map(({ id, name }) => [id, name]));
    expect(differenceText(change, names, viewHere)).toBe(text);
  });
});

test("every world's repair is the one of its case", async () => {
  for (const world of Object.values(WORLDS)) {
    const report = world();
    const { container } = await shown(report);
    expect(container.querySelector(`[data-case="${caseOf(report)}"]`)).not.toBeNull();
    cleanup();
  }
});
