import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { storeAddress, storeChoiceIn } from "../../src/guidance/store-choice.ts";
import { addableRoots, PLACES } from "../../src/guidance/trust-stores.ts";
import { catalogue } from "../made-up.ts";

const roots = addableRoots(catalogue.roots);
const machine = { browser: "chrome", system: "windows" } as const;

function choiceOf(detail: string, query: string): [string, string] {
  const { place, root } = storeChoiceIn({ detail, query }, roots, machine);
  return [place, root?.id ?? "all"];
}

describe("the choice in the address", () => {
  test.each([
    ["", "", "windows", "all"],
    ["", "system=red-hat&root=all", "red-hat", "all"],
    ["", "system=java&root=amazon-root-ca-4", "java", "amazon-root-ca-4"],
    ["amazon-root-ca-2", "", "windows", "amazon-root-ca-2"],
    ["amazon-root-ca-2", "system=debian", "debian", "amazon-root-ca-2"],
    ["amazon-root-ca-2", "root=all", "windows", "all"],
    ["debian", "system=alpine", "alpine", "all"],
    // What is not in the lists counts as absent.
    ["", "system=Red-Hat&root=ALL", "windows", "all"],
    ["", "system=constructor&root=__proto__", "windows", "all"],
    ["", "system=debian&system=alpine", "debian", "all"],
    ["", "system=%E0%A4%A&root=%", "windows", "all"],
    ["", 'system="><img src=x onerror=alert(1)>&root=javascript:alert(1)', "windows", "all"],
  ])("%j, %j: %s, %s", (detail, query, place, root) => {
    expect(choiceOf(detail, query)).toEqual([place, root]);
  });

  test("is always a place and a root that exist", () => {
    const ids = ["all", ...roots.map(({ id }) => id)];
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (detail, query) => {
        const [place, root] = choiceOf(detail, query);
        expect(PLACES).toContain(place);
        expect(ids).toContain(root);
      }),
    );
  });

  test("is what was written", () => {
    for (const place of PLACES) {
      for (const root of [null, ...roots]) {
        const [path, query = ""] = storeAddress({ place, root }).split("?");
        expect(path).toBe("#trust-stores");
        expect(query).toMatch(/^system=[a-z-]+&root=[a-z0-9-]+$/);
        expect(choiceOf("", query)).toEqual([place, root?.id ?? "all"]);
      }
    }
  });
});
