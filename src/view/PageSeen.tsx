import type { RootName } from "../core/catalogue.ts";
import type { Report } from "../core/report.ts";
import type { SeenPage } from "../core/seen-page.ts";
import { ObservedChain } from "./Chain.tsx";
import { useView } from "./view-context.ts";
import { explainEndpoint } from "../report-text/endpoint-text.ts";
import { FindingBadge } from "./FindingBadge.tsx";
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
      <div class="page-seen-head">
        <h2 id="page-seen">
          {t("pageSeen")} <UntrustedText text={page.page.host} />
        </h2>
        <FindingBadge finding={found.finding} evidence={observation.evidence} />
      </div>
      <p>{doubtful ? t("pageDoubted") : text}</p>
      {failure && <p class="note">{isolated(failure.symbol ?? failure.raw)}</p>}
      <p class="note">{t(failure ? "pageRefusedAt" : "pageLoadedAt", agoText(now - at, view))}</p>
      {report && observation.chain.length > 0 && (
        <details>
          <summary>{t("pageChain")}</summary>
          <h3 class="visually-hidden">{t("pageChain")}</h3>
          <ObservedChain
            observation={observation}
            certificates={certificates}
            roots={report.roots}
          />
        </details>
      )}
    </section>
  );
}
