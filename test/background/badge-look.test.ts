import { expect, test } from "vitest";
import { lookOf } from "../../src/background/badge-look.ts";
import { BADGE_REASONS, type BadgeReason } from "../../src/core/badge.ts";
import { translateHere as t } from "../preview/view-context.ts";

const reasons = Object.keys(BADGE_REASONS) as BadgeReason[];

test("every badge tells by a sign and by words, and none has words alone or a sign alone", () => {
  for (const reason of reasons) {
    const { text, title } = lookOf(reason, t);
    expect([reason, text.length <= 4, (text === "") === (title === "")]).toEqual([
      reason,
      true,
      true,
    ]);
    expect([reason, text === "!"]).toEqual([reason, BADGE_REASONS[reason] === "alert"]);
  }
});

test("white text on each of them has contrast enough", () => {
  const light = (hex: string) => {
    const [red, green, blue] = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  for (const reason of reasons) {
    expect(1.05 / (light(lookOf(reason, t).color) + 0.05)).toBeGreaterThanOrEqual(4.5);
  }
});
