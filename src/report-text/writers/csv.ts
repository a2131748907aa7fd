/** CSV (RFC 4180) with one row per fact. */
import { valueText } from "../fact.ts";
import type { Block, ReportModel } from "../model.ts";
import { withoutNeedlessIsolates } from "../untrusted-text.ts";

/** What a spreadsheet reads as the start of a formula, after characters that it skips. */
const FORMULA = /^[\s\u2066-\u2069]*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]/;

/** `head`: names of the columns section, thing, fact and value. */
export function writeCsv(
  { title, code, mark, sections }: ReportModel,
  head: readonly string[],
): string {
  const banner = mark === null ? [] : [[title, "", "", mark]];
  const rows = sections.flatMap(({ heading, blocks }) =>
    blocks.flatMap(blockRows).map((cells) => [heading, ...cells]),
  );
  const codeRow = code === null ? [] : [[title, "", code.label, valueText(code)]];
  return [head, ...banner, ...codeRow, ...rows, ...codeRow, ...banner].map(record).join("");
}

function blockRows(block: Block): string[][] {
  switch (block.kind) {
    case "text":
      return [["", "", block.text]];
    case "bullets":
      return block.items.map((item) => ["", "", item]);
    case "facts":
      return block.facts.map((fact) => ["", fact.label, valueText(fact)]);
    case "table":
      return block.items.flatMap(({ name, facts }) =>
        facts.map((fact) => [name, fact.label, valueText(fact)]),
      );
  }
}

function record(cells: readonly string[]): string {
  return `${cells.map(field).join(",")}\r\n`;
}

/** An apostrophe prevents a spreadsheet from calculating the field. */
function field(text: string): string {
  const value = withoutNeedlessIsolates(text);
  return `"${FORMULA.test(value) ? "'" : ""}${value.replaceAll('"', '""')}"`;
}
