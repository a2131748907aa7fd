// @vitest-environment happy-dom
import { act, cleanup, waitFor } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SeenPage } from "../../src/core/seen-page.ts";
import type { StoredCheckState } from "../../src/view/popup-state.ts";
import { consoleOf, failure, seenPage, WORLDS } from "../made-up.ts";
import { translateHere as t } from "../preview/view-context.ts";
import { open, RUNNING, settle, stage } from "./stage.tsx";

beforeEach(() => {
  document.documentElement.lang = "en";
  document.title = "Trust Ready";
});
afterEach(cleanup);

const report = WORLDS["ready, anchors seen"]!();

describe("the console page in view", () => {
  const on = async (page: SeenPage, stored: Partial<StoredCheckState> = { report }) => {
    const shown = await open(stage(stored, {}, consoleOf(true, page)));
    // The component is loaded when there is a page to show.
    await waitFor(() => expect(shown.container.querySelector(".page-seen")).not.toBeNull());
    return shown;
  };
  const INSPECTING = { name: "Corp CA", organization: null, spkiSha256: null, product: null };
  const refused = seenPage({
    observation: failure("untrusted-issuer", { kind: "endpoint", root: null }),
    found: { finding: "not-trusted", authority: "unseen", anchor: null, inspector: null },
  });

  test("is told with its host, its finding and its chain", async () => {
    const { container } = await on(seenPage());
    const section = container.querySelector<HTMLElement>(".page-seen")!;
    expect(section.dataset["pageFinding"]).toBe("trusted");
    expect(section.textContent).toContain("eu-central-1.console.aws.amazon.com");
    expect(section.textContent).toContain(t("endpointMeaning_amazon_anchor", "Amazon Root CA 1"));
    expect(section.querySelectorAll(".certificate")).toHaveLength(3);
    expect(section.querySelector("[data-match]")!.getAttribute("data-match")).toBe(
      "amazon-root-ca-1",
    );
  });

  test("is explained where it was refused, before a check has ended too", async () => {
    for (const stored of [{ report }, { running: RUNNING }]) {
      const { container } = await on(refused, stored);
      const section = container.querySelector(".page-seen")!;
      expect(section.textContent).toContain(t("failure_untrusted_issuer"));
      expect(section.querySelector(".certificate")).toBeNull();
      cleanup();
    }
  });

  test.each<[string, Partial<SeenPage["found"]>, string]>([
    ["another public authority", { authority: "public", anchor: null }, "came with the browser"],
    ["a root that was added", { authority: "local", anchor: null }, "was added to this computer"],

    ["an exception", { finding: "exception" }, t("endpointMeaning_exception")],
    ["nothing to be told", { finding: "inconclusive" }, t("endpointMeaning_unclear")],
    ["a cross-sign", { finding: "trusted-by-cross-sign" }, t("endpointMeaning_private_cross_sign")],
    ["Amazon by name", { anchor: null }, t("endpointMeaning_amazon_issuer")],
    [
      "an inspection",
      { finding: "inspected", anchor: null, inspector: { ...INSPECTING, approved: false } },
      t("endpointMeaning_inspected", "\u2068Corp CA\u2069"),
    ],
    [
      "an approved one",
      { finding: "inspected", anchor: null, inspector: { ...INSPECTING, approved: true } },
      t("endpointMeaning_inspected_approved", "\u2068Corp CA\u2069"),
    ],
  ])("in words: %s", async (_, found, words) => {
    const page = seenPage();
    const { container } = await on({ ...page, found: { ...page.found, ...found } });
    expect(container.querySelector(".page-seen")!.textContent).toContain(words);
  });

  test("is in doubt where it was refused before", async () => {
    const { found } = seenPage();
    const doubtful = { ...found, finding: "inconclusive" } as const;
    const { container } = await on(seenPage({ doubted: true, found: doubtful }));
    expect(container.querySelector(".page-seen")!.textContent).toContain(t("pageDoubted"));
  });

  test("says what it met where it was refused again: not that it loads", async () => {
    const observation = failure("untrusted-issuer", { kind: "endpoint", root: null });
    const found = { ...seenPage().found, finding: "not-trusted" } as const;
    const { container } = await on(seenPage({ doubted: true, observation, found }));
    expect(container.querySelector(".page-seen")!.textContent).not.toContain(t("pageDoubted"));
  });

  test("is not there where none was seen", async () => {
    const { container } = await open(stage({ report }));
    expect(container.querySelector(".page-seen")).toBeNull();
  });

  test("has no fault that axe knows", async () => {
    for (const page of [seenPage(), refused]) {
      const { container } = await on(page);
      for (const each of container.querySelectorAll("details")) each.open = true;
      const rules = { "color-contrast": { enabled: false } };
      expect((await axe.run(document, { rules })).violations).toEqual([]);
      cleanup();
    }
  });
});

describe("the watch on console pages", () => {
  test("is offered, and switched on in one press, the question first", async () => {
    const order: string[] = [];
    const ports = {
      ...consoleOf(),
      request: async () => {
        order.push("request");
        return true;
      },
      want: async () => void order.push("want"),
    };
    const { container } = await open(stage({ report }, {}, ports));
    expect(container.querySelector(".watch-offer")!.textContent).toBe(t("watchOfferShort"));
    await act(() => container.querySelector<HTMLElement>("[data-watch]")!.click());
    expect(order).toEqual(["request", "want"]);
  });

  test("is asked for where an organisation wants it and the browser does not allow it yet", async () => {
    const { container } = await open(stage({ report }, { watchConsole: true }));
    expect(container.querySelector(".watch-offer")!.textContent).toContain(t("watchWanted"));
  });

  test("is not offered where a policy is against it, nor once it was switched on", async () => {
    const against = { ...consoleOf(), forbidden: async () => true };
    const { container } = await open(stage({ report }, {}, against));
    expect(container.querySelector(".watch-offer")).toBeNull();
    cleanup();
    const shown = await open(stage({ report }, {}, consoleOf(true)));
    await act(() => shown.container.querySelector<HTMLElement>("[data-watch]")!.click());
    await settle();
    expect(shown.container.querySelector(".watch-offer")).toBeNull();
  });

  test("is not offered where it is on", async () => {
    const { container } = await open(stage({ report }, { watchConsole: true }, consoleOf(true)));
    expect(container.querySelector(".watch-offer")).toBeNull();
  });
});
