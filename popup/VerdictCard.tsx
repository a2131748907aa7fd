import { NEXT_STEP, updatePage } from "../src/guidance/next-step.ts";
import type { Report } from "../src/core/report.ts";
import type { VerdictCode } from "../src/core/words.ts";
import { keyOf, useDoors, type Doors } from "../src/view/doors.ts";
import { list } from "../src/view/format.ts";
import { Icon, type IconName } from "../src/view/Icon.tsx";

const LOOK: Record<VerdictCode, { icon: IconName; tone: string }> = {
  ready: { icon: "check", tone: "good" },
  "action-needed": { icon: "alert", tone: "bad" },
  inspected: { icon: "eye", tone: "warn" },
  inconclusive: { icon: "question", tone: "calm" },
};

interface Props {
  report: Report;
  onGrant(): void;
}

/** The verdict in one sentence, what it rests on, and the one next step. */
export function VerdictCard({ report, onGrant }: Props) {
  const doors = useDoors();
  const { t } = doors;
  const { code, cause } = report.verdict;
  const { icon, tone } = LOOK[code];
  const step = NEXT_STEP[cause];
  const guide = step === "update-browser" ? updatePage(report.browser) : null;
  return (
    <Card icon={icon} tone={tone} title={title(report, doors)} detail={t(detailKey(report))}>
      <div class="step">
        <h2>{t("nextStep")}</h2>
        <p>{t(keyOf("step", proven(report)), report.browser.name)}</p>
        {guide && (
          <a class="button button-main" href={guide} target="_blank" rel="noreferrer">
            {t("updateGuide", report.browser.name)}
            <Icon name="link" />
          </a>
        )}
        {step === "grant-permission" && (
          <button type="button" class="button button-main" onClick={onGrant}>
            {t("grantPermission")}
          </button>
        )}
      </div>
    </Card>
  );
}

interface CardProps {
  icon: IconName;
  tone: string;
  title: string;
  detail: string;
  children?: preact.ComponentChildren;
}

/** The frame that every state of the popup shows its sentence in. */
export function Card({ icon, tone, title: sentence, detail, children }: CardProps) {
  return (
    <section class={`card tone-${tone}`}>
      <span class="card-icon">
        <Icon name={icon} />
      </span>
      <div class="card-text" role="status">
        <h1>{sentence}</h1>
        <p>{detail}</p>
      </div>
      {children}
    </section>
  );
}

/** Interception that was only inferred, not seen, has words of its own. */
function proven({ verdict }: Report): string {
  const inferred = verdict.cause === "tls-inspection" && verdict.code !== "inspected";
  return inferred ? "tls-inspection-unproven" : verdict.cause;
}

function title(report: Report, { t, language }: Doors): string {
  const names = report.roots
    .filter(({ id }) => report.verdict.roots.includes(id))
    .map(({ name }) => name);
  return t(keyOf("title", proven(report)), list(names, language));
}

function detailKey(report: Report) {
  const { cause, evidence } = report.verdict;
  return cause === "none" ? keyOf("detail_none", evidence) : keyOf("detail", proven(report));
}
