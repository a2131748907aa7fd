import { describe, expect, test } from "vitest";
import {
  SET_NAME_LIMIT,
  setFault,
  SETS_LIMIT,
  withoutSet,
  withSet,
  type EndpointSet,
} from "../../src/core/endpoint-sets.ts";

const set = (name: string, ...places: string[]): EndpointSet => ({ name, places });
const some = [set("b", "b.example")];

describe("a set", () => {
  test("stands among the others by its name", () => {
    expect(withSet(some, set(" a ", "a.example"))).toEqual([
      set("a", "a.example"),
      set("b", "b.example"),
    ]);
  });

  test("replaces the one of its name, and leaves what was given alone", () => {
    expect(withSet(some, set("b", "c.example"))).toEqual([set("b", "c.example")]);
    expect(some).toEqual([set("b", "b.example")]);
  });

  test("goes by its name", () => {
    expect(withoutSet(some, "b")).toEqual([]);
    expect(withoutSet(some, "a")).toEqual(some);
  });

  const full = Array.from({ length: SETS_LIMIT }, (_, index) => set(`set ${index}`, "a.example"));
  test.each<[string | null, EndpointSet[], EndpointSet]>([
    [null, some, set("a", "a.example")],
    ["no-name", some, set("  ", "a.example")],
    ["long-name", some, set("x".repeat(SET_NAME_LIMIT + 1), "a.example")],
    ["no-places", some, set("a")],
    ["too-many-sets", full, set("a", "a.example")],
    [null, full, set("set 0", "a.example")],
  ])("is kept, or not: %s", (fault, sets, given) => {
    expect(setFault(sets, given)).toBe(fault);
  });
});
