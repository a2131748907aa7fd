/** Endpoints that were tested: of each its finding, what that means, what to do, and its chain to unfold. */
import { Component } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { EndpointFinding } from "../core/endpoint-finding.ts";
import type { CertificateTable, Observation } from "../core/observation.ts";
import type { Report } from "../core/report.ts";
import { reverseProxied } from "../core/reverse-proxy.ts";
import { certifiedElsewhere } from "../core/zones.ts";
import { endpointAdvice, type EndpointAdvice } from "../guidance/endpoint-advice.ts";
import { findErrorLines } from "../guidance/error-lines.ts";
import { ObservedChain, type KnownRoot } from "./Chain.tsx";
import { keyOf } from "../report-text/translator.ts";
import { useView } from "./view-context.ts";
import { explainEndpoint } from "../report-text/endpoint-text.ts";
import { Facts } from "./Facts.tsx";
import { FindingBadge } from "./FindingBadge.tsx";
import { UntrustedText } from "./UntrustedText.tsx";
import { momentText, integerText } from "../report-text/format.ts";
import { PageLink } from "./page-links.tsx";

/** One endpoint. The same object as before is not drawn anew. */
export interface EndpointItem {
  seen: Observation;
  found: EndpointFinding;
  /** ISO 8601, or milliseconds since the epoch. */
  testedAt: string | number;
  /** It was asked without permission. */
  blind?: boolean;
  /** How the host is written for people, where that differs. */
  place?: { display: string; mixedScripts: boolean };
}

interface Props {
  items: readonly EndpointItem[];
  certificates: CertificateTable;
  roots: readonly KnownRoot[];
}

export function EndpointList({ items, ...rest }: Props) {
  return (
    <ul class="endpoints">
      {items.map((item) => (
        <Item key={item.seen.url} item={item} {...rest} />
      ))}
    </ul>
  );
}

/** What a report says of endpoints, for the pages that show a report; nothing where it has none. */
export function ReportEndpoints({ report }: { report: Report }) {
  const { t } = useView();
  const { endpoints, observations, certificates, roots } = report;
  const items = useMemo(
    () =>
      endpoints.map(({ observation, testedAt, ...found }) => ({
        seen: observations[observation]!,
        found,
        testedAt,
      })),
    [endpoints, observations],
  );
  if (!items.length) return null;
  return (
    <>
      <h2>{t("endpointsHeading")}</h2>
      <p>{t("endpointsInReport")}</p>
      <EndpointList items={items} {...{ certificates, roots }} />
    </>
  );
}

/** Advice that rests on what the report found. */
const TO_REPORT: readonly EndpointAdvice[] = ["amazon-root", "aws-root", "inspected"];

type ItemProps = Omit<Props, "items"> & { item: EndpointItem };

/** Hundreds of these stand in one list that changes several times a second. */
class Item extends Component<ItemProps> {
  override shouldComponentUpdate(next: ItemProps): boolean {
    return next.item !== this.props.item;
  }
  override render() {
    return <ItemBody {...this.props} />;
  }
}

function ItemBody({ item, certificates, roots }: ItemProps) {
  const { t } = useView();
  const { seen, found, blind = false, place } = item;
  const { host, hostname } = new URL(seen.url);
  const advice = endpointAdvice(seen, found);
  const elsewhere = certifiedElsewhere(hostname);
  const proxied = reverseProxied(hostname);
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
      <p>{explainEndpoint({ seen, found }, { certificates, roots }, t)}</p>
      {blind && <p class="note">{t("endpointBlind")}</p>}
      {place?.mixedScripts && <p class="tone-warn endpoint-warning">{t("endpointMixed")}</p>}
      {elsewhere && <p>{t(keyOf("endpointElsewhere", elsewhere.id), elsewhere.authority)}</p>}
      {proxied && <p>{t("endpointReverseProxy", proxied.product, proxied.host)}</p>}
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

/** The guide's page of error messages; at the one that the browser's word is, where it knows it. */
function errorPlace(raw: string): string {
  const [row] = findErrorLines(raw);
  return `#error-lines${row ? `/${row.id}` : ""}`;
}

/** Built when they are first opened: a chain has more to it than all the rest. */
function Details({ item, certificates, roots }: ItemProps) {
  const { t, language } = useView();
  const [open, setOpen] = useState(false);
  const { seen, testedAt } = item;
  const { failure, tls, status, ip, durationMs } = seen;
  return (
    <details class="more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("endpointFacts")}</summary>
      {open && (
        <div class="root-body">
          <Facts
            facts={[
              { label: t("fieldFailureCode"), value: failure?.code },
              { label: t("fieldRaw"), value: failure?.raw },
              { label: t("fieldSymbol"), value: failure?.symbol },
              { label: t("fieldStatus"), value: status === null ? null : String(status) },
              { label: t("fieldAddress"), value: ip },
              { label: t("fieldProtocol"), value: tls?.protocol },
              { label: t("fieldCipher"), value: tls?.cipherSuite },
              { label: t("fieldKeyExchange"), value: tls?.keyExchange },
              {
                label: t("fieldDuration"),
                value: t("milliseconds", integerText(durationMs, language)),
              },
              { label: t("endpointTested"), value: momentText(isoOf(testedAt), language) },
            ]}
          />
          {seen.chain.length > 0 && (
            <ObservedChain observation={seen} certificates={certificates} roots={roots} />
          )}
        </div>
      )}
    </details>
  );
}

function isoOf(time: string | number): string {
  return typeof time === "string" ? time : new Date(time).toISOString();
}
