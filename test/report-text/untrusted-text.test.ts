import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isolated, visible } from "../../src/report-text/untrusted-text.ts";

/** Text of any characters, often with hostile ones. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.string({ unit: "grapheme", maxLength: 400 }),
  fc.string({
    unit: fc.constantFrom(
      "a",
      "\u202E",
      "\u2069",
      "\u200D",
      "\u0301",
      "⟨",
      "⟩",
      "\uD800",
      "…",
      "𝔘",
    ),
  }),
);

/** Reads the escapes back. */
function unescaped(text: string): string {
  return text.replaceAll(/⟨U\+([0-9A-F]{4,6})⟩/g, (_, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  );
}

describe("visible", () => {
  test.each([
    ["an ordinary name", "Amazon Root CA 1"],
    ["other scripts", "Агентство 証明書 شهادة אישור"],
    ["accents, composed and not", "Émile E\u0301mile"],
    ["typographic signs and spaces", "Peer’s “Certificate”: 1\u00A0%… – ok"],
    ["emoji of one character", "🔒"],
    ["markup", "<img src=x onerror=alert(1)> &amp;"],
    ["nothing", ""],
  ])("leaves %s alone", (_, text) => {
    expect(visible(text)).toBe(text);
  });

  test.each([
    ["a bidi override", "a\u202Eb", "a⟨U+202E⟩b"],
    ["a bidi isolate", "a\u2067b", "a⟨U+2067⟩b"],
    ["a direction mark", "a\u200Fb", "a⟨U+200F⟩b"],
    ["a zero-width space", "goo\u200Bgle", "goo⟨U+200B⟩gle"],
    ["a zero-width joiner", "a\u200Db", "a⟨U+200D⟩b"],
    ["a byte-order mark", "\uFEFFa", "⟨U+FEFF⟩a"],
    ["a soft hyphen", "a\u00ADb", "a⟨U+00AD⟩b"],
    ["an annotation mark", "a\uFFF9b", "a⟨U+FFF9⟩b"],
    ["a null", "a\0b", "a⟨U+0000⟩b"],
    ["a line break", "a\r\nb", "a⟨U+000D⟩⟨U+000A⟩b"],
    ["a line separator", "a\u2028b", "a⟨U+2028⟩b"],
    ["an escape sequence", "\u001B[31m", "⟨U+001B⟩[31m"],
    ["a blank that is a letter", "a\u3164b\u2800", "a⟨U+3164⟩b⟨U+2800⟩"],
    ["a variation selector", "a\uFE0F", "a⟨U+FE0F⟩"],
    ["a tag character", "a\u{E0041}", "a⟨U+E0041⟩"],
    ["a private-use character", "\uE000", "⟨U+E000⟩"],
    ["half a surrogate pair", "a\uD83Db", "a⟨U+D83D⟩b"],
    ["a forged escape", "⟨U+0041⟩", "⟨U+27E8⟩U+0041⟨U+27E9⟩"],
    ["a heap of marks", "e\u0301\u0301\u0301\u0301\u0301!", "e\u0301\u0301\u0301\u0301⟨U+0301⟩!"],
  ])("shows %s", (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test("cuts what is long in its middle", () => {
    const shown = visible(`start ${"x".repeat(5_000_000)} end`);
    expect(shown).toHaveLength(130 + 3 + 60);
    expect(shown).toMatch(/^start x+⟨…⟩x+ end$/);
  });

  test("keeps 200 characters whole", () => {
    expect(visible("x".repeat(200))).toBe("x".repeat(200));
    expect(visible("x".repeat(201))).toContain("⟨…⟩");
  });

  test("cuts what is long only when written out, and never through an escape", () => {
    const shown = visible("\u202E".repeat(40));
    expect(shown).toBe(`${"⟨U+202E⟩".repeat(16)}⟨…⟩${"⟨U+202E⟩".repeat(7)}`);
  });

  test("never cuts through a character of two halves", () => {
    const shown = visible("x" + "𝔘".repeat(300));
    expect(shown).toMatch(/^x𝔘+⟨…⟩𝔘+$/u);
  });

  test("whatever comes: nothing hidden is left, and nothing long", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = visible(text);
        expect(shown.length).toBeLessThanOrEqual(200);
        expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
        expect(shown).not.toMatch(/\p{M}{5}/u);
      }),
    );
  });

  test("whatever comes: what was not cut can be read back", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = visible(text);
        fc.pre(!shown.includes("⟨…⟩"));
        expect(unescaped(shown)).toBe(text);
      }),
    );
  });

  test("whatever comes: a cut text keeps its start and its end", () => {
    fc.assert(
      fc.property(anyText, fc.nat(300), (text, more) => {
        const long = text + "-".repeat(201 + more) + text;
        const [start, end] = visible(long).split("⟨…⟩");
        expect(long.startsWith(unescaped(start!))).toBe(true);
        expect(long.endsWith(unescaped(end!))).toBe(true);
      }),
    );
  });
});

describe("quoted", () => {
  test("isolates the text from the sentence around it", () => {
    expect(isolated("CA")).toBe("\u2068CA\u2069");
  });

  test("cannot be left from the inside", () => {
    expect(isolated("a\u2069\u202Eb")).toBe("\u2068a⟨U+2069⟩⟨U+202E⟩b\u2069");
    fc.assert(
      fc.property(anyText, (text) => {
        expect(isolated(text).match(/[\u2066-\u2069]/g)).toHaveLength(2);
      }),
    );
  });
});
