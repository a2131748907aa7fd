import { expect, test } from "vitest";
import { bareMessages } from "../../build/messages.ts";
import { readJson } from "../../build/files.ts";

test("what is for translators is left out: notes, examples and names of placeholders", () => {
  const noted = {
    a: { message: "A", description: "A letter." },
    b: {
      message: "B $NAME$, $other$ and $$",
      description: "Another.",
      placeholders: { name: { content: "$1", example: "x" } },
    },
  };
  expect(bareMessages(noted)).toEqual({
    a: { message: "A" },
    b: { message: "B $1, $other$ and $$" },
  });
});

test("no key is lost", () => {
  const english = readJson<Parameters<typeof bareMessages>[0]>("public/_locales/en/messages.json");
  expect(Object.keys(bareMessages(english))).toEqual(Object.keys(english));
});
