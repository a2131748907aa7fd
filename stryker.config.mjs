/** Mutation testing of the code that decides: `npm run mutate`, or `npm run mutate -- --mutate src/core/clock.ts`. */
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "test/mutation.config.ts" },
  mutate: ["src/{core,probe,background,platform}/**/*.ts"],
  ignorePatterns: ["dist"],
  // A file that does not exist: TypeScript 7 has no interface with which it could be rewritten.
  tsconfigFile: "no-tsconfig.json",
  coverageAnalysis: "perTest",
  ignoreStatic: true,
  incremental: true,
  incrementalFile: ".cache/mutation.json",
  tempDirName: ".cache/mutation",
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { allowColor: false, reportTests: false },
  concurrency: 2,
};
