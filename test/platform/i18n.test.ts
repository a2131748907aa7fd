import { describe, expect, test, vi } from "vitest";
import { formatLanguage, translate, uiLanguage, type MessageKey } from "../../src/platform/i18n.ts";
import { fakeBrowser } from "../fake-browser.ts";

vi.mock("../../src/platform/browser.ts", async () => ({
  browser: (await import("../fake-browser.ts")).fakeBrowser,
}));

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

describe("texts", () => {
  test("come from the browser, filled in", () => {
    expect(translate("optionsSaved", "Name")).toBe("optionsSaved Name");
  });

  test("that are missing are their key", () => {
    expect(translate("missingText" as MessageKey)).toBe("missingText");
  });

  test.each(["ltr", "rtl"])("of the browser's interface run %s", (direction) => {
    fakeBrowser.i18n.language.direction = direction;
    expect(uiLanguage()).toEqual({ tag: "en-GB", direction });
  });
});
