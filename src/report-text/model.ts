/** A report as sections of facts, ordered for somebody who has never seen the tool. */
import { isInspectedBeside } from "../core/inspector.ts";
import type { Observation } from "../core/observation.ts";
import type { Report } from "../core/report.ts";
import { inspectionFaults, type StrictFault } from "../core/strict-rules.ts";
import { supportCode } from "../core/support-code.ts";
import { VERDICTS } from "../core/vocabulary.ts";
import type { MessageKey } from "../platform/i18n.ts";
import { isStandIn } from "../sharing/stand-in.ts";
import { REDACTED } from "../sharing/scrub.ts";
import { factLabel, factMaker, type Fact, type FactId } from "./fact.ts";
import { checkTests } from "./check-test-facts.ts";
import { endpointFacts } from "./endpoint-facts.ts";
import { editionNotice, rootFacts, testFacts } from "./facts.ts";
import { methodFacts } from "./method-facts.ts";
import { environmentFacts, resultFacts } from "./report-facts.ts";
import { momentText } from "./format.ts";
import { testOf } from "./meaning.ts";
import { strictLists } from "./strict-text.ts";
import { hasSupport, supportFacts, type SupportFields } from "./support-contact.ts";
import { keyOf, type Translator } from "./translator.ts";
import { isolated } from "./untrusted-text.ts";

/** A root, a test or an endpoint. */
export interface SectionItem {
  /** The root's id, or the tested address. */
  id: string;
  name: string;
  facts: Fact[];
}

/** Our own texts; other people's words inside are isolated. */
export type Block =
  | { kind: "text"; text: string }
  | { kind: "bullets"; items: string[] }
  | { kind: "facts"; facts: Fact[] }
  /** `nameLabel`: heading of the items' names. */
  | {
      kind: "table";
      nameLabel: string;
      columns: { id: FactId; label: string }[];
      items: SectionItem[];
    };

type SectionId =
  | "about"
  | "result"
  | "support"
  | "roots-deciding"
  | "roots-other"
  | "inspector"
  | "strict"
  | "method"
  | "environment"
  | "tests"
  | "endpoints"
  | "file"
  | "reading";

export interface Section {
  id: SectionId;
  heading: string;
  blocks: Block[];
}

export interface ReportModel {
  title: string;
  /** The support code, which every form has near its top and at its end; null if the report has none. */
  code: Fact | null;
  /** A warning above and below everything else. */
  mark: string | null;
  sections: Section[];
}

/** In UTC, because reports are read elsewhere. `strict`: for a report that has lost the certificates' bytes. */
export function reportModel(
  report: Report,
  translator: Translator,
  support: SupportFields,
  strict: readonly StrictFault[] | null = inspectionFaults(report),
): ReportModel {
  const inUtc = { ...translator, timeZone: "UTC" };
  const { t } = translator;
  return {
    title: t("shareTitle"),
    code: codeFact(report, inUtc),
    mark: report.training ? t("shareTraining") : null,
    sections: [
      aboutSection(report, inUtc),
      section("result", t("shareResult"), factsBlock(resultFacts(report, inUtc))),
      ...supportSections(support, report, inUtc),
      section("roots-deciding", t("rootsDeciding"), rootTable(report, true, inUtc)),
      section("roots-other", t("rootsOther"), rootTable(report, false, inUtc)),
      ...inspectorSections(report, inUtc),
      ...strictSections(strict, inUtc),
      section("method", t("howWeKnow"), factBullets(methodFacts(report, inUtc))),
      section("environment", t("environmentHeading"), factsBlock(environmentFacts(report, inUtc))),
      section("tests", t("shareTests"), testTable(report, inUtc)),
      ...endpointSections(report, inUtc),
      section("reading", t("shareRead"), readingBullets(inUtc)),
    ],
  };
}

function section(id: SectionId, heading: string, ...blocks: Block[]): Section {
  return { id, heading, blocks };
}

function textBlock(text: string): Block {
  return { kind: "text", text };
}

function factsBlock(facts: readonly Fact[]): Block {
  return { kind: "facts", facts: facts.filter(({ value }) => value !== "") };
}

/** Whole sentences, without labels. */
function factBullets(facts: readonly Fact[]): Block {
  return {
    kind: "bullets",
    items: facts.map(({ value }) => value).filter((value) => value !== ""),
  };
}

function tableBlock(
  nameKey: MessageKey,
  columns: readonly FactId[],
  items: SectionItem[],
  { t }: Translator,
): Block {
  const labelled = columns.map((id) => ({ id, label: factLabel(id, { t }) }));
  const shown = items.map((item) => ({
    ...item,
    facts: item.facts.filter(({ id, value }) => columns.includes(id) && value !== ""),
  }));
  return { kind: "table", nameLabel: t(nameKey), columns: labelled, items: shown };
}

function codeFact(report: Report, translator: Translator): Fact | null {
  const code = supportCode(report);
  return code === null ? null : factMaker(translator).own("code", code);
}

function aboutSection(report: Report, translator: Translator): Section {
  const { t, language, timeZone } = translator;
  const edition = editionNotice(report, translator);
  const checked = momentText(report.finishedAt, language, timeZone);
  return section(
    "about",
    t("shareWhat"),
    textBlock(t("shareWhatText", checked)),
    ...(edition === null ? [] : [textBlock(edition)]),
  );
}

function supportSections(
  support: SupportFields,
  report: Report,
  translator: Translator,
): Section[] {
  const { t } = translator;
  if (!hasSupport(support))
    return [section("support", t("shareSend"), textBlock(t("shareSendAnybody")))];
  const facts = factsBlock(supportFacts(support, report, translator));
  return [section("support", t("shareSend"), textBlock(t("shareSendText")), facts)];
}

function rootTable(report: Report, decides: boolean, translator: Translator): Block {
  const items = report.roots
    .filter((root) => root.decides === decides)
    .map((root): SectionItem => {
      const test = testOf(root, report);
      const ofTest = test ? testFacts(test, translator) : [];
      return {
        id: root.id,
        name: root.name,
        facts: [...rootFacts(root, report, translator), ...ofTest],
      };
    });
  return tableBlock("shareRoot", ["finding", "meaning", "test-page", "raw"], items, translator);
}

function inspectorSections(report: Report, translator: Translator): Section[] {
  const { inspector } = report;
  if (!inspector) return [];
  const { t } = translator;
  const { own, untrusted } = factMaker(translator);
  const { name, organization, product, spkiSha256, approved } = inspector;
  const facts = [
    untrusted("inspector", name),
    untrusted("organization", organization),
    untrusted("product", product),
    own("spki", spkiSha256 && isStandIn(spkiSha256) ? REDACTED : spkiSha256),
    own("approved", t(approved ? "shareYes" : "shareNo")),
  ];
  const intro = [
    textBlock(t("shareInspectorText")),
    ...(isInspectedBeside(report) ? [textBlock(t("shareInspectorBeside"))] : []),
  ];
  return [section("inspector", t("shareInspector"), ...intro, factsBlock(facts))];
}

/** Empty if no inspecting certificates were seen. */
function strictSections(faults: readonly StrictFault[] | null, translator: Translator): Section[] {
  const { t } = translator;
  if (!faults) return [];
  const lists = strictLists(faults, translator).flatMap(({ checker, items }): Block[] => [
    textBlock(checker),
    { kind: "bullets", items },
  ]);
  const intro = textBlock(t(faults.length ? "strictIntro" : "strictNone"));
  return [section("strict", t("strictHeading"), intro, ...lists)];
}

function testItem(test: Observation, facts: Fact[]): SectionItem {
  return { id: test.url, name: isolated(new URL(test.url).host), facts };
}

function testTable(report: Report, translator: Translator): Block {
  const items = checkTests(report).map((test) => testItem(test, testFacts(test, translator)));
  const columns: FactId[] = ["purpose", "outcome", "failure-code", "raw", "duration", "address"];
  return tableBlock("fieldTestPage", columns, items, translator);
}

function endpointSections(report: Report, translator: Translator): Section[] {
  const { t } = translator;
  if (!report.endpoints.length) return [];
  const items = report.endpoints.map(({ observation, testedAt, ...found }) => {
    const seen = report.observations[observation]!;
    return testItem(seen, endpointFacts({ seen, found, testedAt }, report, translator));
  });
  const columns: FactId[] = [
    "finding",
    "meaning",
    "tested-at",
    "failure-code",
    "raw",
    "duration",
    "address",
  ];
  const table = tableBlock("shareEndpoint", columns, items, translator);
  return [section("endpoints", t("endpointsHeading"), textBlock(t("endpointsInReport")), table)];
}

function readingBullets({ t }: Translator): Block {
  const items = [
    ...VERDICTS.map((verdict) => t(keyOf("shareVerdict", verdict))),
    t("shareReadRoots"),
    t("shareReadBaseline"),
    t("shareReadControls"),
    t("shareReadRedacted"),
    t("shareReadJson"),
  ];
  return { kind: "bullets", items };
}
