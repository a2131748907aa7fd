import { isCatalogueOld } from "../core/catalogue-age.ts";
import { kindsOfAnswers } from "../core/addresses.ts";
import { sharedControlResult } from "../core/control-result.ts";
import type { Observation } from "../core/observation.ts";
import type { Report } from "../core/report.ts";
import type { ControlResult } from "../core/vocabulary.ts";
import { factMaker, type Fact } from "./fact.ts";
import { dayText, listText } from "./format.ts";
import { keyOf, type Translator } from "./translator.ts";
import { isolated } from "./untrusted-text.ts";

/** Baseline and controls: why the verdict can be believed. */
export function methodFacts(report: Report, translator: Translator): Fact[] {
  const { own } = factMaker(translator);
  const { t } = translator;
  const revoked = sharedControlResult(report, "revoked");
  return [
    own("baseline", baselineText(report, translator)),
    own("expired", t(keyOf("controlExpired", sharedControlResult(report, "expired")))),
    own("revoked", revokedText(revoked, report.inspector !== null, translator)),
    own("answers", answersText(report.observations, translator)),
    own("catalogue-age", catalogueNotice(report, translator)),
  ];
}

/** What the revoked controls together show. `isInspected`: a load may be somebody else's page. */
export function revokedText(
  result: ControlResult,
  isInspected: boolean,
  { t }: Pick<Translator, "t">,
): string {
  return result === "loaded" && isInspected
    ? t("controlRevokedDoubtful")
    : t(keyOf("controlRevoked", result));
}

/** Names the comparison site that loaded, or all that did not. */
function baselineText(
  { baseline, observations }: Pick<Report, "baseline" | "observations">,
  { t, language }: Translator,
): string {
  if (baseline.observation === null) return t("baselineUntested");
  const wanted = baseline.loaded ? "loaded" : "failed";
  const hosts = observations
    .filter(({ kind, outcome }) => kind === "baseline" && outcome === wanted)
    .map(({ url }) => new URL(url).hostname);
  return baseline.loaded
    ? t("baselineLoaded", hosts[0] ?? "")
    : t("baselineFailed", listText(hosts, language));
}

/** Null unless Amazon's hosts were reached at addresses that are not public. */
function answersText(
  observations: readonly Observation[],
  { t, language }: Translator,
): string | null {
  const kinds = kindsOfAnswers(observations).map((kind) => t(keyOf("addressKind", kind)));
  return kinds.length ? t("answeredNotPublicly", listText(kinds, language)) : null;
}

/** Null unless the report used a catalogue that was more than a year old. */
export function catalogueNotice(report: Report, { t, language }: Translator): string | null {
  const { catalogue, finishedAt } = report;
  if (!isCatalogueOld(catalogue, Date.parse(finishedAt), report)) return null;
  return t("reportCatalogueOld", dayText(catalogue.date, language));
}

export function environmentLine(
  { browser, catalogue }: Report,
  { t, language }: Translator,
): string {
  const { name, version } = browser;
  const catalogueDay = dayText(catalogue.date, language);
  return t("environment", isolated(name), isolated(version), catalogueDay);
}
