import { expect, test } from "vitest";
import { bareMessages } from "../../build/messages.ts";
import { readJson } from "../../build/files.ts";

test("notes for translators are left out, texts and placeholders stay", () => {
  const noted = {
    a: { message: "A", description: "A letter." },
    b: {
      message: "B $NAME$",
      description: "Another.",
      placeholders: { name: { content: "$1", example: "x" } },
    },
  };
  expect(bareMessages(noted)).toEqual({
    a: { message: "A" },
    b: { message: "B $NAME$", placeholders: { name: { content: "$1" } } },
  });
});

test("no key is lost", () => {
  const english = readJson<Parameters<typeof bareMessages>[0]>("public/_locales/en/messages.json");
  expect(Object.keys(bareMessages(english))).toEqual(Object.keys(english));
});
