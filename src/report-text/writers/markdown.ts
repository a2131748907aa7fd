/** A sheet as Markdown (CommonMark with GitHub's tables). A stranger's words stand in code, where nothing has a meaning. */
import { pieces, type Block, type Sheet } from "../sheet.ts";

export function markdownOf({ title, mark, sections }: Sheet): string {
  const banner = mark === null ? [] : [`> **${inline(mark)}**`];
  const parts = sections.flatMap(({ heading, blocks }) => [
    `## ${inline(heading)}`,
    ...blocks.map(blockMarkdown),
  ]);
  return `${[...banner, `# ${inline(title)}`, ...parts, ...banner].join("\n\n")}\n`;
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case "text":
      return inline(block.text);
    case "bullets":
      return block.items.map((item) => `- ${inline(item)}`).join("\n");
    case "facts":
      return block.facts
        .map(([label, value]) => `- **${inline(label)}:** ${inline(value)}`)
        .join("\n");
    case "table":
      return [
        row(block.columns.map(cell)),
        row(block.columns.map(() => "---")),
        ...block.rows.map((cells) => row(cells.map(cell))),
      ].join("\n");
  }
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function cell(text: string): string {
  return inline(text, "⟨U+007C⟩");
}

/** `pipe`: what stands for a stranger's `|`, which no escape keeps from ending a cell in every reader. */
function inline(text: string, pipe = "|"): string {
  const whole = pieces(text)
    .map((piece) => (piece.foreign ? code(piece.text.replaceAll("|", pipe)) : escaped(piece.text)))
    .join("");
  return whole.replace(/^(\d+)([.)])/, String.raw`$1\$2`).replace(/^[-+=]/, String.raw`\$&`);
}

/** As a code span: its fence is longer than any run of backticks within. */
function code(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  const pad = /^[` ]|[` ]$/.test(text) ? " " : "";
  return `${fence}${pad}${text}${pad}${fence}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>&|~#@]/g, String.raw`\$&`);
}
