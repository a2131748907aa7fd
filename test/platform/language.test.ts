import { describe, expect, test } from "vitest";
import { formatLanguage } from "../../src/platform/language.ts";

describe("the language to format in", () => {
  test.each([
    ["en", "en-GB", "en-GB"],
    ["en", "en", "en"],
    ["en", "fr-FR", "en"],
    ["pt-BR", "pt-BR", "pt-BR"],
    ["de", "den", "de"],
  ])("texts in %s, browser in %s", (texts, ui, language) => {
    expect(formatLanguage(texts, ui)).toBe(language);
  });
});
