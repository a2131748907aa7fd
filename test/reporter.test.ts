import type { TestModule } from "vitest/node";
import { expect, test } from "vitest";
import { count, slowest } from "./reporter.ts";

type State = "passed" | "failed" | "skipped" | "pending";

/** A finished test file, as far as counting looks at it. */
function file(states: State[], fileErrors = 0, suiteErrors: number[] = []): TestModule {
  const errors = (number: number) => Array.from({ length: number }, () => ({ message: "x" }));
  return {
    errors: () => errors(fileErrors),
    children: {
      allSuites: () => suiteErrors.map((number) => ({ errors: () => errors(number) })),
      allTests: () => states.map((state) => ({ result: () => ({ state }) })),
    },
  } as unknown as TestModule;
}

test.each([
  ["tests by their result", [file(["passed", "passed", "failed"]), file(["skipped"])], 0, 2, 1, 1],
  ["a file that does not load", [file([], 2), file(["passed"])], 0, 1, 1, 0],
  ["a failed hook of a suite", [file(["skipped", "passed"], 0, [0, 1])], 0, 1, 1, 1],
  ["unhandled errors", [file(["passed"])], 2, 1, 2, 0],
  ["a test that never ended", [file(["pending"])], 0, 0, 1, 0],
  ["nothing", [], 0, 0, 0, 0],
])("counts %s", (_, files, unhandled, passed, failed, skipped) => {
  expect(count(files, unhandled)).toEqual({ passed, failed, skipped });
});

test("names the ten slowest files, the slowest first, by loading and running together", () => {
  const files = Array.from({ length: 12 }, (_, index) => ({
    project: { name: "unit" },
    relativeModuleId: `test/${index}.test.ts`,
    diagnostic: () => ({ collectDuration: 100 * index, duration: 1_000 }),
  }));
  const lines = slowest(files as unknown as TestModule[]);
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe("    2.1 s  unit  test/11.test.ts");
  expect(lines[9]).toBe("    1.2 s  unit  test/2.test.ts");
});
