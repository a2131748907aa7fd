// @vitest-environment happy-dom
/** The report page of every made-up world. */
import { cleanup } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WORLDS } from "../../made-up.ts";
import { rootData } from "../../popup/stage.tsx";
import { translateHere as t } from "../../preview/view-context.ts";
import { open, shown } from "./stage.tsx";

beforeEach(() => {
  document.documentElement.lang = "en";
  document.title = "Report – Trust Ready";
});
afterEach(cleanup);

describe.each(Object.entries(WORLDS))("%s", (_, world) => {
  const report = world();

  test("shows the verdict, a finding for every root, and every test", async () => {
    const { container } = await shown(report);
    expect(rootData()).toEqual({
      state: "done",
      verdict: report.verdict.code,
      cause: report.verdict.cause,
    });
    const panels = [...container.querySelectorAll<HTMLElement>("details[data-root]")];
    expect(panels.map(({ dataset }) => [dataset["root"], dataset["finding"]])).toEqual(
      report.roots.map(({ id, finding }) => [id, finding]),
    );
    const { observations, endpoints } = report;
    const tests = observations.length - endpoints.length;
    expect(container.querySelectorAll("tr[data-kind]")).toHaveLength(tests);
    expect(container.querySelectorAll("[data-endpoint]")).toHaveLength(endpoints.length);
  });

  test("leads from what to do to the evidence, never the other way round", async () => {
    const { container } = await shown(report);
    const order = [
      ".card",
      "[data-audience=person]",
      "[data-audience=administrator]",
      "[data-root]",
      ".folds > .fold",
    ];
    const found = order.map((selector) => container.querySelector(selector)!);
    for (const [index, element] of found.slice(1).entries()) {
      const position = found[index]!.compareDocumentPosition(element);
      expect(position & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    }
  });

  test("draws the chains that were seen, and an expected one at most once", async () => {
    const { container } = await shown(report);
    const chainOf = (id: string) => {
      const { observation } = report.roots.find((root) => root.id === id)!;
      return observation === null ? [] : report.observations[observation]!.chain;
    };
    for (const root of container.querySelectorAll<HTMLElement>("[data-root]")) {
      const seen = chainOf(root.dataset["root"]!);
      expect(root.querySelectorAll("[data-chain=observed]")).toHaveLength(seen.length ? 1 : 0);
      expect(root.querySelectorAll(".link")).toHaveLength(seen.length);
      expect(root.querySelector(".chain-expected")).toBeNull();
    }
    const unseen = report.roots.some((root) => {
      const seen = root.observation === null ? null : report.observations[root.observation];
      return root.decides && seen?.evidence !== "anchor";
    });
    const expected = container.querySelectorAll(".chain-expected");
    expect(expected).toHaveLength(unseen ? 1 : 0);
    for (const chain of expected) {
      const heading = chain.closest("details")!.querySelector("summary")!;
      expect(heading.textContent).toBe(t("expectedChain"));
    }
  });

  test("folds the evidence, and says what the folds hold", async () => {
    const { container } = await shown(report);
    expect(container.querySelectorAll(".fold[open], [data-root][open]")).toHaveLength(0);
    const counts = [...container.querySelectorAll(".fold")].map((fold) => {
      const rows = fold.querySelectorAll("tr[data-kind]").length;
      return [fold.querySelector("summary")!.textContent, rows] as const;
    });
    const [tests] = counts.filter(([, rows]) => rows > 0);
    const sum = [...tests![0].matchAll(/\d+/g)].reduce((all, [count]) => all + Number(count), 0);
    expect(sum).toBe(tests![1]);
  });

  test("has no fault that axe knows, with everything unfolded", async () => {
    const log = {
      checkForLog: async () => true,
      readLog: async () => ({ ok: true, proven: 1 }) as const,
    };
    const { container } = await open({ stored: { report }, log });
    expect(container.querySelector("#log") !== null).toBe(report.browser.family === "chromium");
    for (const each of container.querySelectorAll("details")) each.open = true;
    const { violations } = await axe.run(document, {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(
      violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    ).toEqual([]);
  });
});
