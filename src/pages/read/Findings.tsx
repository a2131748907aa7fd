import { useState } from "preact/hooks";
import type { CatalogueRoot } from "../../core/catalogue.ts";
import type { FindingLevel } from "../../reading/finding-codes.ts";
import type { ReadingFinding } from "../../reading/model.ts";
import { findingText } from "../../report-text/reading-text.ts";
import { keyOf } from "../../report-text/translator.ts";
import { ErrorCauses } from "./ErrorCauses.tsx";
import { Icon, type IconName } from "../../view/Icon.tsx";
import { useView } from "../../view/view-context.ts";

const LOOK: Record<FindingLevel, { icon: IconName; tone: string }> = {
  problem: { icon: "cross", tone: "bad" },
  note: { icon: "dash", tone: "calm" },
  good: { icon: "check", tone: "good" },
};

/** More are shown when asked for. */
const SHOWN = 12;

interface Props {
  findings: readonly ReadingFinding[];
  roots: readonly CatalogueRoot[];
}

export function Findings({ findings, roots }: Props) {
  const view = useView();
  const { t } = view;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? findings : findings.slice(0, SHOWN);
  return (
    <>
      <ul class="findings">
        {shown.map((finding, index) => {
          const { icon, tone } = LOOK[finding.level];
          return (
            <li key={index} class={`tone-${tone}`} data-code={finding.code}>
              <Icon name={icon} />
              <div>
                <span class="visually-hidden">{t(keyOf("readLevel", finding.level))}: </span>
                {findingText(finding, { ...view, roots })}
                {finding.line !== null && (
                  <span class="note"> {t("readLine", String(finding.line))}</span>
                )}
                {finding.code === "error-line" && <ErrorCauses finding={finding} />}
              </div>
            </li>
          );
        })}
      </ul>
      {shown.length < findings.length && (
        <p>
          <button type="button" class="link" onClick={() => setWhole(true)}>
            {t("readAllFindings", String(findings.length))}
          </button>
        </p>
      )}
    </>
  );
}
