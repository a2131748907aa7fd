import { describe, expect, test } from "vitest";
import {
  ageText,
  dayText,
  keyText,
  listText,
  pemText,
  spanText,
  integerText,
} from "../../src/report-text/format.ts";
import { translateHere as t } from "../preview/view-context.ts";

const MINUTE = 60_000;

test.each([
  [-5 * MINUTE, null],
  [0, null],
  [MINUTE - 1, null],
  [MINUTE, "1 minute ago"],
  [59 * MINUTE + 59_999, "59 minutes ago"],
  [60 * MINUTE, "1 hour ago"],
  [24 * 60 * MINUTE - 1, "23 hours ago"],
  [24 * 60 * MINUTE, "1 day ago"],
  [400 * 24 * 60 * MINUTE, "400 days ago"],
])("an age of %d ms", (ms, text) => {
  expect(ageText(ms, "en")).toBe(text);
});

test.each([
  [0, "1 minute"],
  [6 * MINUTE + 20_000, "6 minutes"],
  [60 * MINUTE, "1 hour"],
  [150 * MINUTE, "3 hours"],
  [3 * 24 * 60 * MINUTE, "3 days"],
])("a span of %d ms", (ms, text) => {
  expect(spanText(ms, "en")).toBe(text);
});

test.each([
  ["2026-11-23", "en", "Nov 23, 2026"],
  ["2038-01-17T23:59:59.000Z", "en", "Jan 17, 2038"],
  ["2015-05-26T00:00:00Z", "de", "26.05.2015"],
  ["not a date", "en", "not a date"],
])("the day %s in %s", (iso, language, text) => {
  expect(dayText(iso, language)).toBe(text);
});

test("names as a list", () => {
  expect(listText(["A", "B", "C"], "en")).toBe("A, B, and C");
  expect(listText(["A", "B"], "de")).toBe("A und B");
});

test("a whole number with grouping", () => {
  expect(integerText(1234.6, "en")).toBe("1,235");
});

test.each([
  [{ algorithm: "RSA", bits: 2048 } as const, "RSA, 2048 bits"],
  [{ algorithm: "ECDSA", curve: "P-384" } as const, "ECDSA, P-384"],
  [{ algorithm: "Ed25519" }, "Ed25519"],
])("the key %o", (key, text) => {
  expect(keyText(key, t)).toBe(text);
});

describe("PEM", () => {
  test("has lines of at most 64 characters between its marks", () => {
    const der = "A".repeat(130);
    expect(pemText(der).split("\n")).toEqual([
      "-----BEGIN CERTIFICATE-----",
      "A".repeat(64),
      "A".repeat(64),
      "AA",
      "-----END CERTIFICATE-----",
      "",
    ]);
  });

  test("of nothing is empty", () => {
    expect(pemText("")).toBe("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n");
  });
});
