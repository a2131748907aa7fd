/**
 * Four projects. `unit`: the code room by room, run on every change. `guards`: the repository as a whole, builds, lab
 * servers, and walks of every page through every made-up world (`*.walk.test.*`). `fuzz`: random input, a seeded sample
 * of it unless the mode is `full`. `browsers`: the extension in real browsers.
 */
import { availableParallelism } from "node:os";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";
import { sourceConfig } from "./build/config.ts";
import { readJson } from "./build/files.ts";
import type { Catalogue } from "./src/core/catalogue.ts";
import LongestFirst from "./test/sequencer.ts";

const BROWSERS = "test/browsers/**/*.test.ts";
const FUZZ = "test/**/*.fuzz.test.ts";
const GUARDS = [
  ...["guards", "build", "cli", "lab", "policies"].map((room) => `test/${room}/**/*.test.ts`),
  "test/**/*.walk.test.{ts,tsx}",
];
const SECONDS = 1000;
const MINUTES = 60 * SECONDS;

type ProjectTests = NonNullable<
  Exclude<TestProjectConfiguration, string | Function | Promise<unknown>>["test"]
>;

export default defineConfig(({ mode }) => ({
  // Always the built-in one: what `CATALOGUE` names is for builds.
  ...sourceConfig("chromium", () => readJson<Catalogue>("src/core/catalogue.json")),
  test: {
    reporters: ["default", "./test/reporter.ts"],
    restoreMocks: true,
    teardownTimeout: 30 * SECONDS,
    sequence: { sequencer: LongestFirst },
    // One for each core. By default vitest leaves one core idle, which on a small machine is half of it.
    maxWorkers: availableParallelism(),
    projects: [
      project("unit", {
        include: ["test/**/*.test.{ts,tsx}"],
        exclude: [...GUARDS, FUZZ, BROWSERS],
      }),
      project("guards", { include: GUARDS }),
      // Projects do not learn the mode by themselves.
      project("fuzz", { include: [FUZZ], testTimeout: 10 * MINUTES, env: { MODE: mode } }),
      project("browsers", {
        include: [BROWSERS],
        // More files at once than cores: most of a browser test is waiting for servers, timeouts and the browser.
        maxWorkers: availableParallelism() + 1,
        // Real browsers hang once in a thousand tests. What fails twice is a fault of ours.
        retry: 1,
        testTimeout: 2 * MINUTES,
        hookTimeout: 2 * MINUTES,
        sequence: { groupOrder: 1 },
      }),
    ],
  },
}));

/** A project with the sources' settings, and with time enough for builds and servers on a busy machine. */
function project(name: string, settings: ProjectTests): TestProjectConfiguration {
  return {
    extends: true,
    test: {
      name,
      testTimeout: 30 * SECONDS,
      hookTimeout: MINUTES,
      sequence: { groupOrder: 0 },
      ...settings,
    },
  };
}
