/** Tested hosts as tables: what needs a look comes first, with its reason once; fine hosts follow by service. */
import { Component, type ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import type { EndpointFinding } from "../core/endpoint-finding.ts";
import type { CertificateTable, Observation } from "../core/observation.ts";
import type { EndpointAdvice } from "../guidance/endpoint-advice.ts";
import { browserWord } from "../guidance/browser-word.ts";
import type { KnownRoot } from "../core/chain-links.ts";
import { ObservedChain } from "./Chain.tsx";
import { keyOf, type Translator } from "../report-text/translator.ts";
import { useView } from "./view-context.ts";
import { durationFact, TEST_DETAILS } from "../report-text/facts.ts";
import { endpointFacts } from "../report-text/endpoint-facts.ts";
import {
  groupEndpoints,
  type CommonMeaning,
  type FineGroup,
  type ToldEndpoint,
  type TroubleGroup,
} from "../report-text/endpoint-groups.ts";
import type { ChainContext } from "../report-text/endpoint-text.ts";
import { pickFacts, type Fact, type FactId } from "../report-text/fact.ts";
import { countText, type PluralName } from "../report-text/plural.ts";
import { FactValue, Facts } from "./Facts.tsx";
import { FindingBadge } from "./FindingBadge.tsx";
import { Icon } from "./Icon.tsx";
import { UntrustedText } from "./UntrustedText.tsx";
import { PageLink } from "./page-links.tsx";

/** One tested host. Pass the same object again to avoid rendering it again. */
interface EndpointItem {
  seen: Observation;
  found: EndpointFinding;
  /** ISO 8601, or milliseconds since the epoch. */
  testedAt: string | number;
  /** It was tested without permission for its host. */
  blind?: boolean;
  /** How people write the host, if that differs. */
  place?: { display: string; mixedScripts: boolean };
}

interface Around {
  certificates: CertificateTable;
  roots: readonly KnownRoot[];
}

interface Props extends Around {
  items: readonly EndpointItem[];
  /** How many hosts the list will have; the number of items if it is complete. */
  planned?: number;
}

type Told = ToldEndpoint<EndpointItem>;

/** Up to this many hosts, each has its row; of more, the fine ones are folded by service. */
const UNFOLDED = 10;

const COMMON: Record<CommonMeaning, PluralName> = {
  loaded: "endpointsLoaded",
  "amazon-issuer": "endpointsIssuer",
  "amazon-anchor": "endpointsAnchor",
};

export function EndpointPanels({ items, planned = items.length, ...around }: Props) {
  const view = useView();
  const { troubles, byDesign, fine, common } = groupEndpoints(items, around, view);
  const bad = countOf(troubles);
  const good = countOf(fine);
  return (
    <div class="endpoints">
      {bad > 0 && (
        <section class="panel tone-warn" data-troubles={bad}>
          <h3 class="endpoint-part">
            <Icon name="alert" />
            {countText(view, "endpointsToLookAt", bad)}
          </h3>
          {troubles.map((group) => (
            <Trouble key={`${group.advice} ${group.text}`} group={group} {...around} />
          ))}
        </section>
      )}
      {byDesign.length > 0 && (
        <section class="panel tone-calm" data-by-design={byDesign.length}>
          <h3 class="endpoint-part">
            <Icon name="question" />
            {countText(view, "endpointsByDesign", byDesign.length)}
          </h3>
          <p class="endpoint-common">{view.t("endpointsByDesignNote")}</p>
          <HostTable>
            <Rows told={byDesign} {...around} />
          </HostTable>
        </section>
      )}
      {good > 0 && (
        <section class="panel tone-good" data-fine={good}>
          <h3 class="endpoint-part">
            <Icon name="check" />
            {countText(
              view,
              items.length < planned || good < items.length
                ? "endpointsSomeFine"
                : "endpointsAllFine",
              good,
            )}
          </h3>
          {common.map(({ meaning, count }) => (
            <p key={meaning} class="endpoint-common" data-common={meaning}>
              {countText(view, COMMON[meaning], count)}
            </p>
          ))}
          <HostTable>
            {fine.map((group) =>
              planned > UNFOLDED && group.told.length > 1 ? (
                <Folded
                  key={group.service.id}
                  group={group}
                  isComplete={items.length >= planned}
                  {...around}
                />
              ) : (
                <Rows key={group.service.id} told={group.told} {...around} />
              ),
            )}
          </HostTable>
        </section>
      )}
    </div>
  );
}

function countOf(groups: readonly { told: readonly Told[] }[]): number {
  return groups.reduce((sum, { told }) => sum + told.length, 0);
}

/** Advice that leads to the report page. */
const TO_REPORT: readonly EndpointAdvice[] = ["amazon-root", "aws-root", "inspected"];

/** Hosts with one reason: the reason and what to do, once, and a row for each. */
function Trouble({ group, ...around }: { group: TroubleGroup<EndpointItem> } & Around) {
  const { t } = useView();
  const { text, advice, told } = group;
  const failure = told[0]?.item.seen.failure;
  return (
    <div class="endpoint-reason" data-reason={advice}>
      <p class="endpoint-why" data-fact="meaning">
        {text}
      </p>
      {advice && (
        <p data-advice={advice}>
          {t(keyOf("endpointAdvice", advice))}{" "}
          {TO_REPORT.includes(advice) && <PageLink page="report">{t("endpointToReport")}</PageLink>}{" "}
          {failure && (
            <PageLink page="guide" place={errorPlace(failure.symbol ?? failure.raw)}>
              {t("endpointToGuide")}
            </PageLink>
          )}
        </p>
      )}
      <HostTable>
        <Rows told={told} {...around} />
      </HostTable>
    </div>
  );
}

/** The guide's page of error messages, at the browser's word if there is one. */
function errorPlace(failure: string): string {
  const word = browserWord(failure);
  return `#error-lines${word ? `/${word}` : ""}`;
}

const COLUMNS = 4;

function HostTable({ children }: { children: ComponentChildren }) {
  const { t } = useView();
  return (
    <table class="hosts">
      <thead class="visually-hidden">
        <tr>
          <th scope="col">{t("endpointsHost")}</th>
          <th scope="col">{t("endpointsResult")}</th>
          <th scope="col">{t("fieldDuration")}</th>
          <th scope="col">{t("endpointFacts")}</th>
        </tr>
      </thead>
      {children}
    </table>
  );
}

interface FoldedProps extends Around {
  group: FineGroup<EndpointItem>;
  /** Whether every host of the list was tested. */
  isComplete: boolean;
}

/** The fine hosts of one service, in one line until it is opened. */
function Folded({ group, isComplete, ...around }: FoldedProps) {
  const view = useView();
  const [open, setOpen] = useState(false);
  const { service, told, isPart } = group;
  const areAll = isComplete && !isPart;
  return (
    <>
      <tbody class="hosts-fold" data-fold={service.id} data-count={told.length}>
        <tr>
          <th scope="rowgroup" colSpan={COLUMNS}>
            <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
              <span>
                <span class="hosts-service">{service.name}</span>{" "}
                <span class="note">
                  {countText(view, areAll ? "endpointsAllFine" : "endpointsSomeFine", told.length)}
                </span>
              </span>
              <Icon name="chevron" />
            </button>
          </th>
        </tr>
      </tbody>
      {open && <Rows told={told} isNamed {...around} />}
    </>
  );
}

interface RowsProps extends Around {
  told: readonly Told[];
  /** The service's name is in the line above. */
  isNamed?: boolean;
}

function Rows({ told, isNamed = false, ...around }: RowsProps) {
  return (
    <>
      {told.map((each) => (
        <Row key={each.item.seen.url} told={each} isNamed={isNamed} {...around} />
      ))}
    </>
  );
}

type RowProps = { told: Told; isNamed: boolean } & Around;

/** A class to skip rendering: a list has hundreds of rows and changes while it is tested. */
class Row extends Component<RowProps> {
  override shouldComponentUpdate({ told, isNamed }: RowProps): boolean {
    return told.item !== this.props.told.item || isNamed !== this.props.isNamed;
  }
  override render() {
    return <RowBody {...this.props} />;
  }
}

function RowBody({ told, isNamed, ...around }: RowProps) {
  const view = useView();
  const { t } = view;
  const { item, host, service, note } = told;
  const { seen, found, place } = item;
  const [open, setOpen] = useState(false);
  const id = useId();
  const display = place && place.display !== host ? place.display : null;
  return (
    <tbody
      class={isNamed ? "hosts-part" : undefined}
      data-endpoint={seen.url}
      data-finding={found.finding}
      data-service={service.id}
    >
      <tr>
        <th scope="row" id={`${id}-host`}>
          <UntrustedText text={display ?? host} />{" "}
          {display !== null && (
            <span class="note">
              <UntrustedText text={host} />
            </span>
          )}{" "}
          {!isNamed && service.isKnown && <span class="note">{service.name}</span>}
          {note !== null && (
            <span class="note" data-fact="note">
              {note}
            </span>
          )}
          {place?.mixedScripts && (
            <span class="tone-warn endpoint-warning">{t("endpointMixed")}</span>
          )}
        </th>
        <td>
          <FindingBadge finding={found.finding} evidence={seen.evidence} />
        </td>
        <td class="hosts-time">
          <FactValue fact={durationFact(seen, view)} />
        </td>
        <td class="hosts-open">
          <button
            type="button"
            class="button-bare"
            aria-expanded={open}
            aria-labelledby={`${id}-open ${id}-host`}
            onClick={() => setOpen(!open)}
          >
            <Icon name="chevron" />
            <span id={`${id}-open`} class="visually-hidden">
              {t("endpointFacts")}
            </span>
          </button>
        </td>
      </tr>
      {open && (
        <tr class="hosts-details">
          <td colSpan={COLUMNS}>
            <Details told={told} {...around} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

const DETAILS: readonly FactId[] = [
  ...TEST_DETAILS.filter((id) => id !== "test-page"),
  "tested-at",
];

function Details({ told: { item, text, note }, ...around }: Omit<RowProps, "isNamed">) {
  const view = useView();
  const { seen, blind } = item;
  return (
    <div class="root-body">
      {text !== null && text !== note && <p data-fact="meaning">{text}</p>}
      {blind && <p class="note">{view.t("endpointBlind")}</p>}
      <Facts facts={pickFacts(factsOf(item, around, view), DETAILS)} />
      {seen.chain.length > 0 && <ObservedChain observation={seen} {...around} />}
    </div>
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
