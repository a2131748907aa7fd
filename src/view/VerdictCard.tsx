import { concernedHost, NEXT_STEP, updatePage } from "../guidance/next-step.ts";
import { caseOf } from "../guidance/situation.ts";
import type { Report } from "../core/report.ts";
import type { VerdictCode } from "../core/vocabulary.ts";
import { useView } from "./view-context.ts";
import { Icon, type IconName } from "./Icon.tsx";
import { countText } from "../report-text/plural.ts";
import { isolated } from "../report-text/untrusted-text.ts";
import { Card } from "./Card.tsx";
import { cardSentences } from "./popup-sentences.ts";
import type { PopupState } from "./popup-state.ts";

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

const LOOK_OF_STATE: Record<Exclude<PopupState["state"], "done">, Look> = {
  checking: { icon: "refresh", tone: "busy" },
  interrupted: { icon: "question", tone: "calm" },
  trouble: { icon: "alert", tone: "calm" },
};

interface Props {
  current: PopupState;
  onGrant(): void;
  /** Shows all steps; absent if they are on the same page. */
  onRepair?: () => void;
}

/** The verdict in one sentence, what it rests on, and the next step. */
export function VerdictCard({ current, onGrant, onRepair }: Props) {
  const view = useView();
  const { title, detail, step } = cardSentences(current, view);
  const report = current.state === "done" ? current.report : null;
  const look =
    current.state === "done"
      ? LOOK_OF_VERDICT[current.report.verdict.code]
      : LOOK_OF_STATE[current.state];
  return (
    <Card {...look} title={title} detail={detail}>
      {current.state === "checking" && <Progress ended={current.ended} planned={current.planned} />}
      {step !== null && (
        <div class="step">
          <h2>{view.t("nextStep")}</h2>
          <p data-fact="step">{step}</p>
          <div class="step-buttons">
            {report && <StepButton report={report} onGrant={onGrant} />}
            {report && onRepair && report.verdict.code !== "ready" && (
              <button
                type="button"
                class={NEXT_STEP[caseOf(report)] === "all-steps" ? "button button-main" : "button"}
                data-repair={caseOf(report)}
                onClick={onRepair}
              >
                {view.t("allSteps")}
              </button>
            )}
          </div>
        </div>
      )}
    </Card>
  );
}

function StepButton({ report, onGrant }: { report: Report; onGrant(): void }) {
  const { t } = useView();
  switch (NEXT_STEP[caseOf(report)]) {
    case "update-browser": {
      const guide = updatePage(report.browser);
      return (
        guide && <OutsideLink to={guide} text={t("updateGuide", isolated(report.browser.name))} />
      );
    }
    case "open-test-page": {
      const host = concernedHost(report);
      return host && <OutsideLink to={`https://${host}/`} text={t("openTestPage")} />;
    }
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
