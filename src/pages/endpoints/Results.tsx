import { useMemo, useState } from "preact/hooks";
import { isTrouble } from "../../core/endpoint-finding.ts";
import type { Report } from "../../core/report.ts";
import type { Settings } from "../../core/default-settings.ts";
import { withEndpoints } from "../../core/with-endpoints.ts";
import { useView } from "../../view/view-context.ts";
import { EndpointPanels, type EndpointItem } from "../../view/EndpointPanels.tsx";
import { integerText } from "../../report-text/format.ts";
import { countText } from "../../report-text/plural.ts";
import { PageLink } from "../../view/page-links.tsx";
import { Share } from "../../view/Share.tsx";
import type { EndpointsPorts } from "./ports.ts";
import type { Found } from "./use-findings.ts";
import type { Run } from "./use-run.ts";

interface Props {
  run: Run;
  found: readonly Found[];
  report: Report | null;
  settings: Settings;
  ports: Pick<EndpointsPorts, "catalogue" | "save">;
  onStop(): void;
}

/** The results of a run so far, and how to share them once it has ended. */
export function Results({ run, found, report, settings, ports, onStop }: Props) {
  const { t, language } = useView();
  const [troublesOnly, setTroublesOnly] = useState(false);
  const { catalogue } = ports;
  const roots = useMemo(
    () =>
      catalogue.roots.map(({ id, name, spkiSha256 }) => ({ id, name, expected: { spkiSha256 } })),
    [catalogue],
  );
  const { state, planned, tested, certificates } = run;
  const number = (count: number) => integerText(count, language);
  const troubles = found.filter((each) => isTrouble(each.seen, each.found));
  const items: readonly EndpointItem[] = troublesOnly ? troubles : found;
  const blind = tested.filter((each) => each.blind).length;
  const counts = [number(found.length - troubles.length), number(troubles.length)];
  const running = state === "running";
  return (
    <section class="endpoint-results" aria-labelledby="results" data-run={state}>
      <h2 id="results" tabIndex={-1}>
        {t("endpointsResults")}
      </h2>
      <div class="panel">
        {running && (
          <>
            <progress max={planned} value={tested.length} aria-label={t("endpointsProgress")} />
            <p class="actions">
              <span>{t("endpointsSoFar", number(tested.length), number(planned))}</span>
              <button type="button" class="button" data-stop onClick={onStop}>
                {t("endpointsStop")}
              </button>
            </p>
          </>
        )}
        <p
          role="status"
          data-trusted={found.length - troubles.length}
          data-troubles={troubles.length}
        >
          {state === "done" &&
            countText({ t, language }, "endpointsDone", troubles.length, ...counts)}
          {state === "stopped" &&
            countText(
              { t, language },
              "endpointsStopped",
              troubles.length,
              number(tested.length),
              number(planned),
              ...counts,
            )}
        </p>
        {blind > 0 && (
          <p class="endpoint-warning tone-warn" data-blind={blind}>
            {countText({ t, language }, "endpointsBlind", blind)}
          </p>
        )}
        <label class="share-switch">
          <input
            type="checkbox"
            name="troubles"
            checked={troublesOnly}
            onChange={(event) => setTroublesOnly(event.currentTarget.checked)}
          />
          <span>{t("endpointsTroublesOnly", number(troubles.length))}</span>
        </label>
      </div>
      <EndpointPanels items={items} certificates={certificates} roots={roots} />
      {!running && found.length > 0 && (
        <PassOn {...{ found, report, settings, ports, certificates }} />
      )}
    </section>
  );
}

type PassOnProps = Pick<Props, "found" | "report" | "settings" | "ports"> &
  Pick<Run, "certificates">;

/** Rendered only when opened, because writing hundreds of endpoints takes time. */
function PassOn({ found, report, settings, ports, certificates }: PassOnProps) {
  const { t } = useView();
  const [open, setOpen] = useState(false);
  const merged = useMemo(
    () => (open && report ? withEndpoints(report, found, certificates) : null),
    [open, report, found, certificates],
  );
  if (!report) {
    return (
      <p class="panel" data-no-report>
        {t("endpointsNoReport")} <PageLink page="report">{t("endpointToReport")}</PageLink>
      </p>
    );
  }
  if (!merged) {
    return (
      <p class="actions">
        <button type="button" class="button" data-pass-on onClick={() => setOpen(true)}>
          {t("endpointsPassOn")}
        </button>
      </p>
    );
  }
  return <Share report={merged} catalogue={ports.catalogue} support={settings} save={ports.save} />;
}
