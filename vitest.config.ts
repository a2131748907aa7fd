/** Two projects: everything that needs no browser, in parallel; and the real browsers, one file at a time. */
import { configDefaults, defineConfig } from "vitest/config";
import { sourceConfig } from "./build/config.ts";
import { readJson } from "./build/files.ts";
import type { Catalogue } from "./src/core/catalogue.ts";

const BROWSER_TESTS = "test/browsers/**/*.test.ts";
const SECONDS = 1000;

export default defineConfig({
  // Always the built-in one: what `CATALOGUE` names is for builds.
  ...sourceConfig("chromium", () => readJson<Catalogue>("src/core/catalogue.json")),
  test: {
    reporters: ["default", "./test/reporter.ts"],
    restoreMocks: true,
    teardownTimeout: 30 * SECONDS,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: [...configDefaults.exclude, BROWSER_TESTS],
          // Builds and the lab's servers take their time on a machine that is busy.
          testTimeout: 30 * SECONDS,
          hookTimeout: 60 * SECONDS,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "browsers",
          include: [BROWSER_TESTS],
          // Two browsers at once starve each other on a small machine, and the failures mislead.
          fileParallelism: false,
          testTimeout: 120 * SECONDS,
          hookTimeout: 120 * SECONDS,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
