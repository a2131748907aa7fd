/** What a report says, fact by fact. Each is worded here once, for screens, files and tickets. */
import { countText } from "./plural.ts";
import { kindsOfAnswers } from "../core/addresses.ts";
import { sharedControlResult } from "../core/controls.ts";
import type { EndpointFinding } from "../core/endpoint-finding.ts";
import { controlResult } from "../core/finding.ts";
import type { Observation } from "../core/observation.ts";
import type { Report, RootResult } from "../core/report.ts";
import { endpointText, type EndpointSurroundings } from "./endpoint-text.ts";
import { factMaker, type Fact } from "./fact.ts";
import { ageText, dayText, integerText, listText, momentText, spanText } from "./format.ts";
import { causeWord, findingLabel, verdictWord } from "./labels.ts";
import { explainFinding } from "./meaning.ts";
import { verdictSentences } from "./sentences.ts";
import { keyOf, type Translator } from "./translator.ts";
import { isolated } from "./untrusted-text.ts";

/** The tests of the check itself, without those of endpoints that somebody added. */
export function checkTests({ observations }: Pick<Report, "observations">): Observation[] {
  return observations.filter(({ kind }) => kind !== "endpoint");
}

/** The verdict in words and in codes. */
export function resultFacts(report: Report, translator: Translator): Fact[] {
  const { own } = factMaker(translator);
  const { code, cause } = report.verdict;
  const { title, detail, step } = verdictSentences(report, translator);
  return [
    own("verdict", verdictWord(code, translator)),
    own("title", title),
    own("cause", causeWord(cause, translator)),
    own("detail", detail),
    own("step", step),
    own("codes", `${code}, ${cause}`),
  ];
}

/** What was found of a root, and what that means. */
export function rootFacts(root: RootResult, report: Report, translator: Translator): Fact[] {
  const { own } = factMaker(translator);
  return [
    own("finding", findingLabel(root, translator)),
    own("meaning", explainFinding(root, report, translator)),
  ];
}

/** What one test was for and what came of it. */
export function testFacts(test: Observation, translator: Translator): Fact[] {
  const { own, untrusted } = factMaker(translator);
  const { t } = translator;
  const { url, kind, failure, status, tls, ip } = test;
  const isControl = kind === "expired" || kind === "revoked";
  return [
    untrusted("test-page", url),
    own("purpose", t(keyOf("kind", kind))),
    own("outcome", outcomeText(test, translator)),
    own("control", isControl ? t(keyOf("control", controlResult(test))) : ""),
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

/** How long a test took. Lists print it alone, because all facts of all tests would cost time. */
export function durationFact({ durationMs }: Observation, translator: Translator): Fact {
  const { t, language } = translator;
  const { own } = factMaker(translator);
  return own("duration", t("milliseconds", integerText(durationMs, language)));
}

/** Whether the page of a test loaded, or why it did not. */
export function outcomeText({ failure, status }: Observation, { t }: Translator): string {
  if (failure) return t(keyOf("failure", failure.code));
  return status === null ? t("loaded") : t("loadedWith", String(status));
}

/** An endpoint that was tested. `testedAt`: ISO 8601. */
export interface TestedEndpoint {
  seen: Observation;
  found: EndpointFinding;
  testedAt: string;
}

/** What was found of an endpoint, and all that its test showed. */
export function endpointFacts(
  { seen, found, testedAt }: TestedEndpoint,
  around: EndpointSurroundings,
  translator: Translator,
): Fact[] {
  const { own } = factMaker(translator);
  const { language, timeZone } = translator;
  const label = findingLabel({ finding: found.finding, evidence: seen.evidence }, translator);
  return [
    own("finding", label),
    own("meaning", endpointText({ seen, found }, around, translator)),
    ...testFacts(seen, translator),
    own("tested-at", momentText(testedAt, language, timeZone)),
  ];
}

/** Baseline and controls: why the verdict can be believed. */
export function methodFacts(report: Report, translator: Translator): Fact[] {
  const { own } = factMaker(translator);
  const { t } = translator;
  return [
    own("baseline", baselineText(report, translator)),
    own("expired", t(keyOf("controlExpired", sharedControlResult(report, "expired")))),
    own("revoked", t(keyOf("controlRevoked", sharedControlResult(report, "revoked")))),
    own("answers", answersText(report.observations, translator)),
  ];
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

/** Says that Amazon's hosts were reached at addresses that are not public; null if they were not. */
function answersText(
  observations: readonly Observation[],
  { t, language }: Translator,
): string | null {
  const kinds = kindsOfAnswers(observations).map((kind) => t(keyOf("addressKind", kind)));
  return kinds.length ? t("answeredNotPublicly", listText(kinds, language)) : null;
}

/** Where, when and with what the check was made. */
export function environmentFacts(report: Report, translator: Translator): Fact[] {
  const { own, untrusted, code } = factMaker(translator);
  const { t, language, timeZone } = translator;
  const { browser, tool, catalogue, startedAt, finishedAt, online, id } = report;
  const tookMs = Date.parse(finishedAt) - Date.parse(startedAt);
  const catalogueDay = dayText(catalogue.date, language);
  return [
    untrusted("browser", `${browser.name} ${browser.version}`),
    untrusted("system", browser.os),
    untrusted("language", browser.language),
    own("programme", t(keyOf("programme", browser.programme))),
    own("managed", t(browser.managed ? "managedYes" : "managedUnknown")),
    own("network", t(online ? "networkOnline" : "networkOffline")),
    own("clock", clockText(report, translator)),
    own("checked", momentText(finishedAt, language, timeZone)),
    own("duration", t("milliseconds", integerText(tookMs, language))),
    own("tool", `${tool.name} ${tool.version}`),
    own("catalogue", `${catalogueDay} (${isolated(catalogue.edition)})`),
    code("report", id),
  ];
}

/** The browser and the catalogue in one line. */
export function environmentLine(
  { browser, catalogue }: Report,
  { t, language }: Translator,
): string {
  const { name, version } = browser;
  const catalogueDay = dayText(catalogue.date, language);
  return t("environment", isolated(name), isolated(version), catalogueDay);
}

/** Smaller differences between clocks are not mentioned: ms. */
const CLOCK_TOLERANCE_MS = 60_000;

/** What the servers say of this machine's clock. */
function clockText({ clock }: Report, translator: Translator): string {
  if (!clock) return translator.t("clockUnknown");
  const servers = String(clock.servers);
  const offMs = Math.abs(clock.behindMs);
  if (offMs < CLOCK_TOLERANCE_MS) {
    return countText(translator, "clockRight", clock.servers, servers);
  }
  const name = clock.behindMs > 0 ? "clockBehind" : "clockAhead";
  const by = spanText(offMs, translator.language);
  return countText(translator, name, clock.servers, by, servers);
}

/** Says that the report used another catalogue than the built-in one; null if it did not. */
export function editionNotice({ catalogue }: Report, { t }: Translator): string | null {
  const { edition } = catalogue;
  return edition === "" || edition === "built-in" ? null : t("editionNotice", isolated(edition));
}

/** How long ago the check ended: `2 minutes ago`. `nowMs`: since the epoch. */
export function reportAge({ finishedAt }: Report, nowMs: number, translator: Translator): string {
  return agoText(nowMs - Date.parse(finishedAt), translator);
}

/** An age in ms as a text: `2 minutes ago`, `just now`. */
export function agoText(ageMs: number, { t, language }: Translator): string {
  return ageText(ageMs, language) ?? t("justNow");
}
