import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  filledLink,
  mailLink,
  telephoneLink,
  TICKET_TEXT_LIMIT,
} from "../../src/core/ticket-link.ts";

const texts = { code: "K7M2-9QXT", verdict: "action-needed", cause: "missing-root", report: "a b" };

describe("filledLink", () => {
  test("replaces every placeholder, wherever and however often it stands", () => {
    expect(filledLink("https://d.example/{code}?v={verdict}&r={report}#{code}", texts)).toBe(
      "https://d.example/K7M2-9QXT?v=action-needed&r=a%20b#K7M2-9QXT",
    );
  });

  test("fills nothing twice and knows no pattern of replacement", () => {
    const given = { ...texts, code: "{report}$&", report: "x" };
    expect(filledLink("https://d.example/?c={code}", given)).toBe(
      "https://d.example/?c=%7Breport%7D%24%26",
    );
  });

  test("whatever the text, the link keeps its host, its path and its other parameters", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(text, text, (code, report) => {
        const link = filledLink("https://d.example/new?c={code}&r={report}&z=1", {
          ...texts,
          code,
          report,
        });
        const { origin, pathname, searchParams, hash } = new URL(link);
        expect([origin, pathname, hash]).toEqual(["https://d.example", "/new", ""]);
        expect([...searchParams.keys()]).toEqual(["c", "r", "z"]);
        expect(searchParams.get("c")).toBe(code.replaceAll(/\p{Cs}/gu, "\uFFFD"));
      }),
    );
  });

  test("cuts a long text between characters", () => {
    const link = filledLink("mailto:a@example.com?body={report}", {
      ...texts,
      report: "😀".repeat(TICKET_TEXT_LIMIT + 1),
    });
    const body = decodeURIComponent(link.split("body=")[1]!);
    expect(body).toBe("😀".repeat(TICKET_TEXT_LIMIT));
  });

  test("takes half a character for what it is", () => {
    expect(filledLink("https://d.example/{code}", { ...texts, code: "a\uD800" })).toBe(
      "https://d.example/a%EF%BF%BD",
    );
  });
});

test.each([
  ["+1 (206) 555-0100 x12", "tel:+12065550100;ext=12"],
  ["+44 (0)20 7946 0000", "tel:+442079460000"],
  ["(0)20 7946 0000", "tel:02079460000"],
  ["555.0100 ext. 7", "tel:5550100;ext=7"],
  ["112", "tel:112"],
])("%s is dialled as %s", (number, link) => {
  expect(telephoneLink(number)).toBe(link);
});

test("an address cannot add fields to a mail", () => {
  expect(mailLink("a?cc=b&c%@example.com")).toBe("mailto:a%3Fcc%3Db%26c%25@example.com");
});
