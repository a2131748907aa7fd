/** What the finding for one root rests on: a sentence, the facts of its test page, and the chain. */
import { chainOf, type Observation } from "../core/observation.ts";
import type { Report, RootResult } from "../core/report.ts";
import { ExpectedChain, ObservedChain } from "./Chain.tsx";
import { keyOf, useDoors, type Doors } from "./doors.ts";
import { Facts } from "./Facts.tsx";
import { whole } from "./format.ts";
import { quoted } from "./visible.ts";

interface Props {
  root: RootResult;
  report: Report;
  /** What its test page showed; undefined where none was asked. */
  seen: Observation | undefined;
}

export function RootDetails({ root, report, seen }: Props) {
  const { t } = useDoors();
  const shown = seen?.chain.length ? seen : undefined;
  return (
    <>
      <p>{meaning(root, report, seen, t)}</p>
      {seen && <PageFacts seen={seen} />}
      {shown && <ObservedChain observation={shown} report={report} />}
      {shown?.evidence !== "anchor" && (
        <ExpectedChain
          root={root}
          roots={report.roots}
          host={seen ? new URL(seen.url).hostname : null}
        />
      )}
    </>
  );
}

function PageFacts({ seen }: { seen: Observation }) {
  const { t, language } = useDoors();
  const { url, failure, status, tls, ip, durationMs } = seen;
  return (
    <Facts
      facts={[
        { label: t("fieldTestPage"), value: url },
        { label: t("fieldFailureCode"), value: failure?.code },
        { label: t("fieldSymbol"), value: failure?.symbol },
        { label: t("fieldRaw"), value: failure?.raw },
        { label: t("fieldStatus"), value: status?.toString() },
        { label: t("fieldProtocol"), value: tls?.protocol },
        { label: t("fieldCipher"), value: tls?.cipherSuite },
        { label: t("fieldKeyExchange"), value: tls?.keyExchange },
        { label: t("fieldAddress"), value: ip },
        { label: t("fieldDuration"), value: t("milliseconds", whole(durationMs, language)) },
      ]}
    />
  );
}

/** The finding in a sentence that claims no more than the evidence. */
function meaning(
  root: RootResult,
  report: Report,
  seen: Observation | undefined,
  t: Doors["t"],
): string {
  const { finding, evidence, anchor } = root;
  switch (finding) {
    case "trusted":
      return evidence !== "anchor" && !root.expected.carried
        ? t("meaning_trusted_not_carried")
        : t(keyOf("meaning_trusted", evidence));
    case "trusted-by-cross-sign": {
      const name = report.roots.find(({ id }) => id === anchor)?.name;
      return name ? t("meaning_trusted_by_cross_sign", name) : t("meaning_private_cross_sign");
    }
    case "inspected":
      return seen?.failure ? t(keyOf("failure", seen.failure.code)) : foreign(report, seen, t);
    case "exception":
      return t("meaning_exception");
    case "not-applicable":
      return seen
        ? t("meaning_not_applicable")
        : `${t("meaning_untested")} ${t("meaning_not_applicable")}`;
    default:
      if (!seen) return t("meaning_untested");
      return seen.failure ? t(keyOf("failure", seen.failure.code)) : t("meaning_unclear");
  }
}

/** What showed that a chain is not Amazon's. */
function foreign(report: Report, seen: Observation | undefined, t: Doors["t"]): string {
  const chain = seen ? chainOf(seen, report.certificates) : [];
  const [leaf] = chain;
  const last = chain.at(-1);
  if (seen?.evidence === "anchor" && last) {
    const name = last.readable ? quoted(last.name) : t("unreadableCertificate");
    return t("meaning_inspected_anchor", name);
  }
  return leaf?.readable
    ? t("meaning_inspected_issuer", quoted(leaf.issuerName))
    : t("meaning_inspected");
}
