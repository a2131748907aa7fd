import Ajv2020 from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import schema from "../../public/report.schema.json";
import { CHECKS, faultIn, PASSIVE, type Schema } from "../../src/core/json-schema.ts";
import { WORLDS } from "../made-up.ts";

const conforms = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

/** Every keyword of a schema and of those within it. */
function keywordsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(keywordsOf);
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([keyword, rule]) => {
    if (keyword === "const" || keyword === "enum") return [keyword];
    const named = keyword === "properties" || keyword === "$defs";
    const within = named ? Object.values(rule as object).flatMap(keywordsOf) : keywordsOf(rule);
    return [keyword, ...within];
  });
}

type Holder = Record<string, unknown>;

function ways(node: unknown, above: string[] = []): string[][] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const way = [...above, key];
    return [way, ...ways(value, way)];
  });
}

const VALUES: unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1000,
  "",
  "valid",
  "a".repeat(1026),
  "😀".repeat(1025),
  "ab".repeat(32),
  "2026-11-24T09:00:00Z",
  [],
  [1, 1],
  ["a", "a"],
  {},
  { algorithm: "RSA" },
  { algorithm: "RSA", bits: 1 },
  { constructor: 1 },
  JSON.parse('{"__proto__": {"algorithm": "DSA"}}'),
];

/** A report with one to three parts replaced, taken out, added or doubled. */
function mutated(text: string, picks: readonly (readonly [number, number, number])[]): unknown {
  const report: unknown = JSON.parse(text);
  for (const [place, kind, value] of picks) {
    const all = ways(report);
    const way = all[place % all.length]!;
    const holder = way.slice(0, -1).reduce((node, key) => (node as Holder)[key], report) as Holder;
    const key = way.at(-1)!;
    const other: unknown = JSON.parse(JSON.stringify(VALUES[value % VALUES.length]));
    if (kind % 4 === 0) holder[key] = other;
    else if (kind % 4 === 1) delete holder[key];
    else if (kind % 4 === 2) Object.assign(holder, { [`${key}x`]: holder[key] });
    else if (Array.isArray(holder)) holder.push(holder[Number(key)]);
    else holder[key] = [holder[key]];
  }
  // A hole in an array is no JSON.
  return JSON.parse(JSON.stringify(report));
}

describe("the own check of the report's schema", () => {
  test("knows every keyword of the schema, and the schema uses every one that it knows", () => {
    const used = new Set(keywordsOf(schema));
    expect([...used].toSorted()).toEqual([...Object.keys(CHECKS), ...PASSIVE].toSorted());
  });

  test("throws at a keyword, type or reference that it does not know", () => {
    expect(() => faultIn({}, { dependentRequired: {} })).toThrow("dependentRequired");
    expect(() => faultIn({}, { type: "number" })).toThrow("number");
    expect(() => faultIn({}, { $ref: "#/$defs/a", $defs: {} })).toThrow("#/$defs/a");
  });

  test.each(Object.keys(WORLDS))("passes the report of: %s", (name) => {
    expect(faultIn(JSON.parse(JSON.stringify(WORLDS[name]!())), schema)).toBeNull();
  });

  test("says of thousands of changed reports what ajv says", { timeout: 120_000 }, () => {
    const names = ["ready, anchors seen", "hostile names", "dns", "exception"];
    const texts = new Map(names.map((name) => [name, JSON.stringify(WORLDS[name]!())]));
    const tally = { good: 0, bad: 0 };
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.array(fc.tuple(fc.nat(5000), fc.nat(3), fc.nat(100)), { minLength: 1, maxLength: 3 }),
        (name, picks) => {
          const report = mutated(texts.get(name)!, picks);
          const good = conforms(report);
          tally[good ? "good" : "bad"] += 1;
          return (faultIn(report, schema) === null) === good;
        },
      ),
      { numRuns: 4000 },
    );
    expect(tally.good).toBeGreaterThan(20);
    expect(tally.bad).toBeGreaterThan(1000);
  });

  test.each<[Schema, unknown, string]>([
    [{ properties: { a: { type: "string" } } }, { a: 1 }, "/a"],
    [{ properties: { "a/b~": { const: 1 } } }, { "a/b~": 2 }, "/a~1b~0"],
    [{ items: { minimum: 1 } }, [1, 0], "/1"],
    [{ properties: {}, additionalProperties: false }, { extra: 1 }, "/extra"],
    [{ anyOf: [{ type: "null" }, { properties: { a: { type: "null" } } }] }, { a: 1 }, "/a"],
  ])("names the place of a fault: %j %j", (rule, value, where) => {
    expect(faultIn(value, rule)).toBe(where);
  });

  test.each<[Schema, unknown[]]>([
    [{ type: "string", maxLength: 2 }, ["😀😀", "😀😀😀"]],
    [{ type: "string", minLength: 2 }, ["😀", "ab"]],
    [{ type: "string", pattern: "^.$" }, ["😀", "ab"]],
    [{ type: "integer", minimum: 1, maximum: 2 }, [0, 1, 1.5, 2, 3, "1"]],
    [{ type: "array", minItems: 1, maxItems: 2, uniqueItems: true }, [[], [1], [1, 1], [1, 2, 3]]],
    [{ type: "object", propertyNames: { maxLength: 1 } }, [{ a: 1 }, { ab: 1 }]],
    [
      { type: "object", properties: { a: true }, additionalProperties: false },
      [{ a: 1 }, { constructor: 1 }, { toString: 1 }, []],
    ],
    [{ type: "object", required: ["toString"] }, [{ toString: 1 }]],
    [{ type: ["string", "null"] }, [null, "", 0, {}]],
    [{ const: null }, [null, 0]],
    [{ not: { enum: ["a", null] } }, ["a", null, "b"]],
    [{ if: { const: 1 }, then: { type: "string" }, else: { type: "integer" } }, [1, 2, "a"]],
  ])("says what ajv says of %j", (rule, values) => {
    const check = new Ajv2020({ strict: false }).compile(rule);
    const sound = rule["properties"] ? { ...rule, properties: { a: {} } } : rule;
    expect(values.map((value) => faultIn(value, sound) === null)).toEqual(
      values.map((value) => check(value)),
    );
  });
});
