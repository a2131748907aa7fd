/** A report in a few lines: what a help desk asks first. */
import type { Report } from "../core/report.ts";
import { factValue } from "./fact.ts";
import { rootFacts } from "./facts.ts";
import { environmentFacts } from "./report-facts.ts";
import { verdictLabel } from "./labels.ts";
import type { Translator } from "./translator.ts";
import { withoutNeedlessIsolates } from "./untrusted-text.ts";

/** `code`: the support code. */
export function ticketText(report: Report, code: string | null, translator: Translator): string {
  const inUtc = { ...translator, timeZone: "UTC" };
  const environment = environmentFacts(report, inUtc);
  return ticketLines(report, translator, {
    tool: factValue(environment, "tool"),
    code,
    machine: `${factValue(environment, "browser")}, ${factValue(environment, "system")}`,
    checked: factValue(environment, "checked"),
  });
}

interface TicketHead {
  tool: string;
  code: string | null;
  machine: string;
  checked: string;
}

/** The lines of a ticket, whatever they come from. */
export function ticketLines(
  report: Report,
  translator: Translator,
  { tool, code, machine, checked }: TicketHead,
): string {
  const mark = report.training ? [translator.t("shareTraining")] : [];
  const deciding = report.roots.filter(({ decides }) => decides);
  const lines = [
    ...mark,
    `${tool}: ${verdictLabel(report.verdict, translator)}`,
    ...(code === null ? [] : [code]),
    machine,
    checked,
    ...deciding.map(
      (root) => `${root.name}: ${factValue(rootFacts(root, report, translator), "finding")}`,
    ),
  ];
  return lines.map(withoutNeedlessIsolates).join("\n");
}
