import { describe, expect, test } from "vitest";
import type { Translate } from "../../src/platform/i18n.ts";
import { countText, plural } from "../../src/report-text/plural.ts";
import { translateHere } from "../preview/view-context.ts";

const english = { t: translateHere, language: "en" };

/** A translator with these texts only; like the browser's, it returns the key of a missing text. */
function translator(texts: Record<string, string>): Translate {
  return (key, ...values) => texts[key]?.replace("#", values[0] ?? "") ?? key;
}

const polish = {
  endpointsCount_one: "# miejsce",
  endpointsCount_few: "# miejsca",
  endpointsCount_many: "# miejsc",
  endpointsCount_other: "# miejsca (ułamek)",
};

describe("English", () => {
  test.each([
    [0, "0 hosts"],
    [1, "1 host"],
    [2, "2 hosts"],
    [1234, "1,234 hosts"],
  ])("%i", (count, text) => {
    expect(countText(english, "endpointsCount", count)).toBe(text);
  });

  test("fills several placeholders, and chooses by the count alone", () => {
    expect(countText(english, "endpointsDone", 1, "1", "0", "1")).toBe(
      "1 host tested: 0 fine, 1 to look at",
    );
    expect(countText(english, "endpointsDone", 44, "44", "42", "2")).toBe(
      "44 hosts tested: 42 fine, 2 to look at",
    );
  });
});

describe("a language with four categories", () => {
  const words = { t: translator(polish), language: "pl" };

  test.each([
    [0, "0 miejsc"],
    [1, "1 miejsce"],
    [2, "2 miejsca"],
    [5, "5 miejsc"],
    [22, "22 miejsca"],
  ])("%i", (count, text) => {
    expect(countText(words, "endpointsCount", count)).toBe(text);
  });

  test("uses `other` where the translation lacks a category", () => {
    const texts = { endpointsCount_other: "# places" };
    const partial = { t: translator(texts), language: "pl" };
    expect(countText(partial, "endpointsCount", 2)).toBe("2 places");
  });
});

test.each([
  ["ja", 1, "other"],
  ["ar", 0, "zero"],
  ["ar", 2, "two"],
  ["fr", 0, "one"],
  ["en", 0, "other"],
])("%s: %i is %s", (language, count, category) => {
  expect(plural(count, language)).toBe(category);
});
