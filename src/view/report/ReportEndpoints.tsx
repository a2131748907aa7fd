import { useMemo } from "preact/hooks";
import type { Report } from "../../core/report.ts";
import { EndpointPanels } from "../EndpointPanels.tsx";
import { Fold } from "../Fold.tsx";
import { useView } from "../view-context.ts";

/** The endpoints in a report; nothing if it has none. */
export function ReportEndpoints({ report }: { report: Report }) {
  const { t } = useView();
  const { endpoints, observations, certificates, roots } = report;
  const items = useMemo(
    () =>
      endpoints.map(({ observation, testedAt, ...found }) => ({
        seen: observations[observation]!,
        found,
        testedAt,
      })),
    [endpoints, observations],
  );
  if (!items.length) return null;
  return (
    <Fold title={t("headingCount", t("endpointsHeading"), String(items.length))}>
      <p>{t("endpointsInReport")}</p>
      <EndpointPanels items={items} {...{ certificates, roots }} />
    </Fold>
  );
}
