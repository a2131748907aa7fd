/** Everything that the popup shows, with room to read: what to do first, then the evidence. */
import { useEffect, useMemo } from "preact/hooks";
import type { Report } from "../../core/report.ts";
import { supportCode } from "../../core/support-code.ts";
import { useView } from "../../view/view-context.ts";
import { Edition } from "../../view/report/Edition.tsx";
import { ageText } from "../../report-text/format.ts";
import { ReportEndpoints } from "../../view/EndpointList.tsx";
import { HowTested } from "../../view/report/HowTested.tsx";
import { Icon } from "../../view/Icon.tsx";
import { Masthead } from "../../view/Masthead.tsx";
import { HidingParts, isShown } from "../../view/page-links.tsx";
import { RepairSteps } from "../../view/RepairSteps.tsx";
import { Share } from "../../view/Share.tsx";
import { StrictPrograms } from "../../view/report/StrictPrograms.tsx";
import { Support } from "../../view/Support.tsx";
import { SupportCode } from "../../view/SupportCode.tsx";
import { VerdictCard } from "../../view/VerdictCard.tsx";
import { useStateAttributes } from "../../view/use-state-attributes.ts";
import { usePopupState } from "../../view/use-popup-state.ts";
import { useSettingValues } from "../../view/use-settings.ts";
import { Environment } from "../../view/report/Environment.tsx";
import { History } from "../../view/report/History.tsx";
import type { ReportPorts } from "./ports.ts";
import { RootPanels } from "../../view/report/RootPanels.tsx";
import { Tests } from "../../view/report/Tests.tsx";

export function ReportPage({ ports }: { ports: ReportPorts }) {
  const { t } = useView();
  const { screen, now, startCheck, grant } = usePopupState(ports);
  const settings = useSettingValues(ports.settings);
  const { catalogue } = ports;
  const names = useMemo(
    () => new Map(catalogue.roots.map(({ id, name }) => [id, name])),
    [catalogue],
  );
  useStateAttributes(screen);
  const report = screen.state === "done" ? screen.report : null;
  useLanding(report !== null && settings !== null);
  const busy = screen.state === "checking";
  return (
    <HidingParts value={settings}>
      <div class="page">
        <Masthead title={t("reportTitle")} links={["endpoints", "guide", "desk", "options"]} />
        <main class="content">
          {report && <Edition report={report} />}
          <VerdictCard screen={screen} onGrant={() => void grant()} />
          <p class="actions no-print">
            <button
              type="button"
              class="button"
              aria-disabled={busy}
              onClick={busy ? undefined : () => void startCheck()}
            >
              <Icon name="refresh" />
              {t("checkAgain")}
            </button>
            {report && (
              <>
                <a class="button" href="#share">
                  {t("shareReport")}
                </a>
                <button type="button" class="button" onClick={ports.print}>
                  {t("print")}
                </button>
                <Age report={report} now={now} />
              </>
            )}
          </p>
          {settings && (
            <Support values={settings} report={report} code={report && supportCode(report)} />
          )}
          {report && (
            <>
              <RepairSteps report={report} catalogue={catalogue} />
              <StrictPrograms report={report} />
              {isShown("support-code", settings) && (
                <>
                  <h2>{t("supportCode")}</h2>
                  <section class="panel">
                    <SupportCode report={report} spelt />
                  </section>
                </>
              )}
              <RootPanels report={report} />
              <h2>{t("howWeKnow")}</h2>
              <section class="panel">
                <HowTested report={report} />
              </section>
              <ReportEndpoints report={report} />
              <Tests report={report} />
              <Environment report={report} />
              {settings && (
                <Share report={report} catalogue={catalogue} support={settings} save={ports.save} />
              )}
            </>
          )}
          {isShown("history", settings) && <History ports={ports} names={names} />}
        </main>
      </div>
    </HidingParts>
  );
}

/** Goes to the part that the address names, once it is there: it was not when the page loaded. */
function useLanding(ready: boolean): void {
  useEffect(() => {
    const part = ready ? document.getElementById(location.hash.slice(1)) : null;
    part?.scrollIntoView();
    part?.focus();
  }, [ready]);
}

function Age({ report, now }: { report: Report; now: number }) {
  const { t, language } = useView();
  const age = ageText(now - Date.parse(report.finishedAt), language) ?? t("justNow");
  return <span class="note">{t("checked", age)}</span>;
}
