import { plain, type Block, type Sheet } from "../sheet.ts";

/** A sheet as plain text. */
export function textOf({ title, mark, sections }: Sheet): string {
  const banner = mark === null ? [] : [`*** ${plain(mark)} ***`];
  const parts = sections.map(({ heading, blocks }) =>
    [underlined(heading, "-"), ...blocks.map(blockText)].join("\n\n"),
  );
  return `${[...banner, underlined(title, "="), ...parts, ...banner].join("\n\n")}\n`;
}

function underlined(heading: string, sign: string): string {
  return `${heading}\n${sign.repeat(Array.from(heading).length)}`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "text":
      return plain(block.text);
    case "bullets":
      return block.items.map((item) => `- ${plain(item)}`).join("\n");
    case "facts":
      return block.facts.map(([label, value]) => `${label}: ${plain(value)}`).join("\n");
    case "table":
      return block.rows
        .map(([name = "", ...cells]) =>
          [
            plain(name),
            ...cells.flatMap((cell, index) =>
              cell === "" ? [] : [`  ${block.columns[index + 1]}: ${plain(cell)}`],
            ),
          ].join("\n"),
        )
        .join("\n\n");
  }
}
