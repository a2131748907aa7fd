/** What `npm run mutate` runs for each changed line: the unit tests of the rooms that are mutated. */
import { defineConfig } from "vitest/config";
import { sourceConfig } from "../build/config.ts";
import { readJson } from "../build/files.ts";
import type { Catalogue } from "../src/core/catalogue.ts";

export default defineConfig({
  ...sourceConfig("chromium", () => readJson<Catalogue>("src/core/catalogue.json")),
  test: {
    include: ["test/{core,probe,background,platform}/**/*.test.{ts,tsx}"],
    exclude: ["test/**/*.fuzz.test.ts", "test/**/*.walk.test.*"],
    restoreMocks: true,
    testTimeout: 60_000,
  },
});
