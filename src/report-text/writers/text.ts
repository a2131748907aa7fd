import type { Fact } from "../fact.ts";
import { valueText } from "../fact.ts";
import type { Block, SectionItem, ReportModel } from "../model.ts";
import { withoutNeedlessIsolates } from "../untrusted-text.ts";

export function writeText({ title, code, mark, sections }: ReportModel): string {
  const banner = mark === null ? [] : [`*** ${withoutNeedlessIsolates(mark)} ***`];
  const parts = sections.map(({ heading, blocks }) =>
    [underlined(heading, "-"), ...blocks.map(blockText)].join("\n\n"),
  );
  const codeLine = code === null ? [] : [factLine(code)];
  const head = [underlined(title, "="), ...codeLine].join("\n");
  return `${[...banner, head, ...parts, ...codeLine, ...banner].join("\n\n")}\n`;
}

function underlined(heading: string, sign: string): string {
  const text = withoutNeedlessIsolates(heading);
  return `${text}\n${sign.repeat(Array.from(text).length)}`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "text":
      return withoutNeedlessIsolates(block.text);
    case "bullets":
      return block.items.map((item) => `- ${withoutNeedlessIsolates(item)}`).join("\n");
    case "facts":
      return block.facts.map(factLine).join("\n");
    case "table":
      return block.items.map(itemText).join("\n\n");
  }
}

function itemText({ name, facts }: SectionItem): string {
  const lines = facts.map((fact) => `  ${factLine(fact)}`);
  return [withoutNeedlessIsolates(name), ...lines].join("\n");
}

function factLine(fact: Fact): string {
  return `${fact.label}: ${withoutNeedlessIsolates(valueText(fact))}`;
}
