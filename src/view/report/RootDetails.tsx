/** What the finding for one root rests on: a sentence, the facts of its test page, and the chain. */
import type { Observation } from "../../core/observation.ts";
import type { Report, RootResult } from "../../core/report.ts";
import { ExpectedChain, ObservedChain } from "../Chain.tsx";
import { useView } from "../view-context.ts";
import { Facts } from "../Facts.tsx";
import { integerText } from "../../report-text/format.ts";
import { explainFinding } from "../../report-text/meaning.ts";

interface Props {
  root: RootResult;
  report: Report;
  /** What its test page showed; undefined where none was asked. */
  seen: Observation | undefined;
}

export function RootDetails({ root, report, seen }: Props) {
  const { t } = useView();
  const shown = seen?.chain.length ? seen : undefined;
  return (
    <>
      <p>{explainFinding(root, report, seen, t)}</p>
      {seen && <PageFacts seen={seen} />}
      {shown && (
        <ObservedChain
          observation={shown}
          certificates={report.certificates}
          roots={report.roots}
        />
      )}
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
  const { t, language } = useView();
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
        { label: t("fieldDuration"), value: t("milliseconds", integerText(durationMs, language)) },
      ]}
    />
  );
}
