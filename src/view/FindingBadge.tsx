import type { Finding } from "../core/vocabulary.ts";
import { useView } from "./view-context.ts";
import { findingLabel, type LabelledFinding } from "../report-text/labels.ts";
import { Icon, type IconName } from "./Icon.tsx";

const LOOK: Record<Finding, { icon: IconName; tone: string }> = {
  trusted: { icon: "check", tone: "good" },
  "trusted-by-cross-sign": { icon: "check", tone: "good" },
  "not-trusted": { icon: "cross", tone: "bad" },
  inspected: { icon: "eye", tone: "warn" },
  exception: { icon: "alert", tone: "bad" },
  inconclusive: { icon: "question", tone: "calm" },
  "not-applicable": { icon: "dash", tone: "calm" },
};

/** A finding in one or two words with its colour and icon. */
export function FindingBadge({ finding, evidence }: LabelledFinding) {
  const view = useView();
  const { icon, tone } = LOOK[finding];
  return (
    <span class={`finding tone-${tone}`}>
      <Icon name={icon} />
      <span data-fact="finding">{findingLabel({ finding, evidence }, view)}</span>
    </span>
  );
}

/** A root's short name with the colour and icon of its finding; the finding in words is for screen readers. */
export function FindingMark({ name, finding, evidence }: LabelledFinding & { name: string }) {
  const view = useView();
  const { icon, tone } = LOOK[finding];
  return (
    <span class={`finding tone-${tone}`}>
      <Icon name={icon} />
      {name}
      <span class="visually-hidden">{`: ${findingLabel({ finding, evidence }, view)}. `}</span>
    </span>
  );
}
