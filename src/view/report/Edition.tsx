import type { Report } from "../../core/report.ts";
import { editionNotice } from "../../report-text/facts.ts";
import { useView } from "../view-context.ts";

/** Says so if a report used another catalogue than the built-in one. */
export function Edition({ report }: { report: Report }) {
  const notice = editionNotice(report, useView());
  return notice === null ? null : <p class="edition">{notice}</p>;
}
