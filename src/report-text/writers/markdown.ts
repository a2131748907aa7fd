/** Writes a report as Markdown (CommonMark with GitHub's tables). Other people's words are code spans, which run nothing. */
import { factValue, valueText, type Fact } from "../fact.ts";
import type { Block, ReportModel } from "../model.ts";
import { splitIsolated } from "../untrusted-text.ts";

export function writeMarkdown({ title, code, mark, sections }: ReportModel): string {
  const banner = mark === null ? [] : [`> **${inline(mark)}**`];
  const parts = sections.flatMap(({ heading, blocks }) => [
    `## ${inline(heading)}`,
    ...blocks.map(blockMarkdown),
  ]);
  const codeLine = code === null ? [] : [factMarkdown(code)];
  const all = [...banner, `# ${inline(title)}`, ...codeLine, ...parts, ...codeLine, ...banner];
  return `${all.join("\n\n")}\n`;
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case "text":
      return inline(block.text);
    case "bullets":
      return block.items.map((item) => `- ${inline(item)}`).join("\n");
    case "facts":
      return block.facts.map((fact) => `- ${factMarkdown(fact)}`).join("\n");
    case "table":
      return table(block);
  }
}

function factMarkdown(fact: Fact): string {
  return `**${inline(fact.label)}:** ${inline(valueText(fact))}`;
}

function table({ nameLabel, columns, items }: Extract<Block, { kind: "table" }>): string {
  const rows = items.map(({ name, facts }) => [
    name,
    ...columns.map(({ id }) => factValue(facts, id)),
  ]);
  return [
    row([nameLabel, ...columns.map(({ label }) => label)].map(cell)),
    row(["---", ...columns.map(() => "---")]),
    ...rows.map((cells) => row(cells.map(cell))),
  ].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function cell(text: string): string {
  return inline(text, "⟨U+007C⟩");
}

/** `pipe` replaces `|` in other people's words: some readers end a table cell there, escaped or not. */
function inline(text: string, pipe = "|"): string {
  const line = splitIsolated(text)
    .map((piece) =>
      piece.isIsolated ? codeSpan(piece.text.replaceAll("|", pipe)) : escaped(piece.text),
    )
    .join("");
  return line.replace(/^(\d+)([.)])/, String.raw`$1\$2`).replace(/^[-+=]/, String.raw`\$&`);
}

/** A code span, whose fence is longer than any run of backticks inside. */
function codeSpan(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  const pad = /^[` ]|[` ]$/.test(text) ? " " : "";
  return `${fence}${pad}${text}${pad}${fence}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>&|~#@]/g, String.raw`\$&`);
}
