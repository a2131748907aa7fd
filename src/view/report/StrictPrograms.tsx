import { useMemo } from "preact/hooks";
import type { Report } from "../../core/report.ts";
import { inspectionFaults } from "../../core/strict-rules.ts";
import type { SourceId } from "../../guidance/source.ts";
import { Fold } from "../Fold.tsx";
import { useView } from "../view-context.ts";
import { Sources } from "../Sources.tsx";
import { strictLists, strictSources } from "../../report-text/strict-text.ts";

/** Whether programs that are stricter than browsers refuse the inspection; nothing if its root was not seen. */
export function StrictPrograms({ report }: { report: Report }) {
  const view = useView();
  const { t } = view;
  const faults = useMemo(() => inspectionFaults(report), [report]);
  if (!faults) return null;
  return (
    <Fold title={t("strictHeading")}>
      <div class="prose" data-strict-faults={faults.length}>
        <p>{t(faults.length ? "strictIntro" : "strictNone")}</p>
        {strictLists(faults, view).map(({ id, checker, items }) => (
          <div key={id} data-checker={id}>
            <h3>{checker}</h3>
            <ul class="bullets">
              {items.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      <Sources ids={strictSources(faults) as SourceId[]} />
    </Fold>
  );
}
