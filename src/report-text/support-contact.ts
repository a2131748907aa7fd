/** Whom a report goes to, as an administrator or the person set it. */
import type { Report } from "../core/report.ts";
import type { Settings } from "../core/default-settings.ts";
import { supportCode } from "../core/support-code.ts";
import { filledLink } from "../core/ticket-link.ts";
import type { Translator } from "./translator.ts";
import { isolated } from "./untrusted-text.ts";
import type { Fact } from "./sheet.ts";

/** Each `""` where not set. */
export type SupportFields = Pick<
  Settings,
  "supportName" | "supportEmail" | "supportPhone" | "supportUrl"
>;

/** Whether anybody is named. */
export function hasSupport(support: SupportFields): boolean {
  return Object.values(support).some((value) => value !== "");
}

/** The ways to reach them. */
export function supportFacts(support: SupportFields, report: Report, { t }: Translator): Fact[] {
  const facts: Fact[] = [
    [t("shareSupportName"), support.supportName],
    [t("shareSupportEmail"), support.supportEmail],
    [t("shareSupportPhone"), support.supportPhone],
    [t("shareSupportPage"), pageOf(support.supportUrl, report)],
  ];
  return facts.filter(([, value]) => value !== "").map(([label, value]) => [label, whole(value)]);
}

/** An address is of use only whole, and harmless where all of it can be seen. */
function whole(value: string): string {
  return /^[\x21-\x7E]+$/.test(value) ? `\u2068${value}\u2069` : isolated(value);
}

/** The page with its placeholders filled; `{report}` stays empty: whoever reads this has the report. */
function pageOf(template: string, report: Report): string {
  const { code: verdict, cause } = report.verdict;
  return filledLink(template, { code: supportCode(report) ?? "", verdict, cause, report: "" });
}
