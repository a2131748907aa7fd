import { isProvenByElimination } from "../../core/elimination.ts";
import type { Report, RootResult } from "../../core/report.ts";
import { testOf } from "../../report-text/meaning.ts";
import { ExpectedChain, ObservedChain } from "../Chain.tsx";
import { ChainPicture } from "../ChainPicture.tsx";
import { FindingBadge } from "../FindingBadge.tsx";
import { Fold } from "../Fold.tsx";
import { Icon } from "../Icon.tsx";
import { useView } from "../view-context.ts";
import { RootTest } from "./RootDetails.tsx";

/** The roots that decide, in a line each that opens. */
export function RootPanels({ report }: { report: Report }) {
  const { t } = useView();
  const roots = report.roots.filter(({ decides }) => decides);
  return (
    <section class="panel" aria-labelledby="roots-deciding">
      <h2 id="roots-deciding">{t("rootsDeciding")}</h2>
      <RootLines roots={roots} report={report} />
      <Expected roots={roots} report={report} />
    </section>
  );
}

/** The roots that do not decide, behind their count. */
export function OtherRoots({ report }: { report: Report }) {
  const { t } = useView();
  const roots = report.roots.filter(({ decides }) => !decides);
  return (
    <Fold title={t("headingCount", t("rootsOther"), String(roots.length))}>
      <RootLines roots={roots} report={report} />
    </Fold>
  );
}

interface RootsProps {
  roots: readonly RootResult[];
  report: Report;
}

function RootLines({ roots, report }: RootsProps) {
  return (
    <div class="roots">
      {roots.map((root) => (
        <RootLine key={root.id} root={root} report={report} />
      ))}
    </div>
  );
}

function RootLine({ root, report }: { root: RootResult; report: Report }) {
  const { t } = useView();
  const test = testOf(root, report);
  return (
    <details class="root" data-root={root.id} data-finding={root.finding}>
      <summary class="root-head">
        <Icon name="chevron" />
        <h3 class="root-name">{root.name}</h3>
        <FindingBadge {...root} />
      </summary>
      <div class="root-body">
        <RootTest root={root} report={report} />
        {isProvenByElimination(root, report) && (
          <p data-elimination>{t("meaning_elimination", root.name)}</p>
        )}
        {test && test.chain.length > 0 && (
          <>
            <ChainPicture observation={test} report={report} />
            <details class="more">
              <summary>{t("allFacts")}</summary>
              <ObservedChain
                observation={test}
                certificates={report.certificates}
                roots={report.roots}
              />
            </details>
          </>
        )}
      </div>
    </details>
  );
}

/** The chain that one of the roots should have; nothing if the browser showed a verified chain of each. */
function Expected({ roots, report }: RootsProps) {
  const { t } = useView();
  const unseen = roots.filter((root) => testOf(root, report)?.evidence !== "anchor");
  const root = unseen.find(({ id }) => report.verdict.roots.includes(id)) ?? unseen[0];
  if (!root) return null;
  const test = testOf(root, report);
  return (
    <details class="more" data-chain="expected" data-section="expected-chain">
      <summary>{t("expectedChain")}</summary>
      <ExpectedChain
        headed
        root={root}
        roots={report.roots}
        host={test ? new URL(test.url).hostname : null}
      />
    </details>
  );
}
