import { describe, expect, test } from "vitest";
import { runTool } from "./repository.ts";

const LIMIT_MS = 120_000;

describe("the repository's own tools find nothing", () => {
  test.each([
    ["tsc", ["--noEmit"]],
    ["oxlint", ["--max-warnings", "0", "--report-unused-disable-directives-severity", "error"]],
    ["oxfmt", ["--check"]],
    ["knip", []],
  ])(
    "%s",
    (tool, args) => {
      const { output, code } = runTool(tool, args);
      expect(code, output).toBe(0);
    },
    LIMIT_MS,
  );
});
