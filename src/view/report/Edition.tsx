import type { Report } from "../../core/report.ts";
import { useView } from "../view-context.ts";
import { isolated } from "../../report-text/untrusted-text.ts";

/** Says so where a report rests on another catalogue than the built-in one. */
export function Edition({ report }: { report: Report }) {
  const { t } = useView();
  const { edition } = report.catalogue;
  if (edition === "" || edition === "built-in") return null;
  return <p class="edition">{t("editionNotice", isolated(edition))}</p>;
}
