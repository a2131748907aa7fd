// @vitest-environment happy-dom
import { cleanup } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { WORLDS } from "../made-up.ts";
import { open, opened, RUNNING, settle, stage, type Stage } from "./stage.tsx";

/** What an extension's popup/index.html and main.tsx give the page. */
beforeAll(() => {
  document.documentElement.lang = "en";
  document.title = "Trust Ready";
});
afterEach(cleanup);

/** Rules need styles for colours; see test/view/tokens.test.ts for those. */
const RULES = { "color-contrast": { enabled: false } };

/** What axe finds wrong with the page, in words. */
async function faults(): Promise<string[]> {
  const { violations, passes } = await axe.run(document, { rules: RULES });
  expect(passes.length).toBeGreaterThan(10);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const STATES: Record<string, () => Stage> = {
  checking: () => stage({ running: RUNNING }),
  interrupted: () => stage({ running: { ...RUNNING, interrupted: true } }),
  trouble: () => {
    const here = stage();
    here.checkIfDue.mockRejectedValue(new Error("gone"));
    return here;
  },
};

describe("axe has nothing to say of", () => {
  test.each(Object.keys(STATES))("the state %s", async (name) => {
    await open(STATES[name]!());
    await settle();
    expect(await faults()).toEqual([]);
  });

  test.each(Object.keys(WORLDS))("%s, with a row and the rest opened", async (name) => {
    const report = WORLDS[name]!();
    await open(stage({ report }));
    expect(await faults()).toEqual([]);
    for (const { id } of report.roots.slice(0, 2)) await opened(id);
    document.querySelector("details")!.open = true;
    expect(await faults()).toEqual([]);
  });
});

test("axe would speak up", async () => {
  document.body.innerHTML = '<main><h1>A</h1><button></button><img src="a.png"></main>';
  expect(await faults()).toHaveLength(2);
  document.body.innerHTML = "";
});
