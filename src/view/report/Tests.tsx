/** Every single test: what it was for, what came, how long it took, and how the connection was made. */
import { controlResult } from "../../core/finding.ts";
import type { Observation } from "../../core/observation.ts";
import type { Report } from "../../core/report.ts";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../view-context.ts";
import { UntrustedText } from "../UntrustedText.tsx";
import { integerText } from "../../report-text/format.ts";

export function Tests({ report }: { report: Report }) {
  const { t } = useView();
  // Endpoints have a list of their own, and times that count from another start.
  const observations = report.observations.filter(({ kind }) => kind !== "endpoint");
  const endMs = Math.max(1, ...observations.map((seen) => seen.startedMs + seen.durationMs));
  return (
    <>
      <h2>{t("tests")}</h2>
      <p>{t("testsIntro")}</p>
      <div class="panel table-wrap" role="region" aria-label={t("tests")} tabIndex={0}>
        <table class="tests">
          <thead>
            <tr>
              <th scope="col">{t("fieldTestPage")}</th>
              <th scope="col">{t("columnPurpose")}</th>
              <th scope="col">{t("columnOutcome")}</th>
              <th scope="col">{t("columnTime")}</th>
              <th scope="col">{t("columnConnection")}</th>
            </tr>
          </thead>
          <tbody>
            {observations.map((seen) => (
              <Test key={seen.url} seen={seen} endMs={endMs} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Test({ seen, endMs }: { seen: Observation; endMs: number }) {
  const { t, language } = useView();
  const { url, kind, tls, ip } = seen;
  const connection = [tls?.protocol, tls?.cipherSuite, tls?.keyExchange, tls?.signatureScheme, ip];
  return (
    <tr data-kind={kind} data-outcome={seen.outcome}>
      <th scope="row">
        <UntrustedText text={new URL(url).hostname} />
      </th>
      <td>{t(keyOf("kind", kind))}</td>
      <td>
        <Outcome seen={seen} />
      </td>
      <td class="timing">
        <Bar startedMs={seen.startedMs} durationMs={seen.durationMs} endMs={endMs} />
        {t("milliseconds", integerText(seen.durationMs, language))}
      </td>
      <td>
        {connection
          .filter((part) => part !== undefined && part !== null)
          .map((part) => (
            <UntrustedText key={part} class="line" text={part} />
          ))}
      </td>
    </tr>
  );
}

/** What came, and of a control whether that was right. */
function Outcome({ seen }: { seen: Observation }) {
  const { t } = useView();
  const { kind, status, failure } = seen;
  const control = kind === "expired" || kind === "revoked";
  return (
    <>
      {failure
        ? t(keyOf("failure", failure.code))
        : status === null
          ? t("loaded")
          : t("loadedWith", String(status))}
      {control && <span class="line note">{t(keyOf("control", controlResult(seen)))}</span>}
      {failure && <UntrustedText class="line note" text={failure.symbol ?? failure.raw} />}
    </>
  );
}

/** When a test ran within the whole check: a picture of numbers that stand beside it. */
function Bar({
  startedMs,
  durationMs,
  endMs,
}: Record<"startedMs" | "durationMs" | "endMs", number>) {
  const percent = (ms: number) => `${((100 * ms) / endMs).toFixed(2)}%`;
  return (
    <svg class="bar" aria-hidden="true" focusable="false">
      <rect class="bar-track" width="100%" height="100%" />
      <rect
        x={percent(startedMs)}
        width={percent(Math.max(durationMs, endMs / 100))}
        height="100%"
      />
    </svg>
  );
}
