// @vitest-environment happy-dom
/** The report page of every made-up world. */
import { cleanup } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WORLDS } from "../../made-up.ts";
import { rootData } from "../../popup/stage.tsx";
import { shown } from "./stage.tsx";

beforeEach(() => {
  document.documentElement.lang = "en";
  document.title = "Report – Trust Ready";
});
afterEach(cleanup);

describe.each(Object.entries(WORLDS))("%s", (_, world) => {
  const report = world();

  test("shows the verdict, a finding and a picture for every root, and every test", async () => {
    const { container } = await shown(report);
    expect(rootData()).toEqual({
      state: "done",
      verdict: report.verdict.code,
      cause: report.verdict.cause,
    });
    const panels = [...container.querySelectorAll<HTMLElement>(".panel[data-root]")];
    expect(panels.map(({ dataset }) => [dataset["root"], dataset["finding"]])).toEqual(
      report.roots.map(({ id, finding }) => [id, finding]),
    );
    for (const panel of panels) expect(panel.querySelectorAll(".link").length).toBeGreaterThan(0);
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
      ".panel[data-root]",
    ];
    const found = order.map((selector) => container.querySelector(selector)!);
    for (const [index, element] of found.slice(1).entries()) {
      const position = found[index]!.compareDocumentPosition(element);
      expect(position & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    }
  });

  test("has no fault that axe knows, with everything unfolded", async () => {
    const { container } = await shown(report);
    for (const each of container.querySelectorAll("details")) each.open = true;
    const { violations } = await axe.run(document, {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(
      violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    ).toEqual([]);
  });
});
