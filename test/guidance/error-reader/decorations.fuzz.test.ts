/** Any line, decorated at random, is read as the bare one. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ROOT } from "../../../build/files.ts";
import { readErrorText } from "../../../src/guidance/error-reader/read.ts";
import { cases, SEED } from "../../fuzz.ts";

const LINES = readFileSync(join(ROOT, "test/guidance/error-reader/corpus.tsv"), "utf8")
  .trimEnd()
  .split("\n")
  .slice(1)
  .map((row) => row.split("\t")[0]!.replaceAll(" ⏎ ", "\n"));

function readingOf(text: string) {
  return readErrorText(text).findings.map(({ row, subject, program, causes, host, named }) => ({
    row: row.id,
    subject,
    program: program?.id ?? null,
    causes,
    host: host?.host ?? null,
    names: named.certificateNames,
  }));
}

type Decorate = (text: string) => string;

const eachLine =
  (decorate: Decorate): Decorate =>
  (text) =>
    text.split("\n").map(decorate).join("\n");

const PREFIXES = [
  "│ ",
  "> ",
  "> > ",
  "#0 3.854 ",
  "#12 104.2 ",
  "2026-11-24T06:25:01.123Z ",
  "[2026-11-24 06:25:01] ",
  "2026-11-24 06:25:01,123 ",
  "Nov 24 06:25:01 web1 app[12]: ",
  "[ERROR] ",
  "INFO ",
  "web-1  | ",
  "    ",
  "\t",
  "remote: ",
];
const COLOURS = ["\u001b[31m", "\u001b[0m", "\u001b[1;33m", "\\u001b[31m", "^[[0m"];

/** Puts something at every so many blanks. */
const atBlanks = (every: number, put: Decorate): Decorate => {
  let count = 0;
  return (text) =>
    text.replaceAll(" ", (blank) => ((count += 1) % every === 0 ? put(blank) : blank));
};

const decoration: fc.Arbitrary<Decorate> = fc.oneof(
  fc.constantFrom(...PREFIXES).map((prefix) => eachLine((line) => prefix + line)),
  fc.constantFrom(...COLOURS).map((colour) => eachLine((line) => `${colour}${line}\u001b[0m`)),
  fc
    .tuple(fc.constantFrom(...COLOURS), fc.integer({ min: 1, max: 5 }))
    .map(([colour, every]) => atBlanks(every, () => ` ${colour}`)),
  fc.integer({ min: 1, max: 6 }).map((every) => atBlanks(every, () => "  ")),
  fc.constant<Decorate>((text) => text.replaceAll("'", "’")),
  fc.constant<Decorate>((text) => text.replaceAll("\n", "\r\n")),
  fc.constant<Decorate>((text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;")),
  fc.constant<Decorate>((text) => JSON.stringify({ level: "error", msg: text })),
  fc
    .integer({ min: 1, max: 200 })
    .map<Decorate>((lines) => (text) => `${"request done\n".repeat(lines)}${text}`),
  fc
    .integer({ min: 1, max: 50 })
    .map<Decorate>((lines) => (text) => `${text}${"\nrequest done".repeat(lines)}`),
);

test("a decorated line is read as the bare one", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...LINES),
      fc.array(decoration, { minLength: 1, maxLength: 3 }),
      (line, decorations) => {
        const decorated = decorations.reduce((text, decorate) => decorate(text), line);
        expect(readingOf(decorated)).toEqual(readingOf(line));
      },
    ),
    { numRuns: cases(20_000), seed: SEED },
  );
});

/** A line break and a frame at one blank, as a terminal or a mail wraps a line. */
test("a wrapped line means the same", () => {
  const frame = fc.constantFrom("", "│ ", "> ", "    ", "#0 3.854 ", "2026-11-24T06:25:01Z ");
  fc.assert(
    fc.property(fc.constantFrom(...LINES), fc.nat(), frame, (line, at, prefix) => {
      const blanks = [...line.matchAll(/ /g)].map(({ index }) => index);
      const place = blanks[at % Math.max(blanks.length, 1)];
      if (place === undefined) return;
      const wrapped = `${line.slice(0, place)}\n${prefix}${line.slice(place + 1)}`;
      const means = (text: string) =>
        readErrorText(prefix + text).findings.map(({ row }) => row.id);
      expect(means(wrapped)).toEqual(means(line));
    }),
    { numRuns: cases(20_000), seed: SEED },
  );
});

test("any text is read, and any part of a line", () => {
  const piece = fc.constantFrom(...LINES, ...COLOURS, ...PREFIXES, "\n", "\\n", "&quot;", "…", " ");
  const text = fc.array(fc.oneof(piece, fc.string({ unit: "binary", maxLength: 40 })), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(text, fc.nat(400), (pieces, cut) => {
      const all = pieces.join("");
      const lines = all.split("\n").length;
      for (const { line, count, causes, questions } of readErrorText(all.slice(cut)).findings) {
        expect(line).toBeGreaterThan(0);
        expect(line).toBeLessThanOrEqual(lines);
        expect(count).toBeGreaterThan(0);
        expect(new Set(causes).size).toBe(causes.length);
        expect(questions.length).toBeLessThanOrEqual(2);
      }
    }),
    { numRuns: cases(20_000), seed: SEED },
  );
});
