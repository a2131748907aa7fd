import { expect, test } from "vitest";
import { inVersion, type Scenario } from "./scenario.ts";
import { READY, undecided } from "./scenarios/expect.ts";

const blocked = undecided("blocked", "reset");
const scenario: Scenario = {
  name: "made-up",
  summary: "Made up",
  trusted: [],
  rules: [],
  expected: blocked,
  older: {
    chromium: { upTo: 120, expected: { chromium: READY.chromium } },
    firefox: { upTo: 140, cannot: "It has no way" },
  },
};

test.each(["120.0.6099.224", "99.0"])("Chromium %s says what older versions say", (version) => {
  const { expected } = inVersion(scenario, "chromium", version);
  expect(expected).toEqual({ chromium: READY.chromium, firefox: blocked.firefox });
});

test.each(["121.0", "156.0.8078.108", ""])("Chromium %j says what is expected today", (version) => {
  expect(inVersion(scenario, "chromium", version)).toBe(scenario);
});

test("where an older version cannot be brought into the state, it has a reason and no expectation", () => {
  const { expected, cannot } = inVersion(scenario, "firefox", "140.12.0");
  expect(expected).toEqual({ chromium: blocked.chromium });
  expect(cannot).toEqual({ firefox: "It has no way" });
  expect(inVersion(scenario, "firefox", "153.8.0").expected).toEqual(blocked);
});
