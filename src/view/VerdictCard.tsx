import { NEXT_STEP, SIGN_IN_PAGE, updatePage, type ShownCase } from "../guidance/next-step.ts";
import { caseOf } from "../guidance/situation.ts";
import type { Case } from "../guidance/repair-cases.ts";
import type { Report } from "../core/report.ts";
import type { VerdictCode } from "../core/vocabulary.ts";
import { useView } from "./view-context.ts";
import { CopyButton } from "./CopyButton.tsx";
import { Icon, type IconName } from "./Icon.tsx";
import { countText } from "../report-text/plural.ts";
import { keyOf } from "../report-text/translator.ts";
import { isolated } from "../report-text/untrusted-text.ts";
import { Card } from "./Card.tsx";
import { cardSentences } from "./popup-sentences.ts";
import { isBusy, shownReport, type PopupState } from "./popup-state.ts";

interface Look {
  icon: IconName;
  tone: string;
}

export const LOOK_OF_VERDICT: Record<VerdictCode, Look> = {
  ready: { icon: "check", tone: "good" },
  "action-needed": { icon: "alert", tone: "bad" },
  inspected: { icon: "eye", tone: "warn" },
  inconclusive: { icon: "question", tone: "calm" },
};

const LOOK_OF_STATE: Record<Exclude<PopupState["state"], "decided" | "done">, Look> = {
  checking: { icon: "refresh", tone: "busy" },
  interrupted: { icon: "question", tone: "calm" },
  trouble: { icon: "alert", tone: "calm" },
};

interface Props {
  current: PopupState;
  onGrant(): void;
  /** Shows all steps; absent if they are on the same page. */
  onRepair?: () => void;
  /** Starts a check; absent if the page has another button for it. */
  onCheck?: () => void;
  /** Words a report for the administrator. */
  wordForAdministrator(report: Report): string | Promise<string>;
}

/** The verdict in one sentence, what it rests on, the next step, and one main button that is that step. */
export function VerdictCard(props: Props) {
  const { current, onRepair, onCheck } = props;
  const view = useView();
  const { title, detail, step } = cardSentences(current, view);
  const report = shownReport(current);
  const look =
    "report" in current
      ? LOOK_OF_VERDICT[current.report.verdict.code]
      : LOOK_OF_STATE[current.state];
  return (
    <Card {...look} title={title} detail={detail}>
      {current.state === "checking" && <Progress ended={current.ended} planned={current.planned} />}
      {step !== null && (
        <p class="step">
          <strong>{view.t("nextStep")}: </strong>
          <span data-fact="step">{step}</span>{" "}
          {report && onRepair && <AllSteps report={report} onRepair={onRepair} />}
        </p>
      )}
      <div class="step-buttons">
        {report && <MainButton {...props} report={report} waiting={isBusy(current)} />}
        {onCheck && <CheckAgain key="check" current={current} onPress={onCheck} />}
      </div>
    </Card>
  );
}

interface StepProps extends Omit<Props, "current" | "onCheck"> {
  report: Report;
  /** Until the report is complete, nobody can copy it. */
  waiting: boolean;
}

function leadsToSteps(found: Case): found is ShownCase {
  return NEXT_STEP[found] === "show-steps";
}

function MainButton({ report, waiting, onGrant, onRepair, wordForAdministrator }: StepProps) {
  const { t } = useView();
  const found = caseOf(report);
  if (leadsToSteps(found)) {
    return (
      onRepair && (
        <button type="button" class="button button-main" data-repair={found} onClick={onRepair}>
          {t(keyOf("showSteps", found))}
        </button>
      )
    );
  }
  switch (NEXT_STEP[found]) {
    case "update-browser": {
      const guide = updatePage(report.browser);
      return (
        guide && <OutsideLink to={guide} text={t("updateGuide", isolated(report.browser.name))} />
      );
    }
    case "sign-in":
      return <OutsideLink to={SIGN_IN_PAGE} text={t("signIn")} />;
    case "copy-for-administrator":
      return (
        <CopyButton
          text={() => wordForAdministrator(report)}
          label={t("copyForAdministrator")}
          shown
          main
          waiting={waiting}
        />
      );
    case "grant-permission":
      return (
        <button type="button" class="button button-main" onClick={onGrant}>
          {t("grantPermission")}
        </button>
      );
    default:
      return null;
  }
}

/** The way to all steps where another button is the next one. */
function AllSteps({ report, onRepair }: { report: Report; onRepair(): void }) {
  const { t } = useView();
  const found = caseOf(report);
  return report.verdict.code === "ready" || leadsToSteps(found) ? null : (
    <button type="button" class="link" data-repair={found} onClick={onRepair}>
      {t("allSteps")}
    </button>
  );
}

/** Not `disabled` while a check runs, because a disabled button loses the focus. */
function CheckAgain({ current, onPress }: { current: PopupState; onPress(): void }) {
  const { t } = useView();
  const busy = isBusy(current);
  const isMain =
    !busy && (current.state !== "done" || NEXT_STEP[caseOf(current.report)] === "check-again");
  return (
    <button
      type="button"
      class={isMain ? "button button-main" : "button"}
      data-check
      aria-disabled={busy}
      onClick={busy ? undefined : onPress}
    >
      <Icon name="refresh" />
      <span class={isMain || busy ? undefined : "roomy"}>{t("checkAgain")}</span>
    </button>
  );
}

/** A link that leaves the extension, styled as the main button. */
function OutsideLink({ to, text }: { to: string; text: string }) {
  return (
    <a class="button button-main" href={to} target="_blank" rel="noreferrer">
      {text}
      <Icon name="link" />
    </a>
  );
}

/** How far a check is. Not a live region: a screen reader would read out every step. */
function Progress({ ended, planned }: { ended: number; planned: number }) {
  const { t, language } = useView();
  const counts = [String(ended), String(planned)];
  return (
    <div class="progress">
      <progress max={planned || 1} value={ended} aria-label={t("checkProgress")} />
      <p>
        {planned
          ? countText({ t, language }, "checkingDetail", planned, ...counts)
          : t("checkingStart")}
      </p>
    </div>
  );
}
