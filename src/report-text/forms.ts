/** A report in the forms in which it can be shared. Pure: what is to be left out was left out before. */
import type { Report } from "../core/report.ts";
import type { StrictFault } from "../core/strict-rules.ts";
import type { Translator } from "./translator.ts";
import { sheetOf } from "./model.ts";
import { csvOf } from "./writers/csv.ts";
import { jsonOf } from "./writers/json.ts";
import { markdownOf } from "./writers/markdown.ts";
import type { SupportFields } from "./support-contact.ts";
import { textOf } from "./writers/text.ts";

export const EXPORT_FORMS = ["text", "markdown", "csv", "json"] as const;
export type ExportForm = (typeof EXPORT_FORMS)[number];

interface FileKind {
  extension: string;
  /** Media type. */
  type: string;
}

export const FILE_KINDS: Record<ExportForm, FileKind> = {
  text: { extension: "txt", type: "text/plain;charset=utf-8" },
  markdown: { extension: "md", type: "text/markdown;charset=utf-8" },
  csv: { extension: "csv", type: "text/csv;charset=utf-8" },
  json: { extension: "json", type: "application/json" },
};

/** The report in a form. JSON holds all of it and no contact; the others say what matters. `strict`: see `sheetOf`. */
export function exportReport(
  form: ExportForm,
  report: Report,
  words: Translator,
  support: SupportFields,
  strict?: readonly StrictFault[] | null,
): string {
  const { t } = words;
  const sheet = () => sheetOf(report, words, support, strict);
  switch (form) {
    case "text":
      return textOf(sheet());
    case "markdown":
      return markdownOf(sheet());
    case "csv": {
      const head = [t("shareCsvSection"), t("shareCsvItem"), t("shareCsvFact"), t("shareCsvValue")];
      return csvOf(sheet(), head);
    }
    case "json":
      return jsonOf(report);
  }
}

/** A name that sorts by day and says the verdict: `trust-ready-2026-11-24-action-needed.md`. */
export function fileName(form: ExportForm, { training, finishedAt, verdict }: Report): string {
  const start = training ? "trust-ready-training" : "trust-ready";
  const { extension } = FILE_KINDS[form];
  return `${start}-${finishedAt.slice(0, 10)}-${verdict.code}.${extension}`;
}

/** What is written into a file: spreadsheets read UTF-8 only where a mark at its start says so. */
export function fileText(form: ExportForm, text: string): string {
  return form === "csv" ? `\uFEFF${text}` : text;
}
