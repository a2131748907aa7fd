import type { Report } from "../core/report.ts";
import { useDoors } from "./doors.ts";
import { quoted } from "./visible.ts";

/** Says so where a report rests on another catalogue than the built-in one. */
export function Edition({ report }: { report: Report }) {
  const { t } = useDoors();
  const { edition } = report.catalogue;
  if (edition === "" || edition === "built-in") return null;
  return <p class="edition">{t("editionNotice", quoted(edition))}</p>;
}
