/** Who receives the report. */
import type { Settings } from "../core/default-settings.ts";
import type { Report } from "../core/report.ts";
import { supportCode } from "../core/support-code.ts";
import { filledLink } from "../core/ticket-link.ts";
import { factMaker, type Fact, type FactId } from "./fact.ts";
import type { Translator } from "./translator.ts";
import { isolate, isolated } from "./untrusted-text.ts";

/** `""` if not set. */
export type SupportFields = Pick<
  Settings,
  "supportName" | "supportEmail" | "supportPhone" | "supportUrl"
>;

/** Ignores other settings, which callers may pass along. */
export function hasSupport(support: SupportFields): boolean {
  const { supportName, supportEmail, supportPhone, supportUrl } = support;
  return [supportName, supportEmail, supportPhone, supportUrl].some((value) => value !== "");
}

export function supportFacts(
  support: SupportFields,
  report: Report,
  translator: Translator,
): Fact[] {
  const { own } = factMaker(translator);
  const page = supportPage(support.supportUrl, report);
  const values: [FactId, string][] = [
    ["support-name", support.supportName],
    ["support-email", support.supportEmail],
    ["support-phone", support.supportPhone],
    ["support-page", page],
  ];
  return values.map(([id, value]) => own(id, value && uncutText(value)));
}

/** An address must not be cut; it is safe if all of it is visible ASCII. */
function uncutText(value: string): string {
  return /^[\x21-\x7E]+$/.test(value) ? isolate(value) : isolated(value);
}

/** `{report}` stays empty, because the reader has the report. */
function supportPage(template: string, report: Report): string {
  const { code: verdict, cause } = report.verdict;
  return filledLink(template, { code: supportCode(report) ?? "", verdict, cause, report: "" });
}
