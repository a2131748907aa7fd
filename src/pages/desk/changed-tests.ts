/** What two reports saw differently, test by test. */
import type { Observation } from "../../core/observation.ts";
import type { Report } from "../../core/report.ts";

export interface ChangedTest {
  url: string;
  /** Null where that report has no such test. */
  before: Observation | null;
  after: Observation | null;
}

/** The tests whose outcome or failure differs, in the order of the first report; tests are the same by address. */
export function changedTests(before: Report, after: Report): ChangedTest[] {
  const [one, other] = [before, after].map(
    // Of one that was repeated, the last.
    ({ observations }) => new Map(observations.map((seen) => [seen.url, seen])),
  ) as [Map<string, Observation>, Map<string, Observation>];
  return [...new Set([...one.keys(), ...other.keys()])]
    .map((url) => ({ url, before: one.get(url) ?? null, after: other.get(url) ?? null }))
    .filter((pair) => gist(pair.before) !== gist(pair.after));
}

function gist(seen: Observation | null): string {
  return seen === null ? "" : `${seen.outcome} ${seen.failure?.code ?? ""}`;
}
