import type { Report } from "../core/report.ts";
import { CopyButton } from "./CopyButton.tsx";
import { useDoors } from "./doors.ts";

/** Copies the whole report as JSON. */
export function CopyReport({ report }: { report: Report }) {
  const { t } = useDoors();
  return (
    <CopyButton shown text={() => `${JSON.stringify(report, null, 2)}\n`} label={t("copyReport")} />
  );
}
