// @vitest-environment happy-dom
/** A saved report of every made-up world, opened at the help desk. */
import { cleanup } from "@testing-library/preact";
import { afterEach, expect, test } from "vitest";
import { caseOf } from "../../../src/guidance/situation.ts";
import { WORLDS } from "../../made-up.ts";
import { faults, openDesk } from "./stage.tsx";

afterEach(() => {
  cleanup();
  location.hash = "";
});

test.each(Object.entries(WORLDS))("is shown whole: %s", async (_, world) => {
  const report = world();
  const { container, paste } = await openDesk("open");
  await paste(JSON.stringify(report));
  expect(container.querySelector(`[data-verdict="${report.verdict.code}"]`)).not.toBeNull();
  expect(container.querySelector(`[data-case="${caseOf(report)}"]`)).not.toBeNull();
  expect(container.querySelectorAll("details[data-root]")).toHaveLength(report.roots.length);
  const { observations, endpoints } = report;
  const tests = observations.length - endpoints.length;
  expect(container.querySelectorAll("tr[data-kind]")).toHaveLength(tests);
  expect(container.querySelectorAll("[data-endpoint]")).toHaveLength(endpoints.length);
  expect(container.querySelector("[data-training]")).toBeNull();
  expect(await faults()).toEqual([]);
});
