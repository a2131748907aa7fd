/** A support code in a few lines, for a ticket. Apart from `ticket.ts`, because the popup reads no codes. */
import type { Catalogue } from "../core/catalogue.ts";
import { reportOfCode } from "../core/code-report.ts";
import type { FoundCode } from "../core/read-support-code.ts";
import { codeBrowser, codeSystem, codeTime } from "./code-facts.ts";
import { ticketLines } from "./ticket.ts";
import type { Translator } from "./translator.ts";

/** Says the same as `ticketText`, as exactly as a code knows. */
export function codeTicketText(
  { code, content }: FoundCode,
  catalogue: Catalogue,
  translator: Translator,
): string {
  const report = reportOfCode(content, catalogue);
  return ticketLines(report, translator, {
    tool: report.tool.name,
    code,
    machine: `${codeBrowser(content)}, ${codeSystem(content, translator)}`,
    checked: codeTime(content, translator),
  });
}
