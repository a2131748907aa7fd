/** The tests in which two reports differ. */
import type { Observation } from "../../core/observation.ts";
import type { Report } from "../../core/report.ts";

export interface ChangedTest {
  url: string;
  /** Null if that report has no such test. */
  before: Observation | null;
  after: Observation | null;
}

/** Tests, matched by URL, whose outcome or failure differs, in the order of the first report. */
export function changedTests(before: Report, after: Report): ChangedTest[] {
  return testPairs(before, after).filter(
    (pair) => outcomeKey(pair.before) !== outcomeKey(pair.after),
  );
}

/** All tests of two reports, matched by URL. */
export function testPairs(before: Report, after: Report): ChangedTest[] {
  const [one, other] = [before, after].map(
    // If a URL was tested twice, the last test.
    ({ observations }) => new Map(observations.map((seen) => [seen.url, seen])),
  ) as [Map<string, Observation>, Map<string, Observation>];
  return [...new Set([...one.keys(), ...other.keys()])].map((url) => ({
    url,
    before: one.get(url) ?? null,
    after: other.get(url) ?? null,
  }));
}

function outcomeKey(seen: Observation | null): string {
  return seen === null ? "" : `${seen.outcome} ${seen.failure?.code ?? ""}`;
}
