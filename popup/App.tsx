/** The popup, derived from what is stored. */
import { pagePath } from "../src/core/pages.ts";
import type { Report } from "../src/core/report.ts";
import { useView } from "../src/view/view-context.ts";
import { Edition } from "../src/view/report/Edition.tsx";
import { reportAge } from "../src/report-text/facts.ts";
import { isShown, PageButtons } from "../src/view/page-links.tsx";
import { later } from "../src/view/later.tsx";
import type { PopupPorts } from "./ports.ts";
import { RootLists } from "./RootLists.tsx";
import { supportCode } from "../src/core/support-code.ts";
import { Support } from "../src/view/Support.tsx";
import { SupportCode } from "../src/view/SupportCode.tsx";
import { isBusy, shownReport } from "../src/view/popup-state.ts";
import { useStateAttributes } from "../src/view/use-state-attributes.ts";
import { VerdictCard } from "../src/view/VerdictCard.tsx";
import { useConsole } from "../src/view/use-console.ts";
import { useFollowed } from "../src/view/use-followed.ts";
import { usePopupState } from "../src/view/use-popup-state.ts";
import { useSettingValues } from "../src/view/use-settings.ts";
import { WatchOffer } from "../src/view/WatchOffer.tsx";

const PageSeen = later(async () => (await import("../src/view/PageSeen.tsx")).PageSeen);
const FirstRun = later(async () => (await import("../src/view/FirstRun.tsx")).FirstRun);

export function App({ ports }: { ports: PopupPorts }) {
  const { t, openPage } = useView();
  const { current, now, startCheck, grant } = usePopupState(ports);
  const settings = useSettingValues(ports.settings);
  const { value: isFirstRun } = useFollowed(ports.firstRun);
  useStateAttributes(current);
  const shown = shownReport(current);
  const report = current.state === "done" ? current.report : null;
  const { offers, page, allow } = useConsole(ports.console, report);
  // Not in the way of a person for whom nothing works, unless it is switched on and only the permission is missing.
  const isWatchWelcome = report?.verdict.code === "ready" || settings?.watchConsole === true;
  // One thing at a time: the first popup explains itself before it offers something.
  const isWatchOffered = isWatchWelcome && isFirstRun === false;
  return (
    <main class="popup">
      <header class="masthead">
        <img src="/icons/icon-48.png" width="24" height="24" alt="" />
        <span class="product">{t("extensionName")}</span>
        {report && <Age report={report} now={now} />}
      </header>
      <div class="content">
        {shown && <Edition report={shown} />}
        <VerdictCard
          current={current}
          onGrant={() => void grant()}
          onRepair={() => openPage(pagePath("report"))}
          onCheck={() => void startCheck()}
          wordForAdministrator={(each) =>
            ports.wordForAdministrator(
              each,
              isShown("support-code", settings) ? supportCode(each) : null,
            )
          }
        />
        {page && <PageSeen page={page} names={ports.roots} report={report} now={now} />}
        {(report || isBusy(current)) && <RootLists current={current} roots={ports.roots} />}
        {report && isShown("support-code", settings) && <SupportCode report={report} />}
        {current.state === "decided" && <p class="rest">{t("restUnderWay")}</p>}
        {settings && (
          <Support values={settings} report={report} code={report && supportCode(report)} />
        )}
        {settings && isWatchOffered && offers(settings.watchConsole) && (
          <WatchOffer wanted={settings.watchConsole} onAllow={allow} short />
        )}
        {/* Last, so that nothing but the footer moves when it arrives. */}
        {isFirstRun && <FirstRun ports={ports.firstRun} browser={shown?.browser ?? null} />}
      </div>
      <footer class="foot">
        {!isBusy(current) && (
          <button type="button" class="button" onClick={() => openPage(pagePath("report"))}>
            {t("fullReport")}
          </button>
        )}
        {report && (
          <button
            type="button"
            class="button"
            onClick={() => openPage(pagePath("report", "#share"))}
          >
            {t("shareReport")}
          </button>
        )}
        <PageButtons except={["report"]} settings={settings} />
      </footer>
    </main>
  );
}

function Age({ report, now }: { report: Report; now: number }) {
  const view = useView();
  return <p class="age">{view.t("checkedAt", reportAge(report, now, view))}</p>;
}
