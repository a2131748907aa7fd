import type { Report } from "../../core/report.ts";

/** Characters that hide or reorder the text around them. */
const HIDDEN = /[\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u007F-\u009F]/gu;

/** `public/report.schema.json` describes the output. `training` is among the first lines. */
export function writeJson(report: Report): string {
  const { format, version, training, ...rest } = report;
  return shown(JSON.stringify({ format, version, training, ...rest }, null, 2));
}

/** One line. */
export function jsonLine(value: object): string {
  return shown(JSON.stringify(value));
}

function shown(json: string): string {
  return `${json.replaceAll(HIDDEN, unitsOf)}\n`;
}

function unitsOf(char: string): string {
  return Array.from(
    { length: char.length },
    (_, index) => String.raw`\u${char.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
}
