/** Tested endpoints: each with its finding, the meaning, advice, and details to unfold. */
import { Component } from "preact";
import { useState } from "preact/hooks";
import type { EndpointFinding } from "../core/endpoint-finding.ts";
import type { CertificateTable, Observation } from "../core/observation.ts";
import { endpointAdvice, type EndpointAdvice } from "../guidance/endpoint-advice.ts";
import { findErrorLines } from "../guidance/error-lines.ts";
import type { KnownRoot } from "../core/chain-links.ts";
import { ObservedChain } from "./Chain.tsx";
import { keyOf, type Translator } from "../report-text/translator.ts";
import { useView } from "./view-context.ts";
import { TEST_DETAILS } from "../report-text/facts.ts";
import { endpointFacts, endpointText } from "../report-text/endpoint-facts.ts";
import type { ChainContext } from "../report-text/endpoint-text.ts";
import { pickFacts, type Fact, type FactId } from "../report-text/fact.ts";
import { Facts } from "./Facts.tsx";
import { FindingBadge } from "./FindingBadge.tsx";
import { UntrustedText } from "./UntrustedText.tsx";
import { PageLink } from "./page-links.tsx";

/** One endpoint. Pass the same object again to avoid rendering it again. */
export interface EndpointItem {
  seen: Observation;
  found: EndpointFinding;
  /** ISO 8601, or milliseconds since the epoch. */
  testedAt: string | number;
  /** It was tested without permission for its host. */
  blind?: boolean;
  /** How people write the host, if that differs. */
  place?: { display: string; mixedScripts: boolean };
}

interface Props {
  items: readonly EndpointItem[];
  certificates: CertificateTable;
  roots: readonly KnownRoot[];
}

export function EndpointPanels({ items, ...rest }: Props) {
  return (
    <ul class="endpoints">
      {items.map((item) => (
        <Item key={item.seen.url} item={item} {...rest} />
      ))}
    </ul>
  );
}

/** Advice that leads to the report page. */
const TO_REPORT: readonly EndpointAdvice[] = ["amazon-root", "aws-root", "inspected"];

type ItemProps = Omit<Props, "items"> & { item: EndpointItem };

/** A class to skip rendering: a list has hundreds of items and changes several times a second. */
class Item extends Component<ItemProps> {
  override shouldComponentUpdate(next: ItemProps): boolean {
    return next.item !== this.props.item;
  }
  override render() {
    return <ItemBody {...this.props} />;
  }
}

function ItemBody({ item, certificates, roots }: ItemProps) {
  const view = useView();
  const { t } = view;
  const { seen, found, blind = false, place } = item;
  const { host } = new URL(seen.url);
  const advice = endpointAdvice(seen, found);
  const written = place && place.display !== host ? place.display : null;
  return (
    <li class="panel" data-endpoint={seen.url} data-finding={found.finding}>
      <header class="panel-head">
        <h3>
          <UntrustedText text={written ?? host} />
          {written !== null && (
            <>
              {" "}
              <span class="note">
                <UntrustedText text={host} />
              </span>
            </>
          )}
        </h3>
        <FindingBadge finding={found.finding} evidence={seen.evidence} />
      </header>
      <p data-fact="meaning">{endpointText(item, { certificates, roots }, view)}</p>
      {blind && <p class="note">{t("endpointBlind")}</p>}
      {place?.mixedScripts && <p class="tone-warn endpoint-warning">{t("endpointMixed")}</p>}
      {advice && (
        <p class="endpoint-advice" data-advice={advice}>
          {t(keyOf("endpointAdvice", advice))}{" "}
          {TO_REPORT.includes(advice) && <PageLink page="report">{t("endpointToReport")}</PageLink>}{" "}
          {seen.failure && (
            <PageLink page="guide" place={errorPlace(seen.failure.raw)}>
              {t("endpointToGuide")}
            </PageLink>
          )}
        </p>
      )}
      <Details {...{ item, certificates, roots }} />
    </li>
  );
}

/** The guide's page of error messages, at the browser's error if the page knows it. */
function errorPlace(raw: string): string {
  const [row] = findErrorLines(raw);
  return `#error-lines${row ? `/${row.id}` : ""}`;
}

const DETAILS: readonly FactId[] = [
  ...TEST_DETAILS.filter((id) => id !== "test-page"),
  "tested-at",
];

/** Renders its content once it is open, because a chain has many elements. */
function Details({ item, certificates, roots }: ItemProps) {
  const view = useView();
  const [open, setOpen] = useState(false);
  const { seen } = item;
  return (
    <details class="more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{view.t("endpointFacts")}</summary>
      {open && (
        <div class="root-body">
          <Facts facts={pickFacts(factsOf(item, { certificates, roots }, view), DETAILS)} />
          {seen.chain.length > 0 && (
            <ObservedChain observation={seen} certificates={certificates} roots={roots} />
          )}
        </div>
      )}
    </details>
  );
}

function factsOf(
  { seen, found, testedAt }: EndpointItem,
  around: ChainContext,
  view: Translator,
): Fact[] {
  const iso = typeof testedAt === "string" ? testedAt : new Date(testedAt).toISOString();
  return endpointFacts({ seen, found, testedAt: iso }, around, view);
}
