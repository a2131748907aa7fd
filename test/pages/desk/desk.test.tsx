// @vitest-environment happy-dom
import { act, cleanup, fireEvent } from "@testing-library/preact";
import { afterEach, describe, expect, test } from "vitest";
import { REPORT_LIMIT } from "../../../src/core/shared-forms.ts";
import type { Report } from "../../../src/core/report.ts";
import {
  contentOf,
  encodeContent,
  supportCode,
  type CodeContent,
} from "../../../src/core/support-code.ts";
import { CALL_STEPS, callStep } from "../../../src/guidance/call.ts";
import { EXTENSION_MENUS } from "../../../src/guidance/extension-menus.ts";
import { testedHosts } from "../../../src/guidance/repair.ts";
import { changedTests } from "../../../src/pages/desk/changed-tests.ts";
import { PARTS } from "../../../src/pages/desk/part.ts";
import { comparedFacts, summaryOf } from "../../../src/core/summary.ts";
import { writeReport } from "../../../src/report-text/forms.ts";
import { catalogue, START, WORLDS } from "../../made-up.ts";
import { settle } from "../../popup/stage.tsx";
import { viewHere, translateHere as t } from "../../preview/view-context.ts";
import { faults, openDesk } from "./stage.tsx";

afterEach(() => {
  cleanup();
  location.hash = "";
});

const text = (report: Report) => JSON.stringify(report);
const ready = WORLDS["ready, anchors seen"]!();
const missing = WORLDS["one root missing"]!();

describe("the page", () => {
  test.each(PARTS)(
    "shows the part %s under its heading, without a fault that axe knows",
    async (part) => {
      const { container } = await openDesk(part);
      expect(container.querySelector("main")!.dataset["part"]).toBe(part);
      expect(container.querySelectorAll("h1")).toHaveLength(1);
      expect(container.querySelector(".topics [aria-current=page]")!.getAttribute("href")).toBe(
        `#${part}`,
      );
      expect(document.title).toContain(container.querySelector("h1")!.textContent);
      expect(await faults()).toEqual([]);
    },
  );

  test.each(["", "nothing", "%", "code/%E0"])("shows its first part at #%s", async (part) => {
    const { container } = await openDesk(part);
    expect(container.querySelector("main")!.dataset["part"]).toBe("code");
  });

  test("opens what another page gave it", async () => {
    const { container } = await openDesk("open", null, {}, text(missing));
    expect(container.querySelector("[data-case]")!.getAttribute("data-case")).toBe("missing-root");
    expect(container.querySelector("textarea")!.value).toBe(text(missing));
  });

  test("follows the address, and begins at the heading", async () => {
    const { container } = await openDesk("code");
    await act(() => {
      location.hash = "#call";
      dispatchEvent(new Event("hashchange"));
    });
    await settle();
    expect(container.querySelector("main")!.dataset["part"]).toBe("call");
    expect(document.activeElement).toBe(container.querySelector("h1"));
  });
});

test("a code that is typed in shows its picture", async () => {
  const { container } = await openDesk("code");
  const field = container.querySelector("main input")!;
  await act(() => void fireEvent.input(field, { target: { value: supportCode(missing)! } }));
  expect(container.querySelector("[data-cause=missing-root]")).not.toBeNull();
  expect(container.querySelector("[data-case=missing-root]")).not.toBeNull();
});

describe("a saved report", () => {
  test("comes from a file as well", async () => {
    const { container, readFile } = await openDesk("open");
    const field = container.querySelector("input[type=file]")!;
    const choose = async (file: File) => {
      await act(() => void fireEvent.change(field, { target: { files: [file] } }));
      await settle();
    };
    await choose(new File([text(missing)], "report.json"));
    expect(container.querySelector("[data-cause=missing-root]")).not.toBeNull();
    readFile.mockRejectedValue(new Error("gone"));
    await choose(new File(["x"], "report.json"));
    expect(container.querySelector("[data-fault=unreadable]")).not.toBeNull();
    expect(container.querySelector("[data-cause]")).toBeNull();
    readFile.mockClear();
    await choose(new File(["x".repeat(REPORT_LIMIT + 1)], "report.json"));
    expect(container.querySelector("[data-fault=too-large]")).not.toBeNull();
    expect(readFile).not.toHaveBeenCalled();
  });

  test.each([
    ["other-text", "hello"],
    ["other-json", "{}"],
    ["empty", "  "],
    ["cut-off", text(ready).slice(0, 5000)],
    ["newer", `{"format": "trust-ready-report", "version": 9}`],
    ["invalid", text({ ...ready, online: "<img src=x>" as unknown as boolean })],
  ])("that cannot be shown is said to be %s, and nothing of it is shown", async (fault, given) => {
    const { container, paste } = await openDesk("open");
    await paste(given);
    expect(container.querySelector(`[data-fault="${fault}"]`)!.textContent).not.toBe("");
    expect(container.querySelector("[data-verdict]")).toBeNull();
    expect(container.querySelector("main img")).toBeNull();
    if (fault === "invalid") expect(container.textContent).toContain("/online");
    expect(await faults()).toEqual([]);
  });

  test.each(["text", "markdown", "csv"] as const)("opens from its code as %s", async (form) => {
    const { container, paste } = await openDesk("open");
    const nobody = { supportName: "", supportEmail: "", supportPhone: "", supportUrl: "" };
    await paste(writeReport(form, missing, viewHere, nobody));
    expect(container.querySelector(`[data-form=${form}]`)!.textContent).toBe(
      t(`openedFrom_${form}`),
    );
    expect(container.querySelector("[data-cause=missing-root]")).not.toBeNull();
    expect(container.querySelector("[data-code-of]")!.getAttribute("data-code-of")).toBe(
      supportCode(missing),
    );
    expect(await faults()).toEqual([]);
  });

  test("opens at once when it is pasted, and from a file that is dropped or pasted", async () => {
    const { container } = await openDesk("open");
    const field = container.querySelector("textarea")!;
    const value = supportCode(missing)!;
    await act(
      () => void fireEvent.input(field, { target: { value }, inputType: "insertFromPaste" }),
    );
    expect(container.querySelector("[data-form=code]")).not.toBeNull();
    const send = async (event: "paste" | "drop", file: File) => {
      const data = { files: [file] };
      const sent = new Event(event, { bubbles: true, cancelable: true });
      Object.assign(sent, { clipboardData: data, dataTransfer: data });
      await act(() => void field.dispatchEvent(sent));
      await settle();
    };
    await send("drop", new File([text(missing)], "report.json"));
    expect(container.querySelector("[data-form]")).toBeNull();
    expect(container.querySelectorAll("[data-root]")).toHaveLength(missing.roots.length);
    await send("paste", new File(["x"], "screen.png", { type: "image/png" }));
    expect(container.querySelector("[data-fault=picture]")).not.toBeNull();
    expect(container.querySelector("[data-verdict]")).toBeNull();
  });

  test("shows the first of several codes, and the others on demand", async () => {
    const { container, paste, click } = await openDesk("open");
    const other = supportCode(WORLDS["dns"]!())!;
    await paste(`Then ${supportCode(missing)}, now ${other}`);
    expect(container.querySelector("[data-cause=missing-root]")).not.toBeNull();
    expect(container.querySelectorAll("[data-found]")).toHaveLength(2);
    await click(`[data-found="${other}"]`);
    expect(container.querySelector("[data-cause=missing-root]")).toBeNull();
    expect(container.querySelector("[data-cause=dns]")).not.toBeNull();
    expect(await faults()).toEqual([]);
  });

  test("of training is marked for as long as it is shown", async () => {
    const { container, paste } = await openDesk("open");
    await paste(text({ ...ready, training: true }));
    expect(container.querySelector("[data-training]")!.textContent).toContain("TRAINING");
    await paste(text(ready));
    expect(container.querySelector("[data-training]")).toBeNull();
    await paste(supportCode({ ...ready, training: true })!);
    expect(container.querySelector("[data-training]")).not.toBeNull();
  });
});

describe("two reports", () => {
  test("that say the same are said to", async () => {
    const { container, paste } = await openDesk("open");
    await paste(text(ready));
    await paste(text(ready), 1);
    expect(container.querySelector("[data-differences]")!.textContent).toContain(t("compareSame"));
    expect(container.querySelector("[data-url]")).toBeNull();
  });

  test("are shown with what differs, and with nothing else", async () => {
    const { container, paste, click } = await openDesk("open", ready);
    await paste(text(missing));
    await click("[data-own]");
    const shown = container.querySelector("[data-differences]")!;
    expect(shown.querySelector("[data-short]")!.textContent).toBe(
      "Caller: Amazon Root CA 2 refused, the other 3 trusted. This browser: all 4 are trusted.",
    );
    expect(factsIn(shown)).toEqual({
      [t("aboutVerdict")]: [t("verdict_action_needed"), t("verdict_ready")],
      [t("aboutCause")]: [t("cause_missing_root"), t("cause_none")],
      "Amazon Root CA 2": [t("finding_not_trusted"), t("finding_trusted")],
    });
    expect(shown.textContent).not.toContain(t("compareSame"));
    const { unchanged } = shown.querySelector<HTMLDetailsElement>("[data-unchanged]")!.dataset;
    const all = comparedFacts(summaryOf(missing), summaryOf(ready)).length;
    const { length } = changedTests(missing, ready);
    expect(Number(unchanged)).toBe(all - 3 + ready.observations.length - length);
    expect(shown.querySelectorAll("details[open]")).toHaveLength(0);
    const rows = [...shown.querySelectorAll<HTMLElement>("[data-url]")];
    expect(rows.map(({ dataset }) => dataset["url"])).toEqual(
      changedTests(missing, ready).map(({ url }) => url),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(ready.observations.length);
    for (const row of rows) expect(row.textContent).toMatch(/rootca2/);
    expect(await faults()).toEqual([]);
  });

  test("are put in the order of their times", async () => {
    const later = { ...ready, finishedAt: new Date(START + 3_600_000).toISOString() };
    const { container, paste } = await openDesk("open");
    await paste(text(later));
    await paste(text(WORLDS["all roots missing"]!()), 1);
    expect(container.querySelector("[data-short]")!.textContent).toBe(
      "Then: all 4 were refused. Now: all 4 are trusted.",
    );
  });

  test("are labelled by their evidence, as on the caller's page", async () => {
    const { container, paste } = await openDesk("open");
    await paste(text(WORLDS["all roots missing"]!()));
    await paste(text(WORLDS["ready, only loads"]!()), 1);
    const shown = container.querySelector("[data-differences]")!;
    expect(shown.querySelector("[data-short]")!.textContent).toBe(
      "Then: all 4 were refused. Now: all 4 load.",
    );
    expect(factsIn(shown)["Amazon Root CA 1"]).toEqual([
      t("finding_not_trusted"),
      t("finding_trusted_path"),
    ]);
  });

  test("of which one is a code are compared by what a code holds", async () => {
    const { container, paste } = await openDesk("open");
    await paste(text(WORLDS["ready, only loads"]!()));
    await paste(supportCode(WORLDS["ready, only loads"]!())!, 1);
    const shown = container.querySelector("[data-differences]")!;
    expect(shown.textContent).toContain(t("compareSame"));
    expect(shown.textContent).toContain(t("compareCodes"));
    expect(shown.querySelector("[data-short]")!.textContent).toBe("Both times: all 4 load.");
    await paste(supportCode(missing)!, 1);
    expect(Object.keys(factsIn(shown))).toContain("Amazon Root CA 2");
    expect(Object.keys(factsIn(shown))).not.toContain(t("about_tool"));
  });

  describe("as codes", () => {
    const inspected: CodeContent = {
      ...contentOf(WORLDS["inspected"]!()),
      family: "chromium",
      browser: "Chrome",
      major: 150,
      os: "win",
      inspection: "seen",
      product: "Zscaler",
      clock: "right",
      controls: { expired: "refused", revoked: "refused" },
      baselineLoaded: true,
    };

    async function compared(one: CodeContent, other: CodeContent | Report): Promise<Element> {
      const { container, paste } = await openDesk("open");
      await paste(encodeContent(one));
      await paste("id" in other ? text(other) : encodeContent(other), 1);
      return container.querySelector("[data-differences]")!;
    }

    const sameIn = (shown: Element) =>
      [...shown.querySelectorAll("[data-unchanged] li")].map(({ textContent }) => textContent!);

    test.each<[string, string, Partial<CodeContent>, string, string]>([
      ["product", t("codeInspected"), { product: "Netskope" }, "Zscaler", "Netskope"],
      [
        "approval",
        t("codeInspected"),
        { inspection: "approved" },
        t("codeInspection_seen"),
        t("codeInspection_approved"),
      ],
      ["system", t("fieldSystem"), { os: "mac" }, "Windows", "macOS"],
      [
        "clock",
        t("fieldClock"),
        { clock: "days-behind" },
        t("codeClock_right"),
        t("codeClock_days_behind"),
      ],
      [
        "a clock that one does not know",
        t("fieldClock"),
        { clock: "unknown" },
        t("codeClock_right"),
        t("codeClock_unknown"),
      ],
      [
        "the expired control",
        t("codeExpired"),
        { controls: { expired: "loaded", revoked: "refused" } },
        t("controlExpired_refused"),
        t("controlExpired_loaded"),
      ],
      [
        "the revoked control",
        t("codeRevoked"),
        { controls: { expired: "refused", revoked: "void" } },
        t("controlRevoked_refused"),
        t("controlRevoked_void"),
      ],
      [
        "comparison site",
        t("aboutBaseline"),
        { baselineLoaded: false },
        t("loaded"),
        t("notLoaded"),
      ],
      ["browser", t("fieldBrowser"), { major: 151 }, "Chrome 150", "Chrome 151"],
      [
        "catalogue",
        t("fieldCatalogue"),
        { builtInCatalogue: false },
        t("codeCatalogueBuiltIn"),
        t("codeCatalogueOther"),
      ],
    ])("differ in %s alone", async (_, about, change, before, after) => {
      const shown = await compared(inspected, { ...inspected, ...change });
      expect(shown.textContent).not.toContain(t("compareSame"));
      const rows = factsIn(shown);
      expect(Object.keys(rows)).toEqual([about]);
      expect(rows[about]![0]).toContain(before);
      expect(rows[about]![1]).toContain(after);
      expect(sameIn(shown).some((line) => line.startsWith(`${about}:`))).toBe(false);
    });

    test("name as the same all that both know, and nothing else", async () => {
      const known = await compared(inspected, inspected);
      expect(known.textContent).toContain(t("compareSame"));
      expect(sameIn(known).map((line) => line.split(":")[0])).toEqual([
        t("aboutVerdict"),
        t("aboutCause"),
        ...inspected.roots
          .filter(({ finding }) => finding !== "inconclusive")
          .map(({ id }) => catalogue.roots.find((root) => root.id === id)!.name),
        t("codeInspected"),
        t("aboutBaseline"),
        t("fieldBrowser"),
        t("fieldSystem"),
        t("fieldClock"),
        t("codeExpired"),
        t("codeRevoked"),
      ]);
      cleanup();
      const unknown: CodeContent = {
        ...inspected,
        verdict: "inconclusive",
        cause: "unknown",
        roots: inspected.roots.map(({ id }) => ({ id, finding: "inconclusive" })),
        major: 0,
        os: "other",
        clock: "unknown",
        inspection: "none",
        product: null,
        controls: { expired: "void", revoked: "void" },
      };
      const shown = await compared(unknown, unknown);
      expect(sameIn(shown).map((line) => line.split(":")[0])).toEqual([
        t("aboutVerdict"),
        t("codeInspected"),
        t("aboutBaseline"),
      ]);
    });

    test("never call two later versions the same", async () => {
      const latest = { ...inspected, major: 10_000 };
      const shown = await compared(latest, latest);
      expect(sameIn(shown).some((line) => line.startsWith(t("fieldBrowser")))).toBe(false);
    });

    test("are compared with a whole report by the report's own content", async () => {
      const whole = WORLDS["inspected"]!();
      const content = contentOf(whole);
      const alike = await compared(content, whole);
      expect(alike.textContent).toContain(t("compareSame"));
      for (const line of sameIn(alike)) expect(line).not.toMatch(/:\s*$/);
      cleanup();
      const os = content.os === "mac" ? "win" : "mac";
      expect(Object.keys(factsIn(await compared({ ...content, os }, whole)))).toEqual([
        t("fieldSystem"),
      ]);
    });
  });

  test("are explained where Firefox may itself have begun to trust an added root", async () => {
    const { container, paste } = await openDesk("open");
    await paste(text(missing));
    await paste(text(WORLDS["inspected"]!()), 1);
    expect(container.querySelector("[data-reason]")!.textContent).toBe(
      t("changeReason_enterprise_roots"),
    );
  });

  test("cannot be compared while this browser has none", async () => {
    const { container, paste, click } = await openDesk("open", null);
    await paste(text(missing));
    await click("[data-own]");
    expect(container.querySelector("[data-fault=no-report]")).not.toBeNull();
    expect(container.querySelector("[data-differences]")).toBeNull();
  });

  test("differ in a test that only one of them made", () => {
    const shorter = { ...ready, observations: ready.observations.slice(1) };
    const url = ready.observations[0]!.url;
    expect(changedTests(ready, shorter)).toMatchObject([{ url, after: null }]);
    expect(changedTests(shorter, ready)).toMatchObject([{ url, before: null }]);
    expect(changedTests(ready, ready)).toEqual([]);
  });
});

/** The rows of a comparison's table: what differs, before and after. */
function factsIn(shown: Element): Record<string, string[]> {
  const rows = [...shown.querySelectorAll("tr[data-about]")].map((row) =>
    [...row.children].map(({ textContent }) => textContent!),
  );
  return Object.fromEntries(rows.map(([about, ...values]) => [about!, values]));
}

describe("a guided call", () => {
  /** The answers that lead from the start to a step. */
  function wayTo(goal: string): string[] {
    const ways = new Map([["popup", [] as string[]]]);
    for (const [id, way] of ways) {
      for (const { id: answer, to } of callStep(id).answers)
        if (!ways.has(to)) ways.set(to, [...way, answer]);
    }
    return ways.get(goal)!;
  }

  test.each(CALL_STEPS.map(({ id }) => id))("comes to %s", async (id) => {
    const { container, click } = await openDesk("call");
    for (const answer of wayTo(id)) await click(`[data-answer="${answer}"]`);
    expect(container.querySelector<HTMLElement>("[data-step]")!.dataset["step"]).toBe(id);
    expect(container.querySelectorAll("[data-answer]")).toHaveLength(callStep(id).answers.length);
    expect(await faults()).toEqual([]);
  });

  test.each(EXTENSION_MENUS)("names $id's own page of extensions", async ({ id, page }) => {
    const { container, click } = await openDesk("call");
    const answers = ["no-icon", id, "not-there", "no"];
    for (const answer of answers) await click(`[data-answer="${answer}"]`);
    expect(container.querySelector("[data-step=extensions-page] p")!.textContent).toBe(
      t("callSay_extensions_page", page),
    );
    await click("[data-answer=switched-off]");
    await click("[data-answer=no]");
    expect(container.querySelector("[data-step=policy]")!.textContent).toContain(
      t("callSay_policy"),
    );
  });

  test("hands over with hosts of the catalogue and the caller's code", async () => {
    const { container, click, copy } = await openDesk("call");
    for (const answer of wayTo("hand-over-dns")) await click(`[data-answer="${answer}"]`);
    const field = container.querySelector("[data-step] input")!;
    await act(() => void fireEvent.input(field, { target: { value: "234-678" } }));
    await click(".command button");
    const lines = copy.mock.calls[0]![0].split("\n");
    expect(lines).toEqual(expect.arrayContaining(testedHosts(catalogue)));
    expect(lines).toContain(t("handOver_dns"));
    expect(lines.at(-1)).toBe(t("handOverCode", "234-678"));
  });

  test("goes back, and starts over, each time at the heading", async () => {
    const { container, click } = await openDesk("call");
    const step = () => container.querySelector<HTMLElement>("[data-step]")!.dataset["step"];
    expect(container.querySelector("[data-back]")).toBeNull();
    await click("[data-answer=opened]");
    await click("[data-answer=shows-ready]");
    expect(step()).toBe("ready");
    expect(document.activeElement).toBe(container.querySelector("#call-step"));
    await click("[data-back]");
    expect(step()).toBe("verdict");
    await click("[data-restart]");
    expect(step()).toBe("popup");
  });
});

describe("training", () => {
  test("axe has nothing to say of a situation with everything unfolded", async () => {
    const { container } = await openDesk("training");
    const select = container.querySelector("select")!;
    const id = "tls-inspection-firefox-windows";
    await act(() => void fireEvent.change(select, { target: { value: id } }));
    expect(await faults()).toEqual([]);
  });
});
