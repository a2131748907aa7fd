/** The popup, derived from what is stored. */
import { NEXT_STEP } from "../src/guidance/next-step.ts";
import { caseOf } from "../src/guidance/situation.ts";
import { pagePath } from "../src/core/pages.ts";
import type { Report } from "../src/core/report.ts";
import { useView } from "../src/view/view-context.ts";
import { Edition } from "../src/view/report/Edition.tsx";
import { reportAge } from "../src/report-text/facts.ts";
import { integerText } from "../src/report-text/format.ts";
import { Icon } from "../src/view/Icon.tsx";
import { HowTested } from "../src/view/report/HowTested.tsx";
import { isShown, PageButtons } from "../src/view/page-links.tsx";
import { PageSeen } from "../src/view/PageSeen.tsx";
import type { PopupPorts } from "./ports.ts";
import { RootLists } from "./RootLists.tsx";
import { supportCode } from "../src/core/support-code.ts";
import { Support } from "../src/view/Support.tsx";
import { SupportCode } from "../src/view/SupportCode.tsx";
import { useStateAttributes } from "../src/view/use-state-attributes.ts";
import type { PopupState } from "../src/view/popup-state.ts";
import { VerdictCard } from "../src/view/VerdictCard.tsx";
import { useConsole } from "../src/view/use-console.ts";
import { usePopupState } from "../src/view/use-popup-state.ts";
import { useSettingValues } from "../src/view/use-settings.ts";
import { WatchOffer } from "../src/view/WatchOffer.tsx";

export function App({ ports }: { ports: PopupPorts }) {
  const { t, openPage } = useView();
  const { current, now, startCheck, grant } = usePopupState(ports);
  const settings = useSettingValues(ports.settings);
  useStateAttributes(current);
  const report = current.state === "done" ? current.report : null;
  const { offers, page, allow } = useConsole(ports.console, report);
  return (
    <main class="popup">
      <header class="masthead">
        <img src="/icons/icon-48.png" width="24" height="24" alt="" />
        <span class="product">{t("extensionName")}</span>
        {report && <Age report={report} now={now} />}
      </header>
      <div class="content">
        {report && <Edition report={report} />}
        <VerdictCard
          current={current}
          onGrant={() => void grant()}
          onRepair={() => openPage(pagePath("report"))}
        />
        {page && <PageSeen page={page} names={ports.roots} report={report} now={now} />}
        {(report || current.state === "checking") && (
          <RootLists current={current} roots={ports.roots} />
        )}
        {report && isShown("support-code", settings) && <SupportCode report={report} />}
        {settings && (
          <Support values={settings} report={report} code={report && supportCode(report)} />
        )}
        {settings && current.state !== "checking" && offers(settings.watchConsole) && (
          <WatchOffer wanted={settings.watchConsole} onAllow={allow} />
        )}
        {report && (
          <details class="how">
            <summary>{t("howWeKnow")}</summary>
            <HowTested report={report} />
          </details>
        )}
        <PageButtons except={["report"]} settings={settings} />
      </div>
      <footer class="foot">
        <CheckAgain current={current} onPress={() => void startCheck()} />
        {current.state !== "checking" && (
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
      </footer>
    </main>
  );
}

function Age({ report, now }: { report: Report; now: number }) {
  const view = useView();
  const tookMs = Date.parse(report.finishedAt) - Date.parse(report.startedAt);
  return (
    <p class="age">
      {view.t("checkedAt", reportAge(report, now, view), integerText(tookMs, view.language))}
    </p>
  );
}

/** Not `disabled` while a check runs, because a disabled button loses the focus. */
function CheckAgain({ current, onPress }: { current: PopupState; onPress(): void }) {
  const { t } = useView();
  const busy = current.state === "checking";
  const isNextStep =
    current.state === "done" ? NEXT_STEP[caseOf(current.report)] === "check-again" : !busy;
  return (
    <button
      type="button"
      class={isNextStep ? "button button-main" : "button"}
      aria-disabled={busy}
      onClick={busy ? undefined : onPress}
    >
      <Icon name="refresh" />
      {t("checkAgain")}
    </button>
  );
}
