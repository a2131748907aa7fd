/** A sheet as CSV (RFC 4180): one row per fact, each with the section and the thing that it is about. */
import { plain, type Block, type Sheet } from "../sheet.ts";

/** What a spreadsheet takes for the beginning of a formula, after blanks and marks that it passes over. */
const FORMULA = /^[\s\u2066-\u2069]*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]/;

/** `head`: names of the four columns: section, thing, fact, value. */
export function csvOf({ title, mark, sections }: Sheet, head: readonly string[]): string {
  const banner = mark === null ? [] : [[title, "", "", mark]];
  const rows = sections.flatMap(({ heading, blocks }) =>
    blocks.flatMap(blockRows).map((cells) => [heading, ...cells]),
  );
  return [head, ...banner, ...rows, ...banner].map(record).join("");
}

function blockRows(block: Block): string[][] {
  switch (block.kind) {
    case "text":
      return [["", "", block.text]];
    case "bullets":
      return block.items.map((item) => ["", "", item]);
    case "facts":
      return block.facts.map(([label, value]) => ["", label, value]);
    case "table":
      return block.rows.flatMap(([name = "", ...cells]) =>
        cells.flatMap((cell, index) =>
          cell === "" ? [] : [[name, block.columns[index + 1] ?? "", cell]],
        ),
      );
  }
}

function record(cells: readonly string[]): string {
  return `${cells.map(field).join(",")}\r\n`;
}

/** A field in quotes; with an apostrophe before it where a spreadsheet would calculate it. */
function field(text: string): string {
  const value = plain(text);
  return `"${FORMULA.test(value) ? "'" : ""}${value.replaceAll('"', '""')}"`;
}
