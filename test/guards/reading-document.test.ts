/** `docs/reading.md` names every kind, and every finding with its level. */
import { expect, test } from "vitest";
import { LEVEL_OF } from "../../src/reading/finding-codes.ts";
import { read } from "./repository.ts";

const document = read("docs/reading.md");

test("has every finding with its level, in the order of the source", () => {
  const rows = [...document.matchAll(/^\| `([a-z-]+)` \| (problem|note|good) \|/gm)];
  expect(rows.map(([, code, level]) => [code, level])).toEqual(Object.entries(LEVEL_OF));
});

test("has every kind", () => {
  const model = read("src/reading/model.ts");
  const type = /export type Kind =([\s\S]*?);/.exec(model)![1]!;
  const kinds = [...type.matchAll(/\| "([a-z-]+)"/g)].map(([, kind]) => kind!);
  expect(kinds.length).toBeGreaterThan(10);
  const section = document.slice(document.indexOf("## Kinds"), document.indexOf("## Findings"));
  expect(kinds.filter((kind) => !section.includes(`\`${kind}\``))).toEqual([]);
});
