/** Mutated logs: the reader never throws, never hangs, and claims no proof that the log does not have. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { planCheck } from "../../../src/core/plan.ts";
import { readLog } from "../../../src/probe/log/read.ts";
import { SEED } from "../../fuzz.ts";
import { catalogue } from "../../made-up.ts";

const PLAN = planCheck(catalogue, "chrome");
const LOGS = ["second-check", "chromium-138", "untrusted-root", "inspected-untrusted"].map((name) =>
  readFileSync(new URL(`logs/${name}.netlog`, import.meta.url), "utf8"),
);

const hostile = fc.oneof(
  fc.constantFrom(
    '"__proto__"',
    '{"__proto__":{"id":1}}',
    "1e999",
    "-0",
    "null",
    "[]",
    "{}",
    '""',
    '"\\ud800"',
    `"${"a".repeat(100_000)}"`,
    "[[[[[[[[",
    '"https://valid.rootca1.demo.amazontrust.com/"',
    "9007199254740993",
  ),
  fc.json({ maxDepth: 3 }),
);

/** A value of a log in JSON: a number, a text or a flag. */
const VALUE = /-?\d+|"(?:[^"\\]|\\.)*"(?!:)|true|false/g;

interface Mutation {
  log: number;
  lines: {
    at: number;
    how: "drop" | "twice" | "cut" | "value" | "swap";
    which: number;
    by: string;
  }[];
  cut: number | null;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  log: fc.nat(LOGS.length - 1),
  lines: fc.array(
    fc.record({
      at: fc.nat(1_000),
      how: fc.constantFrom("drop", "twice", "cut", "value", "value", "value", "swap"),
      which: fc.nat(200),
      by: hostile,
    }),
    { maxLength: 6 },
  ),
  cut: fc.option(fc.nat(40_000), { freq: 4 }),
});

function mutated({ log, lines, cut }: Mutation): string {
  const parts = LOGS[log]!.split("\n");
  for (const { at, how, which, by } of lines) {
    const index = at % parts.length;
    const line = parts[index]!;
    if (how === "drop") parts.splice(index, 1);
    if (how === "twice") parts.splice(index, 0, line);
    if (how === "cut") parts[index] = line.slice(0, which * 10);
    if (how === "swap") parts.push(parts.splice(index, 1)[0]!);
    if (how === "value") {
      const values = [...line.matchAll(VALUE)];
      const value = values[which % values.length];
      if (value)
        parts[index] = line.slice(0, value.index) + by + line.slice(value.index + value[0].length);
    }
    if (parts.length === 0) parts.push("");
  }
  const text = parts.join("\n");
  return cut === null ? text : text.slice(0, cut);
}

async function* chunksOf(text: string, size: number) {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test("a mutated log is read as far as it goes", async () => {
  let read = 0;
  await fc.assert(
    fc.asyncProperty(mutation, fc.integer({ min: 500, max: 60_000 }), async (change, size) => {
      const text = mutated(change);
      const reading = await readLog(chunksOf(text, size), PLAN);
      if (!reading) return;
      read += 1;
      expect(reading.requests).toHaveLength(reading.observations.length);
      for (const seen of reading.observations) {
        expect(seen.durationMs).toBeGreaterThanOrEqual(0);
        expect(seen.evidence === "anchor" || seen.evidence === "issuer").toBe(
          seen.outcome === "loaded" && seen.chain.length > 0,
        );
        if (seen.outcome === "failed") expect(seen.evidence).toBe("none");
        if (seen.evidence === "anchor") expect(text).toContain("verified_cert");
        expect(seen.status ?? 200).toBeGreaterThanOrEqual(100);
      }
      expect(Date.parse(reading.startedAt)).not.toBeNaN();
      expect(Date.parse(reading.finishedAt)).not.toBeNaN();
    }),
    { numRuns: 20_000, seed: SEED },
  );
  expect(read).toBeGreaterThan(20_000 / 2);
});

test("any bytes are no log, or one without observations", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
      const reading = await readLog(
        (async function* () {
          yield new TextEncoder().encode('{"constants":');
          yield bytes;
        })(),
        PLAN,
      );
      expect(reading?.observations ?? []).toEqual([]);
    }),
    { numRuns: 5_000, seed: SEED },
  );
});
