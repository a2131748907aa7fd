import type { Report } from "../../core/report.ts";

/** What would hide or reorder the text around it; JSON can write it as `\u202e`. */
const HIDDEN = /[\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u007F-\u009F]/gu;

/** A report as JSON, whole; `public/report.schema.json` describes it. That it is for training stands first. */
export function jsonOf(report: Report): string {
  const { format, version, training, ...rest } = report;
  const text = JSON.stringify({ format, version, training, ...rest }, null, 2);
  return `${text.replaceAll(HIDDEN, unitsOf)}\n`;
}

function unitsOf(char: string): string {
  return Array.from(
    { length: char.length },
    (_, index) => String.raw`\u${char.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
}
