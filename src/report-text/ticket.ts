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
  const deciding = report.roots.filter(({ decides }) => decides);
  const lines = [
    `${factValue(environment, "tool")}: ${verdictLabel(report.verdict, inUtc)}`,
    ...(code === null ? [] : [code]),
    `${factValue(environment, "browser")}, ${factValue(environment, "system")}`,
    factValue(environment, "checked"),
    ...deciding.map(
      (root) => `${root.name}: ${factValue(rootFacts(root, report, inUtc), "finding")}`,
    ),
  ];
  return lines.map(withoutNeedlessIsolates).join("\n");
}
