/** What real programs print: each text of `corpus/`, with what must be recognised in it by `corpus.tsv`. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { recognise } from "../../src/reading/recognise.ts";
import type { Recognised, TextFacts } from "../../src/reading/model.ts";

const directory = new URL("corpus/", import.meta.url);
const [head, ...rows] = readFileSync(new URL("corpus.tsv", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => line.split("\t"));

/** Of several pieces, joined; `-` for nothing. */
const column = (pieces: Recognised[], valueOf: (piece: Recognised) => unknown): string =>
  pieces.map((piece) => String(valueOf(piece) ?? "-")).join("; ");

const fact = (key: keyof TextFacts) => (piece: Recognised) => piece.text?.[key];

const COLUMNS: Record<string, (piece: Recognised) => unknown> = {
  format: ({ format }) => format,
  certificates: ({ certificates }) => certificates.length,
  use: ({ certificates }) =>
    [...new Set(certificates.map(({ use }) => use ?? "-"))].join("+") || "-",
  faults: ({ faults }) => faults.map(({ code }) => code).join("+") || "-",
  verified: fact("verified"),
  code: fact("errorCode"),
  host: fact("host"),
  listed: ({ text }) => text?.listed.length || "-",
  date: fact("currentDate"),
  subject: fact("printedSubject"),
  sentence: fact("errorText"),
};

test("every text has a row, and every row a text", () => {
  const names = readdirSync(directory).map((name) => name.replace(/\.txt$/, ""));
  expect(rows.map(([name]) => name)).toEqual(names.toSorted());
  expect(head).toEqual(["text", ...Object.keys(COLUMNS)]);
  expect(rows.length).toBeGreaterThanOrEqual(60);
});

describe.each(rows.map((row) => ({ name: row[0]!, row })))("$name", ({ name, row }) => {
  test("is recognised", async () => {
    const bytes = new Uint8Array(readFileSync(new URL(`${name}.txt`, directory)));
    const pieces = await recognise(bytes, "", []);
    const found = Object.values(COLUMNS).map((valueOf) => column(pieces, valueOf));
    expect([name, ...found].join("\t")).toBe(row.join("\t"));
  });
});
