/** The report page: all that the popup shows, and more: what to do first, then the evidence. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { BrowserInfo } from "../../core/report.ts";
import { supportCode } from "../../core/support-code.ts";
import { useView } from "../../view/view-context.ts";
import { Edition } from "../../view/report/Edition.tsx";
import { reportForAdministrator } from "../../report-text/administrator-text.ts";
import { reportAge } from "../../report-text/facts.ts";
import { Icon } from "../../view/Icon.tsx";
import { isShown } from "../../view/page-links.tsx";
import { PageFrame } from "../../view/PageFrame.tsx";
import { Support } from "../../view/Support.tsx";
import { VerdictCard } from "../../view/VerdictCard.tsx";
import { useStateAttributes } from "../../view/use-state-attributes.ts";
import { isBusy } from "../../view/popup-state.ts";
import { usePopupState } from "../../view/use-popup-state.ts";
import { useSettingValues } from "../../view/use-settings.ts";
import { openFold } from "../../view/Fold.tsx";
import { ShareButton } from "../../view/Share.tsx";
import { ResultLine } from "../../view/report/ResultLine.tsx";
import { ReportSections } from "../../view/report/ReportSections.tsx";
import { LogProof } from "../../view/report/LogProof.tsx";
import { History } from "../../view/report/History.tsx";
import type { ReportPorts } from "./ports.ts";

export function ReportPage({ ports }: { ports: ReportPorts }) {
  const view = useView();
  const { t } = view;
  const { current, now, startCheck, grant } = usePopupState(ports);
  const settings = useSettingValues(ports.settings);
  const { catalogue } = ports;
  const names = useMemo(
    () => new Map(catalogue.roots.map(({ id, name }) => [id, name])),
    [catalogue],
  );
  useStateAttributes(current);
  const report = current.state === "done" ? current.report : null;
  useLanding(report !== null && settings !== null);
  const busy = isBusy(current);
  // Stays while a check runs: the person is in the middle of its steps.
  const [browser, setBrowser] = useState<BrowserInfo | null>(null);
  useEffect(() => {
    if (report) setBrowser(report.browser);
  }, [report]);
  const history = isShown("history", settings) && <History ports={ports} names={names} />;
  return (
    <PageFrame page="report" settings={settings}>
      <main class="content">
        {report && <Edition report={report} />}
        <VerdictCard
          current={current}
          onGrant={() => void grant()}
          wordForAdministrator={(each) =>
            reportForAdministrator(
              each,
              isShown("support-code", settings) ? supportCode(each) : null,
              catalogue,
              view,
            )
          }
        />
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
              <ShareButton />
              <button type="button" class="button" onClick={ports.print}>
                {t("print")}
              </button>
              <span class="note">{t("checked", reportAge(report, now, view))}</span>
            </>
          )}
        </p>
        {report && settings && (
          <ResultLine report={report} withCode={isShown("support-code", settings)} />
        )}
        {settings && (
          <Support values={settings} report={report} code={report && supportCode(report)} />
        )}
        {report && (
          <ReportSections {...{ report, catalogue, settings }} save={ports.save}>
            {history}
          </ReportSections>
        )}
        {!report && history}
        {browser && ports.log && (
          <div class="folds">
            <LogProof browser={browser} ports={ports.log} busy={busy} />
          </div>
        )}
      </main>
    </PageFrame>
  );
}

/** Opens the part in the address once it is rendered, which is after the page has loaded. */
function useLanding(ready: boolean): void {
  useEffect(() => {
    if (ready) openFold(location.hash.slice(1));
  }, [ready]);
}
