import { describe, expect, test } from "vitest";
import { isProvenByElimination } from "../../src/core/elimination.ts";
import type { BrowserInfo, Report } from "../../src/core/report.ts";
import { reportOf, rootOf, wellIn, WORLDS } from "../made-up.ts";

const CHROME: Partial<BrowserInfo> = { name: "Chrome", programme: "chrome", version: "156.0.0.0" };

const provenIn = (report: Report) =>
  report.roots.filter((root) => isProvenByElimination(root, report)).map(({ id }) => id);
const ready = (change: Partial<BrowserInfo> = {}) =>
  reportOf("chromium", wellIn.chromium, { ...CHROME, ...change });

describe("a root is proven by elimination", () => {
  test("in Chrome, where each deciding root loads and its control is refused", () => {
    const report = ready();
    expect(provenIn(report)).toEqual(
      report.roots.filter(({ decides }) => decides).map(({ id }) => id),
    );
    expect(provenIn(ready({ version: "138.0.1.1" }))).toHaveLength(4);
  });

  test.each<[string, Partial<BrowserInfo>]>([
    ["in Edge, whose list has other roots", { programme: "microsoft" }],
    ["in an older version", { version: "137.9.0.0" }],
    ["in an unknown version", { version: "" }],
    ["where policies may add roots", { managed: true }],
  ])("not %s", (_, change) => {
    expect(provenIn(ready(change))).toEqual([]);
  });

  test("not where its control gave no answer", () => {
    const report = reportOf(
      "chromium",
      (probe) => (probe.kind === "expired" ? { fails: "timeout" } : wellIn.chromium(probe)),
      CHROME,
    );
    expect(provenIn(report)).toEqual([]);
  });

  test("not where the chain itself was seen, or somebody inspects", () => {
    expect(provenIn(WORLDS["ready, anchors seen"]!())).toEqual([]);
    const inspector = WORLDS["inspected"]!().inspector;
    expect(provenIn({ ...ready(), inspector })).toEqual([]);
  });

  test("not where the list has a root that cross-signed it", () => {
    const report = ready();
    const roots = report.roots.map((root) =>
      rootOf("amazon-root-ca-1").crossSignedBy.includes(root.id)
        ? { ...root, expected: { ...root.expected, carried: true } }
        : root,
    );
    expect(provenIn({ ...report, roots })).toEqual([]);
  });
});
