/** What a shared report says, in an order for somebody who has never seen the tool. */
import { controlTogether } from "../core/controls.ts";
import type { Observation } from "../core/observation.ts";
import type { Report } from "../core/report.ts";
import { reverseProxied } from "../core/reverse-proxy.ts";
import { inspectionFaults, type StrictFault } from "../core/strict-rules.ts";
import { VERDICTS } from "../core/words.ts";
import { certifiedElsewhere } from "../core/zones.ts";
import { baselineText } from "./baseline-text.ts";
import { keyOf, type Translator } from "./translator.ts";
import { dayText, spanText, integerText } from "./format.ts";
import { explainEndpoint } from "./endpoint-text.ts";
import { findingLabel } from "./labels.ts";
import { explainFinding } from "./meaning.ts";
import { answerText } from "./network-text.ts";
import { verdictSentences } from "./sentences.ts";
import { strictLists } from "./strict-text.ts";
import { isolated } from "./untrusted-text.ts";
import { REDACTED } from "../sharing/scrub.ts";
import type { Block, Fact, Section, Sheet } from "./sheet.ts";
import { isStandIn } from "../sharing/stand-in.ts";
import { hasSupport, supportFacts, type SupportFields } from "./support-contact.ts";

/**
 * The report as a sheet. `support`: whom it goes to. `strict`: which stricter rules the inspecting certificates break,
 * for a report that has lost their bytes; it names nobody.
 */
export function sheetOf(
  report: Report,
  words: Translator,
  support: SupportFields,
  strict: readonly StrictFault[] | null = inspectionFaults(report),
): Sheet {
  const { t } = words;
  const send: Section[] = hasSupport(support)
    ? [
        section(
          t("shareSend"),
          text(t("shareSendText")),
          facts(supportFacts(support, report, words)),
        ),
      ]
    : [];
  const time = momentUtc(report.finishedAt, words);
  return {
    title: t("shareTitle"),
    mark: report.training ? t("shareTraining") : null,
    sections: [
      section(t("shareWhat"), text(t("shareWhatText", time)), ...edition(report, words)),
      section(t("shareResult"), facts(resultFacts(report, words))),
      ...send,
      section(t("rootsDeciding"), rootTable(report, true, words)),
      section(t("rootsOther"), rootTable(report, false, words)),
      ...inspectorSections(report, words),
      ...strictSections(strict, words),
      section(t("howWeKnow"), { kind: "bullets", items: howTested(report, words) }),
      section(t("environmentHeading"), facts(environmentFacts(report, words))),
      section(t("shareTests"), testTable(report, words)),
      ...endpointSections(report, words),
      section(t("shareRead"), { kind: "bullets", items: howToRead(words) }),
    ],
  };
}

function section(heading: string, ...blocks: Block[]): Section {
  return { heading, blocks };
}

function text(words: string): Block {
  return { kind: "text", text: words };
}

function facts(list: Fact[]): Block {
  return { kind: "facts", facts: list.filter(([, value]) => value !== "") };
}

function edition({ catalogue }: Report, { t }: Translator): Block[] {
  return catalogue.edition === "built-in"
    ? []
    : [text(t("editionNotice", isolated(catalogue.edition)))];
}

function resultFacts(report: Report, words: Translator): Fact[] {
  const { t } = words;
  const { code, cause } = report.verdict;
  const { title, detail, step } = verdictSentences(report, words);
  return [
    [t("aboutVerdict"), t(keyOf("verdict", code))],
    [t("shareInShort"), title],
    [t("aboutCause"), t(keyOf("cause", cause))],
    [t("shareWhy"), detail],
    [t("nextStep"), step ?? ""],
    [t("shareCodes"), `${code}, ${cause}`],
  ];
}

function rootTable(report: Report, decides: boolean, words: Translator): Block {
  const { t } = words;
  const keys = ["shareRoot", "shareFinding", "shareMeaning", "fieldTestPage", "fieldRaw"] as const;
  return {
    kind: "table",
    columns: keys.map((key) => t(key)),
    rows: report.roots
      .filter((root) => root.decides === decides)
      .map((root) => {
        const seen = root.observation === null ? undefined : report.observations[root.observation];
        return [
          root.name,
          findingLabel(root, t),
          explainFinding(root, report, seen, t),
          seen ? hostOf(seen) : "",
          seen?.failure ? isolated(seen.failure.raw) : "",
        ];
      }),
  };
}

function inspectorSections({ inspector }: Report, { t }: Translator): Section[] {
  if (!inspector) return [];
  const { name, organization, product, spkiSha256, approved } = inspector;
  const known: Fact[] = [
    [t("shareInspectorName"), isolated(name)],
    [t("shareInspectorOrganization"), organization === null ? "" : isolated(organization)],
    [t("shareInspectorProduct"), product === null ? "" : isolated(product)],
    [t("fieldSpki"), spkiSha256 && isStandIn(spkiSha256) ? REDACTED : (spkiSha256 ?? "")],
    [t("shareInspectorApproved"), t(approved ? "shareYes" : "shareNo")],
  ];
  return [section(t("shareInspector"), text(t("shareInspectorText")), facts(known))];
}

/** Programs that would refuse the inspecting certificates; nothing where those were not seen. */
function strictSections(faults: readonly StrictFault[] | null, words: Translator): Section[] {
  const { t } = words;
  if (!faults) return [];
  const lists = strictLists(faults, words).flatMap(({ checker, items }): Block[] => [
    text(checker),
    { kind: "bullets", items },
  ]);
  const intro = text(t(faults.length ? "strictIntro" : "strictNone"));
  return [section(t("strictHeading"), intro, ...lists)];
}

function howTested(report: Report, words: Translator): string[] {
  const { t } = words;
  const { observations } = report;
  return [
    baselineText(report, words),
    t(keyOf("controlExpired", controlTogether(report, "expired"))),
    t(keyOf("controlRevoked", controlTogether(report, "revoked"))),
    ...[answerText(observations, words)].filter((answer) => answer !== null),
  ];
}

function environmentFacts(report: Report, words: Translator): Fact[] {
  const { t, language } = words;
  const { browser, tool, catalogue, startedAt, finishedAt, online, id } = report;
  const tookMs = Date.parse(finishedAt) - Date.parse(startedAt);
  return [
    [t("fieldBrowser"), isolated(`${browser.name} ${browser.version}`)],
    [t("fieldSystem"), isolated(browser.os)],
    [t("fieldLanguage"), isolated(browser.language)],
    [t("fieldProgramme"), t(keyOf("programme", browser.programme))],
    [t("fieldManaged"), t(browser.managed ? "managedYes" : "managedUnknown")],
    [t("fieldNetwork"), t(online ? "networkOnline" : "networkOffline")],
    [t("fieldClock"), clockText(report, words)],
    [t("fieldChecked"), momentUtc(finishedAt, words)],
    [t("fieldDuration"), t("milliseconds", integerText(tookMs, language))],
    [t("fieldTool"), `${tool.name} ${tool.version}`],
    [t("fieldCatalogue"), `${dayText(catalogue.date, language)} (${isolated(catalogue.edition)})`],
    [t("fieldReport"), id],
  ];
}

/** What the servers say of this machine's clock. Under a minute is as good as nothing. */
function clockText({ clock }: Report, { t, language }: Translator): string {
  if (!clock) return t("clockUnknown");
  const off = Math.abs(clock.behindMs);
  if (off < 60_000) return t("clockRight", String(clock.servers));
  const by = spanText(off, language);
  return t(clock.behindMs > 0 ? "clockBehind" : "clockAhead", by, String(clock.servers));
}

function testTable({ observations }: Report, { t, language }: Translator): Block {
  const keys = [
    "fieldTestPage",
    "columnPurpose",
    "columnOutcome",
    "fieldFailureCode",
    "fieldRaw",
    "fieldDuration",
    "fieldAddress",
  ] as const;
  return {
    kind: "table",
    columns: keys.map((key) => t(key)),
    rows: observations
      .filter(({ kind }) => kind !== "endpoint")
      .map((seen) => {
        const { kind, failure, status, durationMs, ip } = seen;
        const loaded = status === null ? t("loaded") : t("loadedWith", String(status));
        return [
          hostOf(seen),
          t(keyOf("kind", kind)),
          failure ? t(keyOf("failure", failure.code)) : loaded,
          failure?.code ?? "",
          failure ? isolated(failure.raw) : "",
          t("milliseconds", integerText(durationMs, language)),
          ip === null ? "" : isolated(ip),
        ];
      }),
  };
}

/** What was tested beside the check, where anything was. */
function endpointSections(report: Report, words: Translator): Section[] {
  const { t, language } = words;
  const { endpoints, observations } = report;
  if (!endpoints.length) return [];
  const keys = [
    "shareEndpoint",
    "shareFinding",
    "shareMeaning",
    "endpointTested",
    "fieldFailureCode",
    "fieldRaw",
    "fieldDuration",
    "fieldAddress",
  ] as const;
  const rows = endpoints.map(({ observation, testedAt, ...found }) => {
    const seen = observations[observation]!;
    const { failure, durationMs, ip } = seen;
    const { hostname } = new URL(seen.url);
    const elsewhere = certifiedElsewhere(hostname);
    const proxied = reverseProxied(hostname);
    const meant = [
      explainEndpoint({ seen, found }, report, t),
      ...(elsewhere ? [t(keyOf("endpointElsewhere", elsewhere.id), elsewhere.authority)] : []),
      ...(proxied ? [t("endpointReverseProxy", proxied.product, proxied.host)] : []),
    ];
    return [
      hostOf(seen),
      findingLabel({ finding: found.finding, evidence: seen.evidence }, t),
      meant.join(" "),
      momentUtc(testedAt, words),
      failure?.code ?? "",
      failure ? isolated(failure.raw) : "",
      t("milliseconds", integerText(durationMs, language)),
      ip === null ? "" : isolated(ip),
    ];
  });
  const table: Block = { kind: "table", columns: keys.map((key) => t(key)), rows };
  return [section(t("endpointsHeading"), text(t("endpointsInReport")), table)];
}

function howToRead({ t }: Translator): string[] {
  return [
    ...VERDICTS.map((verdict) => t(keyOf("shareVerdict", verdict))),
    t("shareReadRoots"),
    t("shareReadBaseline"),
    t("shareReadControls"),
    t("shareReadRedacted"),
    t("shareReadJson"),
  ];
}

function hostOf({ url }: Observation): string {
  return isolated(new URL(url).host);
}

/** A moment in UTC: where a report is read is not where it was made. */
function momentUtc(iso: string, { language }: Translator): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const parts = { dateStyle: "medium", timeStyle: "long", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(language, parts).format(date);
}
