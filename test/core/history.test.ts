import { describe, expect, test } from "vitest";
import { HISTORY_LIMIT, prependSummary } from "../../src/core/history.ts";
import { differences, summaryOf, type Difference, type Summary } from "../../src/core/summary.ts";
import { WORLDS } from "../made-up.ts";

const [firstWorld] = Object.values(WORLDS);
const ready = summaryOf(firstWorld!());

function changed(change: Partial<Summary>): Summary {
  return { ...ready, ...change };
}

function withRoot(id: string, change: Partial<Summary["roots"][number]>): Summary {
  return changed({
    roots: ready.roots.map((root) => (root.id === id ? { ...root, ...change } : root)),
  });
}

describe("a history", () => {
  test("has the newest check first", () => {
    const second = changed({ id: "second" });
    expect(prependSummary([ready], second).map(({ id }) => id)).toEqual(["second", ready.id]);
  });

  test("forgets the oldest when it is full", () => {
    const full = Array.from({ length: HISTORY_LIMIT }, (_, index) => changed({ id: `${index}` }));
    const after = prependSummary(full, changed({ id: "new" }));
    expect(after).toHaveLength(HISTORY_LIMIT);
    expect(after[0]!.id).toBe("new");
    expect(after.at(-1)!.id).toBe(`${HISTORY_LIMIT - 2}`);
  });

  test("holds a check once", () => {
    const other = changed({ id: "other" });
    expect(prependSummary([other, ready], ready).map(({ id }) => id)).toEqual([ready.id, "other"]);
  });
});

test.each(Object.entries(WORLDS))("the gist of %s says what the report says", (_, world) => {
  const report = world();
  const summary = summaryOf(report);
  expect(summary).toMatchObject({
    id: report.id,
    verdict: report.verdict.code,
    cause: report.verdict.cause,
    baselineLoaded: report.baseline.loaded,
  });
  expect(summary.roots.map(({ id, finding }) => [id, finding])).toEqual(
    report.roots.map(({ id, finding }) => [id, finding]),
  );
});

describe("differences", () => {
  test("are none between a summary and itself, nor for its id and time", () => {
    expect(differences(ready, ready)).toEqual([]);
    expect(differences(ready, changed({ id: "x", finishedAt: "2027-01-01T00:00:00Z" }))).toEqual(
      [],
    );
  });

  const CA_2 = "amazon-root-ca-2";
  const before = ready.roots.find(({ id }) => id === CA_2)!;
  const found = { finding: before.finding, evidence: before.evidence };
  test.each<[string, Summary, Difference[]]>([
    [
      "verdict and cause",
      changed({ verdict: "inconclusive", cause: "dns" }),
      [
        { about: "verdict", before: ready.verdict, after: "inconclusive" },
        { about: "cause", before: ready.cause, after: "dns" },
      ],
    ],
    [
      "a finding",
      withRoot(CA_2, { finding: "inspected" }),
      [{ about: "finding", root: CA_2, before: found, after: { ...found, finding: "inspected" } }],
    ],
    [
      "a root that is not there any more",
      changed({ roots: ready.roots.filter(({ id }) => id !== CA_2) }),
      [{ about: "finding", root: CA_2, before: found, after: null }],
    ],
    [
      "the baseline",
      changed({ baselineLoaded: !ready.baselineLoaded }),
      [{ about: "baseline", before: ready.baselineLoaded, after: !ready.baselineLoaded }],
    ],
    [
      "the browser's version",
      changed({ browser: { ...ready.browser, version: "1" } }),
      [
        {
          about: "browser",
          before: `${ready.browser.name} ${ready.browser.version}`,
          after: `${ready.browser.name} 1`,
        },
      ],
    ],
    [
      "the inspector",
      changed({ inspector: "Example CA" }),
      [{ about: "inspector", before: null, after: "Example CA" }],
    ],
    [
      "the tool",
      changed({ toolVersion: "9" }),
      [{ about: "tool", before: ready.toolVersion, after: "9" }],
    ],
    [
      "the catalogue",
      changed({ catalogueDate: "2027-01-01" }),
      [{ about: "catalogue", before: ready.catalogueDate, after: "2027-01-01" }],
    ],
  ])("tell of %s", (_, after, expected) => {
    expect(differences(ready, after)).toEqual(expected);
  });

  test("tell of another anchor only where both browsers showed one", () => {
    const anchored = (anchor: string) => withRoot(CA_2, { evidence: "anchor", anchor });
    expect(differences(anchored(CA_2), anchored("starfield-services-g2"))).toEqual([
      { about: "anchor", root: CA_2, before: CA_2, after: "starfield-services-g2" },
    ]);
    const unseen = withRoot(CA_2, { evidence: "load", anchor: null });
    expect(differences(anchored(CA_2), unseen)).toEqual([]);
  });
});
