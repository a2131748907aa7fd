/** Redact a report before writing it in one of these forms. */
import type { Report } from "../core/report.ts";
import type { StrictFault } from "../core/strict-rules.ts";
import type { Translator } from "./translator.ts";
import { reportModel } from "./model.ts";
import { writeCsv } from "./writers/csv.ts";
import { writeJson } from "./writers/json.ts";
import { writeMarkdown } from "./writers/markdown.ts";
import type { SupportFields } from "./support-contact.ts";
import { writeText } from "./writers/text.ts";

/** The first is the one that a help desk opens with everything in it. */
export const EXPORT_FORMS = ["json", "text", "markdown", "csv"] as const;
export type ExportForm = (typeof EXPORT_FORMS)[number];

interface FileKind {
  extension: string;
  type: string;
}

export const FILE_KINDS: Record<ExportForm, FileKind> = {
  text: { extension: "txt", type: "text/plain;charset=utf-8" },
  markdown: { extension: "md", type: "text/markdown;charset=utf-8" },
  csv: { extension: "csv", type: "text/csv;charset=utf-8" },
  json: { extension: "json", type: "application/json" },
};

/** JSON holds the whole report but no contact. `strict`: see `reportModel`. */
export function writeReport(
  form: ExportForm,
  report: Report,
  translator: Translator,
  support: SupportFields,
  strict?: readonly StrictFault[] | null,
): string {
  const { t } = translator;
  const model = () => reportModel(report, translator, support, strict);
  switch (form) {
    case "text":
      return writeText(model());
    case "markdown":
      return writeMarkdown(model());
    case "csv": {
      const head = [t("shareCsvSection"), t("shareCsvItem"), t("shareCsvFact"), t("shareCsvValue")];
      return writeCsv(model(), head);
    }
    case "json":
      return writeJson(report);
  }
}

/** Sorts by day: `trust-ready-2026-11-24-action-needed.md`. */
export function fileName(form: ExportForm, { training, finishedAt, verdict }: Report): string {
  const start = training ? "trust-ready-training" : "trust-ready";
  const { extension } = FILE_KINDS[form];
  return `${start}-${finishedAt.slice(0, 10)}-${verdict.code}.${extension}`;
}

/** Spreadsheets read UTF-8 only after a byte order mark. */
export function fileText(form: ExportForm, text: string): string {
  return form === "csv" ? `\uFEFF${text}` : text;
}
