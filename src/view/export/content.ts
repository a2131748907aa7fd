/** What a shared report says, in an order for somebody who has never seen the tool. */
import { controlTogether } from "../../core/controls.ts";
import type { Observation } from "../../core/observation.ts";
import type { Report } from "../../core/report.ts";
import { reverseProxied } from "../../core/reverse-proxy.ts";
import { inspectionFaults, type StrictFault } from "../../core/strict-rules.ts";
import { VERDICTS } from "../../core/words.ts";
import { certifiedElsewhere } from "../../core/zones.ts";
import { baselineText } from "../baseline-text.ts";
import { keyOf, type Words } from "../doors.ts";
import { day, span, whole } from "../format.ts";
import { countText } from "../plural.ts";
import { endpointText } from "../endpoint-text.ts";
import { findingLabel } from "../finding-label.ts";
import { meaning } from "../meaning.ts";
import { answerText } from "../network-text.ts";
import { sentencesOf } from "../sentences.ts";
import { strictLists } from "../strict-text.ts";
import { quoted } from "../visible.ts";
import { REDACTED } from "./scrub.ts";
import type { Block, Fact, Section, Sheet } from "./sheet.ts";
import { isStandIn } from "./stand-in.ts";
import { hasSupport, supportFacts, type SupportFields } from "./support.ts";

/**
 * The report as a sheet. `support`: whom it goes to. `strict`: which stricter rules the inspecting certificates break,
 * for a report that has lost their bytes; it names nobody.
 */
export function sheetOf(
  report: Report,
  words: Words,
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

function edition({ catalogue }: Report, { t }: Words): Block[] {
  return catalogue.edition === "built-in"
    ? []
    : [text(t("editionNotice", quoted(catalogue.edition)))];
}

function resultFacts(report: Report, words: Words): Fact[] {
  const { t } = words;
  const { code, cause } = report.verdict;
  const { title, detail, step } = sentencesOf({ state: "done", report }, words);
  return [
    [t("aboutVerdict"), t(keyOf("verdict", code))],
    [t("shareInShort"), title],
    [t("aboutCause"), t(keyOf("cause", cause))],
    [t("shareWhy"), detail],
    [t("nextStep"), step ?? ""],
    [t("shareCodes"), `${code}, ${cause}`],
  ];
}

function rootTable(report: Report, decides: boolean, words: Words): Block {
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
          meaning(root, report, seen, t),
          seen ? hostOf(seen) : "",
          seen?.failure ? quoted(seen.failure.raw) : "",
        ];
      }),
  };
}

function inspectorSections({ inspector }: Report, { t }: Words): Section[] {
  if (!inspector) return [];
  const { name, organization, product, spkiSha256, approved } = inspector;
  const known: Fact[] = [
    [t("shareInspectorName"), quoted(name)],
    [t("shareInspectorOrganization"), organization === null ? "" : quoted(organization)],
    [t("shareInspectorProduct"), product === null ? "" : quoted(product)],
    [t("fieldSpki"), spkiSha256 && isStandIn(spkiSha256) ? REDACTED : (spkiSha256 ?? "")],
    [t("shareInspectorApproved"), t(approved ? "shareYes" : "shareNo")],
  ];
  return [section(t("shareInspector"), text(t("shareInspectorText")), facts(known))];
}

/** Programs that would refuse the inspecting certificates; nothing where those were not seen. */
function strictSections(faults: readonly StrictFault[] | null, words: Words): Section[] {
  const { t } = words;
  if (!faults) return [];
  const lists = strictLists(faults, words).flatMap(({ checker, items }): Block[] => [
    text(checker),
    { kind: "bullets", items },
  ]);
  const intro = text(t(faults.length ? "strictIntro" : "strictNone"));
  return [section(t("strictHeading"), intro, ...lists)];
}

function howTested(report: Report, words: Words): string[] {
  const { t } = words;
  const { observations } = report;
  return [
    baselineText(report, words),
    t(keyOf("controlExpired", controlTogether(report, "expired"))),
    t(keyOf("controlRevoked", controlTogether(report, "revoked"))),
    ...[answerText(observations, words)].filter((answer) => answer !== null),
  ];
}

function environmentFacts(report: Report, words: Words): Fact[] {
  const { t, language } = words;
  const { browser, tool, catalogue, startedAt, finishedAt, online, id } = report;
  const tookMs = Date.parse(finishedAt) - Date.parse(startedAt);
  return [
    [t("fieldBrowser"), quoted(`${browser.name} ${browser.version}`)],
    [t("fieldSystem"), quoted(browser.os)],
    [t("fieldLanguage"), quoted(browser.language)],
    [t("fieldProgramme"), t(keyOf("programme", browser.programme))],
    [t("fieldManaged"), t(browser.managed ? "managedYes" : "managedUnknown")],
    [t("fieldNetwork"), t(online ? "networkOnline" : "networkOffline")],
    [t("fieldClock"), clockText(report, words)],
    [t("fieldChecked"), momentUtc(finishedAt, words)],
    [t("fieldDuration"), t("milliseconds", whole(tookMs, language))],
    [t("fieldTool"), `${tool.name} ${tool.version}`],
    [t("fieldCatalogue"), `${day(catalogue.date, language)} (${quoted(catalogue.edition)})`],
    [t("fieldReport"), id],
  ];
}

/** What the servers say of this machine's clock. Under a minute is as good as nothing. */
function clockText({ clock }: Report, words: Words): string {
  if (!clock) return words.t("clockUnknown");
  const servers = String(clock.servers);
  const off = Math.abs(clock.behindMs);
  if (off < 60_000) return countText(words, "clockRight", clock.servers, servers);
  const by = span(off, words.language);
  const name = clock.behindMs > 0 ? "clockBehind" : "clockAhead";
  return countText(words, name, clock.servers, by, servers);
}

function testTable({ observations }: Report, { t, language }: Words): Block {
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
          failure ? quoted(failure.raw) : "",
          t("milliseconds", whole(durationMs, language)),
          ip === null ? "" : quoted(ip),
        ];
      }),
  };
}

/** What was tested beside the check, where anything was. */
function endpointSections(report: Report, words: Words): Section[] {
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
      endpointText({ seen, found }, report, t),
      ...(elsewhere ? [t(keyOf("endpointElsewhere", elsewhere.id), elsewhere.authority)] : []),
      ...(proxied ? [t("endpointReverseProxy", proxied.product, proxied.host)] : []),
    ];
    return [
      hostOf(seen),
      findingLabel({ finding: found.finding, evidence: seen.evidence }, t),
      meant.join(" "),
      momentUtc(testedAt, words),
      failure?.code ?? "",
      failure ? quoted(failure.raw) : "",
      t("milliseconds", whole(durationMs, language)),
      ip === null ? "" : quoted(ip),
    ];
  });
  const table: Block = { kind: "table", columns: keys.map((key) => t(key)), rows };
  return [section(t("endpointsHeading"), text(t("endpointsInReport")), table)];
}

function howToRead({ t }: Words): string[] {
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
  return quoted(new URL(url).host);
}

/** A moment in UTC: where a report is read is not where it was made. */
function momentUtc(iso: string, { language }: Words): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const parts = { dateStyle: "medium", timeStyle: "long", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(language, parts).format(date);
}
