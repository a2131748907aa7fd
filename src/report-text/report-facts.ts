import type { Report } from "../core/report.ts";
import { systemName } from "../guidance/situation.ts";
import { factMaker, type Fact } from "./fact.ts";
import { dayText, integerText, momentText, spanText } from "./format.ts";
import { countText } from "./plural.ts";
import { causeWord, verdictWord } from "./labels.ts";
import { verdictSentences } from "./sentences.ts";
import { keyOf, type Translator } from "./translator.ts";
import { isolated } from "./untrusted-text.ts";

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

export function environmentFacts(report: Report, translator: Translator): Fact[] {
  const { own, untrusted, code } = factMaker(translator);
  const { t, language, timeZone } = translator;
  const { browser, tool, catalogue, startedAt, finishedAt, online, id } = report;
  const tookMs = Date.parse(finishedAt) - Date.parse(startedAt);
  const catalogueDay = dayText(catalogue.date, language);
  return [
    untrusted("browser", `${browser.name} ${browser.version}`),
    untrusted("system", systemName(browser.os) ?? browser.os),
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

/** Smaller differences between clocks are not mentioned. */
const CLOCK_TOLERANCE_MS = 60_000;

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
