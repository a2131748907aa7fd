import { describe, expect, test } from "vitest";
import messages from "../../public/_locales/en/messages.json";
import { CAUSES } from "../../src/core/vocabulary.ts";

interface Message {
  message: string;
  description: string;
  placeholders?: Record<string, { content: string; example: string }>;
}

const all: [string, Message][] = Object.entries(messages);
const under = (prefix: string) => all.filter(([key]) => key.startsWith(`${prefix}_`));

/** Messages whose text fails, with that text. */
function failing(rows: [string, Message][], sound: (text: string) => boolean): string[] {
  return rows
    .filter(([, { message }]) => !sound(message))
    .map(([key, { message }]) => `${key}: ${message}`);
}

/** Straight quotes, three dots, double blanks. */
function isTypeset(text: string): boolean {
  return !/['"]|\.\.\.| {2}|^ | $/.test(text);
}

function isOneSentence(text: string): boolean {
  return /^[^.…!?]+\.$/.test(text.replaceAll(/\$\w+\$/g, "NAME"));
}

function isSentences(text: string): boolean {
  return /[.]$/.test(text);
}

/** Advice that makes matters worse. */
function isSafe(text: string): boolean {
  return !/switch(ed|ing)? off|turn(ed|ing)? off|disabl|ignor|proceed|add an exception|install/i.test(
    text,
  );
}

describe("the English texts", () => {
  test("are typeset: ’ “ ” …", () => {
    expect(failing(all, isTypeset)).toEqual([]);
  });

  test("have a verdict of one sentence each", () => {
    expect(failing(under("title"), isOneSentence)).toEqual([]);
  });

  test("have details, steps, failures and meanings of whole sentences", () => {
    const rows = ["detail", "step", "failure", "meaning"].flatMap(under);
    expect(failing(rows, isSentences)).toEqual([]);
  });

  test("advise nobody to switch a check off or to go on regardless", () => {
    expect(failing(under("step"), isSafe)).toEqual([]);
  });

  test("give each cause a title, a detail and a step of its own", () => {
    for (const prefix of ["title", "detail", "step"]) {
      const texts = under(prefix).map(([, { message }]) => message);
      expect(new Set(texts).size).toBe(texts.length);
      expect(texts.length).toBeGreaterThanOrEqual(CAUSES.length);
    }
  });

  test("keep the badges of findings short", () => {
    expect(failing(under("finding"), (text) => text.length <= 16)).toEqual([]);
  });

  test("tell translators about each message, and show an example for each placeholder", () => {
    const silent = all.filter(
      ([, { description, placeholders = {} }]) =>
        description.trim() === "" || Object.values(placeholders).some(({ example }) => !example),
    );
    expect(silent.map(([key]) => key)).toEqual([]);
  });
});

describe("a fault would be seen", () => {
  test.each(["Amazon's", 'the "lab"', "Checking...", "two  blanks"])("not typeset: %s", (text) => {
    expect(isTypeset(text)).toBe(false);
  });

  test.each(["No end", "One. Two.", "What now?"])("not one sentence: %s", (text) => {
    expect(isOneSentence(text)).toBe(false);
  });

  test.each(["Turn off certificate checks.", "Disable the firewall.", "Ignore the warning."])(
    "unsafe: %s",
    (text) => {
      expect(isSafe(text)).toBe(false);
    },
  );
});
