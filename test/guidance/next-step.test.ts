import { describe, expect, test } from "vitest";
import { CASES, type Case } from "../../src/guidance/repair-cases.ts";
import { NEXT_STEP, updatePage } from "../../src/guidance/next-step.ts";
import updatePages from "../../src/guidance/update-pages.json";

describe("the next step", () => {
  test("is known for every case", () => {
    expect(Object.keys(NEXT_STEP).toSorted()).toEqual([...CASES].toSorted());
  });

  test("is an update only where an update can help", () => {
    const updates = CASES.filter((each) => NEXT_STEP[each] === "update-browser");
    expect(updates).toEqual<Case[]>(["outdated-trust-store"]);
  });

  test("is a permission only where one is missing", () => {
    const grants = CASES.filter((each) => NEXT_STEP[each] === "grant-permission");
    expect(grants).toEqual<Case[]>(["permission-missing"]);
  });

  test("is nothing only when all is well, or as an administrator wants it", () => {
    const nothing = CASES.filter((each) => NEXT_STEP[each] === "none");
    expect(nothing).toEqual<Case[]>(["none", "tls-inspection-approved"]);
  });
});

describe("update-pages.json", () => {
  const rows = updatePages.browsers;

  test("has each browser once", () => {
    const names = rows.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(rows.map((row) => [row.name, row] as const))(
    "%s: secure pages, a source and a day",
    (_, row) => {
      for (const url of [row.source, ...(row.page === null ? [] : [row.page])]) {
        const { protocol, username, password, port } = new URL(url);
        expect([protocol, username, password, port]).toEqual(["https:", "", "", ""]);
      }
      expect(row.date).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(new Date(row.date).toISOString().slice(0, 10)).toBe(row.date);
      expect(Object.keys(row)).toEqual(["kind", "name", "page", "source", "date"]);
    },
  );
});

describe("the vendor's page", () => {
  test("is found by the name that the browser gives itself", () => {
    expect(updatePage({ name: "Chrome" })).toBe("https://support.google.com/chrome/answer/95414");
    expect(updatePage({ name: "Microsoft Edge" })).toContain("https://support.microsoft.com/");
  });

  test.each(["Chromium", "chrome", "Chrome ", "toString", ""])("there is none for %j", (name) => {
    expect(updatePage({ name })).toBeNull();
  });
});
