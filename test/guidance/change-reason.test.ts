import { describe, expect, test } from "vitest";
import { summaryOf, type Summary } from "../../src/core/summary.ts";
import { CAUSES } from "../../src/core/vocabulary.ts";
import { changeReason } from "../../src/guidance/change-reason.ts";
import { WORLDS } from "../made-up.ts";

const refused = summaryOf(WORLDS["one root missing"]!());
const inspected = summaryOf(WORLDS["inspected"]!());
const inChrome = (summary: Summary): Summary => ({
  ...summary,
  browser: { name: "Chrome", version: "156.0" },
});

describe("the reason for a change", () => {
  test("is Firefox's own doing where an added root is trusted that was refused before", () => {
    expect(refused.browser.name).toBe("Firefox");
    expect(changeReason(refused, inspected)).toBe("enterprise-roots");
    const unproven = { ...refused, verdict: "inconclusive", cause: "tls-inspection" } as const;
    expect(changeReason(unproven, inspected)).toBe("enterprise-roots");
  });

  test("is not known the other way round, in other browsers, or between two of them", () => {
    expect(changeReason(inspected, refused)).toBeNull();
    expect(changeReason(inspected, inspected)).toBeNull();
    expect(changeReason(inChrome(refused), inChrome(inspected))).toBeNull();
    expect(changeReason(inChrome(refused), inspected)).toBeNull();
    expect(changeReason(refused, inChrome(inspected))).toBeNull();
  });

  test.each(
    CAUSES.filter(
      (cause) => !["missing-root", "outdated-trust-store", "tls-inspection"].includes(cause),
    ),
  )("is not known after a check whose cause was %s", (cause) => {
    expect(changeReason({ ...refused, verdict: "inconclusive", cause }, inspected)).toBeNull();
  });
});
