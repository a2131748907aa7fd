import { describe, expect, test } from "vitest";
import { firstFormat } from "../../src/platform/stored-format.ts";

const one = firstFormat<string>("local", "size");
const two = one.next<number>(Number);
const three = two.next<{ size: number }>((size) => ({ size }));

const stored = (entry: Record<string, unknown>) => entry["size"];

describe("a stored format", () => {
  test("reads what it stored itself", () => {
    expect(one.entry("7")).toEqual({ size: { version: 1, value: "7" } });
    expect(one.read(stored(one.entry("7")))).toBe("7");
    expect(three.read(stored(three.entry({ size: 7 })))).toEqual({ size: 7 });
  });

  test("migrates what each earlier version stored, step by step", () => {
    expect(two.read(stored(one.entry("7")))).toBe(7);
    expect(three.read(stored(one.entry("7")))).toEqual({ size: 7 });
    expect(three.read(stored(two.entry(7)))).toEqual({ size: 7 });
  });

  test("reads a newer version as absent, and knows that it is newer", () => {
    expect(two.read(stored(three.entry({ size: 7 })))).toBeUndefined();
    expect(two.isNewer(stored(three.entry({ size: 7 })))).toBe(true);
    expect(two.isNewer(stored(two.entry(7)))).toBe(false);
    expect(two.isNewer(stored(one.entry("7")))).toBe(false);
  });

  test("never migrates a value that its migration was not written for", () => {
    expect(one.read(stored(two.entry(7)))).toBeUndefined();
    expect(three.read({ version: 0, value: "7" })).toBeUndefined();
    expect(three.read({ version: 1.5, value: "7" })).toBeUndefined();
  });

  test.each([
    undefined,
    null,
    7,
    "text",
    [],
    {},
    { value: 7 },
    { version: 1 },
    { version: "1", value: 7 },
  ])("reads anything else as absent: %j", (value) => {
    expect(two.read(value)).toBeUndefined();
    expect(two.isNewer(value)).toBe(false);
  });
});
