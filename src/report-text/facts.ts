/** The facts that the popup shows too. It loads neither check-test-facts.ts nor endpoint-facts.ts. */
import type { Observation } from "../core/observation.ts";
import type { Report, RootResult } from "../core/report.ts";
import { factMaker, type Fact, type FactId } from "./fact.ts";
import { ageText, integerText } from "./format.ts";
import { failureText, findingLabel } from "./labels.ts";
import { explainFinding } from "./meaning.ts";
import { keyOf, type Translator } from "./translator.ts";
import { isolated } from "./untrusted-text.ts";

export function rootFacts(root: RootResult, report: Report, translator: Translator): Fact[] {
  const { own } = factMaker(translator);
  return [
    own("finding", findingLabel(root, translator)),
    own("meaning", explainFinding(root, report, translator)),
  ];
}

export const TEST_DETAILS: readonly FactId[] = [
  "test-page",
  "failure-code",
  "symbol",
  "raw",
  "status",
  "protocol",
  "cipher",
  "key-exchange",
  "address",
  "duration",
];

export function testFacts(test: Observation, translator: Translator): Fact[] {
  const { own, untrusted } = factMaker(translator);
  const { t } = translator;
  const { url, kind, failure, status, tls, ip } = test;
  return [
    untrusted("test-page", url),
    own("purpose", t(keyOf("kind", kind))),
    own("outcome", outcomeText(test, translator)),
    own("failure-code", failure?.code),
    untrusted("symbol", failure?.symbol),
    untrusted("raw", failure?.raw),
    own("status", status),
    untrusted("protocol", tls?.protocol),
    untrusted("cipher", tls?.cipherSuite),
    untrusted("key-exchange", tls?.keyExchange),
    untrusted("signature", tls?.signatureScheme),
    untrusted("address", ip),
    durationFact(test, translator),
  ];
}

/** Lists print it alone, because computing all facts of all tests would take time. */
export function durationFact({ durationMs }: Observation, translator: Translator): Fact {
  const { t, language } = translator;
  const { own } = factMaker(translator);
  return own("duration", t("milliseconds", integerText(durationMs, language)));
}

export function outcomeText({ failure, status }: Observation, { t }: Translator): string {
  if (failure) return failureText(failure, { t });
  return status === null ? t("loaded") : t("loadedWith", String(status));
}

/** Null if the report used the built-in catalogue. */
export function editionNotice({ catalogue }: Report, { t }: Translator): string | null {
  const { edition } = catalogue;
  return edition === "" || edition === "built-in" ? null : t("editionNotice", isolated(edition));
}

/** Such as `2 minutes ago`. `nowMs`: since the epoch. */
export function reportAge({ finishedAt }: Report, nowMs: number, translator: Translator): string {
  return agoText(nowMs - Date.parse(finishedAt), translator);
}

export function agoText(ageMs: number, { t, language }: Translator): string {
  return ageText(ageMs, language) ?? t("justNow");
}
