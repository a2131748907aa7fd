import type { RootName } from "../core/catalogue.ts";
import type { Report } from "../core/report.ts";
import type { SeenPage } from "../core/seen-page.ts";
import { ObservedChain } from "./Chain.tsx";
import { useView } from "./view-context.ts";
import { explainEndpoint } from "../report-text/endpoint-text.ts";
import { FindingBadge } from "./FindingBadge.tsx";
import { Icon } from "./Icon.tsx";
import { UntrustedText } from "./UntrustedText.tsx";
import { agoText } from "../report-text/facts.ts";
import { isolated } from "../report-text/untrusted-text.ts";

interface Props {
  page: SeenPage;
  /** The catalogue's roots by name. */
  names: readonly RootName[];
  /** The last report, whose roots the chain is compared with; null before the first check. */
  report: Report | null;
  /** Milliseconds since the epoch. */
  now: number;
}

/** The console page in the active tab: its host, what happened, and its certificate chain. */
export function PageSeen({ page, names, report, now }: Props) {
  const view = useView();
  const { t } = view;
  const { found, observation, certificates, at } = page;
  const text = explainEndpoint({ seen: observation, found }, { certificates, roots: names }, view);
  const { failure } = observation;
  // A new failure or a chain says more than the doubt.
  const doubtful = page.doubted && found.finding === "inconclusive" && !failure;
  return (
    <section class="page-seen" aria-labelledby="page-seen" data-page-finding={found.finding}>
      <details>
        <summary>
          <h2 id="page-seen">
            <span class="visually-hidden">{t("pageSeen")} </span>
            <UntrustedText text={page.page.host} />
          </h2>
          <FindingBadge finding={found.finding} evidence={observation.evidence} />
          <span class="page-seen-more">
            <span class="visually-hidden">{t("pageMore")}</span>
            <Icon name="chevron" />
          </span>
        </summary>
        <p class="note">{t(failure ? "pageRefusedAt" : "pageLoadedAt", agoText(now - at, view))}</p>
        {failure && <p class="note">{isolated(failure.symbol ?? failure.raw)}</p>}
        {report && observation.chain.length > 0 && (
          <>
            <h3 class="page-seen-chain">{t("pageChain")}</h3>
            <ObservedChain
              observation={observation}
              certificates={certificates}
              roots={report.roots}
            />
          </>
        )}
      </details>
      <p>{doubtful ? t("pageDoubted") : text}</p>
    </section>
  );
}
