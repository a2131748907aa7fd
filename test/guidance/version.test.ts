import { describe, expect, test } from "vitest";
import { standingOf } from "../../src/guidance/version.ts";
import { catalogue } from "../made-up.ts";

const release = { major: 156, outdatedBelow: 140 };

describe("a version", () => {
  test.each([
    ["1", "far-behind"],
    ["139.0.9999.999", "far-behind"],
    ["140.0.0.0", "behind"],
    ["155.9.9.9", "behind"],
    ["156", "current"],
    ["156.0.8078.79", "current"],
    ["157.0", "newer"],
    ["1560.0", "newer"],
    ["", "unknown"],
    ["Nightly", "unknown"],
  ])("%j is %s", (version, standing) => {
    expect(standingOf(version, release)).toBe(standing);
  });

  test.each(catalogue.browsers)("of $family is judged by its own row", (row) => {
    const at = (major: number) => standingOf(`${major}.0`, row);
    expect(at(row.outdatedBelow - 1)).toBe("far-behind");
    expect(at(row.outdatedBelow)).toBe("behind");
    expect(at(row.major)).toBe("current");
    expect(at(row.major + 1)).toBe("newer");
  });
});
