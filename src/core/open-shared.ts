/** Opens what people send as a report: the file itself, any written form that has the support code, or the code. */
import { openReport } from "./open-report.ts";
import { findCodes, isCodeAlone, unquoted, type FoundCode } from "./read-support-code.ts";
import type { Report } from "./report.ts";
import {
  formOf,
  isReportJson,
  isSharedReading,
  REPORT_LIMIT,
  type SharedForm,
} from "./shared-forms.ts";

/**
 * Why nothing can be shown. `cut-off`: a part of a report as JSON. `no-code`: written by Trust Ready, but without its
 * code. `reading`: what was found in a file or text. The last ones are things that are not ours.
 */
type SharedFault =
  | "empty"
  | "too-large"
  | "newer"
  | "invalid"
  | "cut-off"
  | "newer-code"
  | "wrong-code"
  | "incomplete-code"
  | "no-code"
  | "reading"
  | "picture"
  | "pdf"
  | "archive"
  | "certificate"
  | "html"
  | "har"
  | "other-json"
  | "other-text";

export type SharedResult =
  | { ok: true; report: Report }
  /** The text has at least one complete code. */
  | { ok: true; codes: FoundCode[]; form: SharedForm }
  /** `where`: JSON pointer to the first fault, for `invalid`. */
  | { ok: false; fault: SharedFault; where?: string };

/** How files of these kinds begin, read as UTF-8, with "·" for each control character but white space. */
const STARTS: [SharedFault, RegExp][] = [
  [
    "picture",
    /^(?:\uFFFDPNG|\uFFFD{3,4}·|GIF8|BM[\s\S]{1,4}····|RIFF[\s\S]{1,4}WEBP|[\s\S]{1,4}ftyp(?:hei|mif|avi))/,
  ],
  ["pdf", /^%PDF-/],
  ["archive", /^(?:PK··|7z\uFFFD\uFFFD|Rar!|·\uFFFD·)/],
  ["certificate", /^0\uFFFD[\s\S]{1,3}[0·]/],
];

/** What texts that are not ours contain. */
const MARKS: [SharedFault, RegExp][] = [
  ["certificate", /-----BEGIN (?:[A-Z0-9]+ )*(?:CERTIFICATE|PKCS7)/],
  ["html", /<(?:!doctype html|html|head|body|div|table|p)[\s>]/i],
  ["har", /^\s*\{\s*"log"\s*:\s*\{/],
  ["other-json", /^\s*(?:\{\s*(?:"[^"\n]*"\s*:|\})|\[\s*[[\]{"\d])/],
];

/** Words that every written form has, in every language. */
const OF_TEXT = /Trust Ready|amazontrust\.com/;

/** Opens a text. `mediaType`: of the file that it comes from; empty if there is none. */
export function openShared(text: string, mediaType = ""): SharedResult {
  const no = (fault: SharedFault): SharedResult => ({ ok: false, fault });
  if (text.length > REPORT_LIMIT) return no("too-large");
  if (text.replace(/^\uFEFF/, "").trim() === "") return no("empty");
  const start = text.slice(0, 64).replaceAll(/(?!\s)\p{Cc}/gu, "·");
  if (mediaType.startsWith("image/")) return no("picture");
  const kind = STARTS.find(([, pattern]) => pattern.test(start));
  if (kind) return no(kind[0]);

  // A reading of a log holds a report, but a part of it alone.
  const isReading = isSharedReading(text);
  const opened = isReportJson(text) && !isReading ? openJson(text) : null;
  if (opened) return opened;
  const { codes, reason } = findCodes(text);
  if (isReading && !codes.length) return no("reading");
  if (codes.length) return { ok: true, codes, form: formOf(text) };
  if (isReportJson(text)) return no("cut-off");
  if (reason === "newer") return no("newer-code");
  if (isCodeAlone(text) && (reason === "length" || reason === "alphabet"))
    return no("incomplete-code");
  if (reason === "check" || reason === "content") return no("wrong-code");
  const mark = MARKS.find(([, pattern]) => pattern.test(text));
  if (mark) return no(mark[0]);
  return no(OF_TEXT.test(text) ? "no-code" : "other-text");
}

/** The report in a text that has it as JSON, alone or in a mail; null if a part of it is missing. */
function openJson(text: string): SharedResult | null {
  for (const candidate of [text, objectIn(text)]) {
    const opened = openReport(candidate);
    if (opened.ok) return opened;
    const { fault, where } = opened;
    if (fault === "newer" || fault === "invalid")
      return { ok: false, fault, ...(where === undefined ? {} : { where }) };
  }
  return null;
}

/** The object in a mail, with the lines joined that the mail program broke. */
function objectIn(text: string): string {
  const plain = unquoted(text);
  const object = plain.slice(plain.indexOf("{"), plain.lastIndexOf("}") + 1);
  return object.replaceAll(/\s*\n\s*/g, " ");
}
