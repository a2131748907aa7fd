import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvRows } from "../../../cli/catalogue/csv.ts";
import { quoted } from "./exports.ts";

async function* inChunks(text: string, size = text.length || 1) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function rowsIn(text: string, size?: number): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const row of csvRows(inChunks(text, size))) rows.push(row);
  return rows;
}

describe("CSV", () => {
  test.each<[string, string, string[][]]>([
    [
      "plain fields",
      "a,b\nc,d\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "quoted fields",
      '"a","b"\n"c","d"\n',
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["a comma in quotes", '"a,b",c\n', [["a,b", "c"]]],
    ["a quote in quotes", '"[""x""]",c\n', [['["x"]', "c"]]],
    ["only a quote", '""""\n', [['"']]],
    ["lines in quotes", '"a\r\nb\n",c\n', [["a\r\nb\n", "c"]]],
    ["empty fields", ',"",\n', [["", "", ""]]],
    [
      "lines that end with CRLF",
      'a,"b"\r\nc,d\r\n',
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "no last line break",
      "a,b\nc,d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["a byte order mark", '\uFEFF"a",b\n', [["a", "b"]]],
    ["empty lines", "\na\n\r\n\nb\n\n", [["a"], ["b"]]],
    ["a quote within a plain field", 'a"b,c\n', [['a"b', "c"]]],
    ["nothing", "", []],
  ])("reads %s", async (_, text, rows) => {
    expect(await rowsIn(text)).toEqual(rows);
    expect(await rowsIn(text, 1)).toEqual(rows);
  });

  test("says where a quoted field does not end", async () => {
    await expect(rowsIn('a\n"b\nc')).rejects.toThrow("line 3: a quoted field does not end");
  });

  test("refuses text after a closing quote", async () => {
    await expect(rowsIn('a\n"b"c,d\n')).rejects.toThrow("line 2: a separator must follow");
  });

  test("reads what was written, however it is quoted and cut into chunks", async () => {
    const field = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", "é", " ") });
    const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        async (all, always, size) => {
          const isPlain = (text: string) => !always && !/[",\n\r]/.test(text);
          const written = all.map((row) =>
            row.map((text) => (isPlain(text) ? text : quoted(text))).join(","),
          );
          expect(await rowsIn(written.map((line) => `${line}\n`).join(""), size)).toEqual(all);
        },
      ),
    );
  });
});
