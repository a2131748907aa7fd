import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { isFine } from "../../core/endpoint-finding.ts";
import type { Report } from "../../core/report.ts";
import type { Settings } from "../../core/default-settings.ts";
import { withEndpoints } from "../../core/with-endpoints.ts";
import { useView } from "../../view/view-context.ts";
import { EndpointPanels } from "../../view/EndpointPanels.tsx";
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
}

/** The results of a run so far, and how to share them once it has ended. */
export function Results({ run, found, report, settings, ports }: Props) {
  const view = useView();
  const { t, language } = view;
  const { catalogue } = ports;
  const heading = useRef<HTMLHeadingElement>(null);
  const roots = useMemo(
    () =>
      catalogue.roots.map(({ id, name, spkiSha256 }) => ({ id, name, expected: { spkiSha256 } })),
    [catalogue],
  );
  const { id, state, planned, tested, certificates } = run;
  useLayoutEffect(() => {
    // The bar above shows the progress; it sticks to the top of the window.
    heading.current?.scrollIntoView();
    heading.current?.focus({ preventScroll: true });
  }, [id]);
  const number = (count: number) => integerText(count, language);
  const fine = found.filter((each) => isFine(each.found)).length;
  const others = found.length - fine;
  const blind = tested.filter((each) => each.blind).length;
  const done = () =>
    others
      ? countText(view, "endpointsDone", planned, number(planned), number(fine), number(others))
      : countText(view, "endpointsDoneFine", planned);
  const stopped = () =>
    countText(
      view,
      "endpointsStopped",
      planned,
      number(tested.length),
      number(planned),
      number(fine),
      number(others),
    );
  return (
    <section class="endpoint-results" aria-labelledby="results" data-run={state}>
      <h2 id="results" ref={heading} tabIndex={-1}>
        {t("endpointsResults")}
      </h2>
      <p role="status" data-trusted={fine} data-bad={others}>
        {state === "done" && done()}
        {state === "stopped" && stopped()}
      </p>
      {blind > 0 && (
        <p class="endpoint-warning tone-warn" data-blind={blind}>
          {countText(view, "endpointsBlind", blind)}
        </p>
      )}
      <EndpointPanels {...{ planned, certificates, roots }} items={found} />
      {state !== "running" && found.length > 0 && (
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
