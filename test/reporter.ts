/**
 * Prints the ten slowest test files, and `N passed, N failed, N skipped` as the very last line of a test run. What
 * failed outside a test (a file that does not load, a hook, an unhandled error) is added to the failed, one each.
 */
import type { Reporter, TestModule, TestRunEndReason, Vitest } from "vitest/node";

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const SLOWEST = 10;

/** One line for each of the slowest files, the slowest first: seconds, project, path from the repository's root. */
export function slowest(modules: readonly TestModule[]): string[] {
  return modules
    .map((module) => ({ module, ms: timeOf(module) }))
    .toSorted((one, other) => other.ms - one.ms)
    .slice(0, SLOWEST)
    .map(({ module, ms }) => {
      const seconds = (ms / 1000).toFixed(1).padStart(7);
      return `${seconds} s  ${module.project.name}  ${module.relativeModuleId}`;
    });
}

/** Time for loading, hooks and tests of a file, in ms. */
function timeOf(module: TestModule): number {
  const { collectDuration, duration } = module.diagnostic();
  return collectDuration + duration;
}

/** Counts what a finished run did. */
export function count(modules: readonly TestModule[], unhandled: number): Counts {
  const counts: Counts = { passed: 0, failed: unhandled, skipped: 0 };
  for (const module of modules) {
    if (module.errors().length > 0) counts.failed += 1;
    for (const suite of module.children.allSuites()) {
      if (suite.errors().length > 0) counts.failed += 1;
    }
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      // A test without a result never ran to its end.
      counts[state === "pending" ? "failed" : state] += 1;
    }
  }
  return counts;
}

export default class LastLine implements Reporter {
  /** Until a run ends, something kept it from ending: that is a failure. */
  #counts: Counts = { passed: 0, failed: 1, skipped: 0 };
  #slowest: string[] = [];

  onInit(vitest: Vitest): void {
    if (vitest.config.watch) return;
    // At exit, because vitest and its reporters still write after the end of the run.
    process.once("exit", () => {
      const { passed, failed, skipped } = this.#counts;
      if (this.#slowest.length > 1) {
        process.stdout.write(`Slowest files:\n${this.#slowest.join("\n")}\n\n`);
      }
      if (failed > 0 && !process.exitCode) process.exitCode = 1;
      process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
    });
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    unhandled: readonly unknown[],
    reason: TestRunEndReason,
  ): void {
    this.#counts = count(modules, unhandled.length);
    this.#slowest = slowest(modules);
    // No test file found, for one.
    if (reason !== "passed" && this.#counts.failed === 0) this.#counts.failed = 1;
  }
}
