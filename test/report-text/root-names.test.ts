import { describe, expect, test } from "vitest";
import type { CatalogueRoot, StoreRow } from "../../src/core/catalogue.ts";
import { decidingNames, rootNames, signerNames } from "../../src/report-text/root-names.ts";
import { catalogue, rootOf } from "../made-up.ts";
import { translateHere as t } from "../preview/view-context.ts";

const english = { t, language: "en" };
const AMAZON = "Amazon Root CA";

test.each([
  [[], ""],
  [[`${AMAZON} 1`], `${AMAZON} 1`],
  [[`${AMAZON} 1`, `${AMAZON} 2`], `${AMAZON} 1 and 2`],
  [[`${AMAZON} 1`, `${AMAZON} 2`, `${AMAZON} 3`], `${AMAZON} 1 to 3`],
  [[`${AMAZON} 9`, `${AMAZON} 10`, `${AMAZON} 11`], `${AMAZON} 9 to 11`],
  [[`${AMAZON} 1`, `${AMAZON} 3`, `${AMAZON} 4`], `${AMAZON} 1, 3, and 4`],
  [[`${AMAZON} 3`, `${AMAZON} 2`, `${AMAZON} 1`], `${AMAZON} 3, 2, and 1`],
  [
    [`${AMAZON} 1`, "Amazon Root G2", `${AMAZON} 2`],
    `${AMAZON} 1, Amazon Root G2, and ${AMAZON} 2`,
  ],
  [["Other CA 1", `${AMAZON} 2`, `${AMAZON} 3`], `Other CA 1, ${AMAZON} 2, and ${AMAZON} 3`],
  [["7", "8"], "7 and 8"],
])("names %j", (names, text) => {
  expect(
    rootNames(
      names.map((name) => ({ name })),
      english,
    ),
  ).toBe(text);
});

describe("the deciding roots", () => {
  const four = catalogue.roots.filter(({ id }) => /^amazon-root-ca-[1-4]$/.test(id));
  const stores = (status: StoreRow["status"]) =>
    four[3]!.stores.map((row) => (row.programme === "chrome" ? { ...row, status } : row));
  const fifth = (change: Partial<CatalogueRoot>): CatalogueRoot[] => [
    ...four,
    { ...four[3]!, id: "amazon-root-ca-5", name: `${AMAZON} 5`, ...change },
    rootOf("starfield-services-g2"),
  ];

  test("are named by what the catalogue says", () => {
    expect(decidingNames(four, english)).toBe(`${AMAZON} 1 to 4`);
    expect(decidingNames(fifth({}), english)).toBe(`${AMAZON} 1 to 5`);
    expect(decidingNames(fifth({ decides: false }), english)).toBe(`${AMAZON} 1 to 4`);
  });

  test("of a root programme are only those that it includes", () => {
    expect(decidingNames(fifth({ stores: stores("included") }), english, "chrome")).toBe(
      `${AMAZON} 1 to 5`,
    );
    const lacking = fifth({ stores: stores("not-included") });
    expect(decidingNames(lacking, english, "chrome")).toBe(`${AMAZON} 1 to 4`);
    expect(decidingNames(lacking, english, "mozilla")).toBe(`${AMAZON} 1 to 5`);
  });
});

test("the signers of roots are each named once", () => {
  const eu = catalogue.roots.filter(({ id }) => id.endsWith("-eu-m1"));
  expect(signerNames(eu, catalogue.roots, english)).toBe(`${AMAZON} 1, 3, and 4`);
  expect(signerNames([...eu, ...eu], catalogue.roots, english)).toBe(`${AMAZON} 1, 3, and 4`);
  expect(signerNames([rootOf("amazon-root-ca-2")], catalogue.roots, english)).toBe(
    rootOf("starfield-services-g2").name,
  );
});
