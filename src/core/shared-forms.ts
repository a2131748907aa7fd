/** Tells the forms in which a report is shared, without opening it. */
import { findCodes, isCodeAlone, unquoted } from "./read-support-code.ts";
import { REPORT_FORMAT } from "./report.ts";

/** In characters; a report has some 100,000. */
export const REPORT_LIMIT = 2_000_000;

/** `READING_FORMAT`, after which file names go on. Mail programs break lines after dashes. */
const READING = /trust-ready-\s?reading(?![\w-])/;

/** Whether it is a reading that somebody shared. */
export function isSharedReading(text: string): boolean {
  return READING.test(text);
}

/** Kinds of text that are no report but may hold its code. */
export type SharedForm = "text" | "markdown" | "csv" | "code";

/** Words that only a report as JSON has. */
const OF_JSON = new RegExp(
  `"format"\\s*:\\s*"${REPORT_FORMAT}"|"(?:crossSignedBy|reportedSpkiSha256|durationMs|serverTime)"\\s*:`,
);
/** Whether it is, or was, a report as JSON. */
export function isReportJson(text: string): boolean {
  return OF_JSON.test(text);
}

/** `isWhole`: it has a support code that adds up. Null if it is nothing of ours. */
export function sharedForm(text: string): { form: SharedForm; isWhole: boolean } | null {
  const { codes, reason } = findCodes(text);
  if (codes.length) return { form: formOf(text), isWhole: true };
  if (reason === "newer") return { form: "code", isWhole: true };
  const isAlone = isCodeAlone(text) && (reason === "length" || reason === "alphabet");
  const isDamaged = reason === "check" || reason === "content";
  return isAlone || isDamaged ? { form: "code", isWhole: false } : null;
}

export function formOf(text: string): SharedForm {
  if (isCodeAlone(text)) return "code";
  const plain = unquoted(text);
  if (/^\uFEFF?\s*(?:"[^"\n]*",){3}"/m.test(plain)) return "csv";
  return /^(?:#{1,2} |\| --- \|)|^- \*\*/m.test(plain) ? "markdown" : "text";
}
