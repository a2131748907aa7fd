/** A reading in the forms in which it is shared: for people, and for programs as `npm run read -- --json` prints it. */
import type { Catalogue } from "../core/catalogue.ts";
import { READING_FORMAT } from "../core/report.ts";
import type { CertificateReading, FileReading, Reading, ReadingFinding } from "../reading/model.ts";
import { REDACTIONS, type Redactions } from "../sharing/private.ts";
import { redactReading } from "../sharing/redact-reading.ts";
import { questionTexts } from "./error-text.ts";
import type { Fact } from "./fact.ts";
import { factMaker } from "./fact.ts";
import type { ExportForm } from "./forms.ts";
import { dayText, momentText } from "./format.ts";
import { findingLabel } from "./labels.ts";
import { logFacts } from "./log-facts.ts";
import type { Block, ReportModel, Section } from "./model.ts";
import { readingJson, type ReadingAbout } from "./reading-forms.ts";
import {
  errorHelp,
  fileHeading,
  findingText,
  nextStepText,
  roleText,
  type ReadingWords,
} from "./reading-text.ts";
import { verdictSentences } from "./sentences.ts";
import { keyOf, type Translator } from "./translator.ts";
import { isolated } from "./untrusted-text.ts";
import { jsonLine } from "./writers/json.ts";
import { writeMarkdown } from "./writers/markdown.ts";
import { writeText } from "./writers/text.ts";

/** The first is for whoever asked what the file is. */
export const READING_FORMS = ["text", "markdown", "json"] as const satisfies readonly ExportForm[];
export type ReadingForm = (typeof READING_FORMS)[number];

/** Longer lists are cut, and counted. */
const MOST_CERTIFICATES = 20;
const MOST_FINDINGS = 50;

/** Whether a word stands in published error messages; see `isPublishedWord`. */
export type IsPublicWord = (word: string) => boolean;

/** Writes a reading as it is; see `sharedReading`. */
export function writeReading(
  form: ReadingForm,
  reading: Reading,
  words: ReadingWords,
  about: ReadingAbout,
): string {
  if (form === "json") return readingJson(reading, words, about).map(jsonLine).join("");
  const model = readingModel(reading, { ...words, timeZone: "UTC" }, about);
  return form === "text" ? writeText(model) : writeMarkdown(model);
}

/** Redacts a reading and writes it. */
export function sharedReading(
  form: ReadingForm,
  reading: Reading,
  catalogue: Catalogue,
  translator: Translator,
  about: Omit<ReadingAbout, "redacted"> & { redactions: Redactions; isPublicWord: IsPublicWord },
): string {
  const { redactions, isPublicWord, ...times } = about;
  const redacted = REDACTIONS.filter((each) => redactions[each]);
  const words = { ...translator, roots: catalogue.roots };
  return writeReading(
    form,
    redactReading(reading, { catalogue, isPublicWord }, redactions),
    words,
    {
      ...times,
      redacted,
    },
  );
}

/** Sorts by day: `trust-ready-reading-2026-11-24.txt`. */
export function readingFileName(extension: string, readAt: number): string {
  return `trust-ready-reading-${new Date(readAt).toISOString().slice(0, 10)}.${extension}`;
}

function readingModel(reading: Reading, words: ReadingWords, about: ReadingAbout): ReportModel {
  const { t } = words;
  return {
    title: t("readKind_reading"),
    code: null,
    mark: null,
    sections: [
      ...reading.files.map((file) => fileSection(file, reading, words)),
      aboutSection(words, about),
    ],
  };
}

function fileSection(file: FileReading, reading: Reading, words: ReadingWords): Section {
  const { kind, findings } = file;
  const step = nextStepText(findings, words);
  return {
    id: "file",
    heading: fileHeading(file, words, isolated),
    blocks: [
      bullets(findings.slice(0, MOST_FINDINGS).map((found) => findingLine(found, words))),
      ...left(findings.length - MOST_FINDINGS, words),
      ...(step === null ? [] : [facts([factMaker(words).own("step", step)])]),
      ...causeBlocks(findings, words),
      ...unknownBlocks(file, words),
      ...auditBlocks(file, words),
      ...logBlocks(file, words),
      ...(kind === "bundle" ? [] : certificateBlocks(file, reading, words)),
    ],
  };
}

const text = (content: string): Block => ({ kind: "text", text: content });
const bullets = (items: string[]): Block => ({ kind: "bullets", items });
const facts = (all: Fact[]): Block => ({ kind: "facts", facts: all });

function left(count: number, { t }: ReadingWords): Block[] {
  return count > 0 ? [text(t("andMore", String(count)))] : [];
}

function findingLine(found: ReadingFinding, words: ReadingWords): string {
  const { t } = words;
  const line = found.line === null ? "" : ` ${t("readLine", String(found.line))}`;
  return `${t(keyOf("readLevel", found.level))}: ${findingText(found, words)}${line}`;
}

/** Why a program's error came about, and what to ask. */
function causeBlocks(findings: readonly ReadingFinding[], words: ReadingWords): Block[] {
  const { causes, questions } = errorHelp(findings, words);
  return [...listed(`${words.t("errorUsual")}:`, causes), ...listed(words.t("readAsk"), questions)];
}

function listed(heading: string, items: string[]): Block[] {
  return items.length ? [text(heading), bullets(items)] : [];
}

function unknownBlocks({ unknown }: FileReading, words: ReadingWords): Block[] {
  if (!unknown) return [];
  const near = unknown.nearest.map(({ program, line }) => `${program}: ${line}`);
  return [
    ...listed(words.t("readAsk"), questionTexts(unknown.questions, words)),
    ...listed(words.t("errorNearest"), near),
  ];
}

/** Values with labels of the catalogue, not ours. */
function labelled(label: string, value: string): Fact {
  return { id: "finding", label, value };
}

function auditBlocks({ audit }: FileReading, { roots, t }: ReadingWords): Block[] {
  if (!audit) return [];
  const rows = audit.roots.map(({ id, presence }) => {
    const root = roots.find((each) => each.id === id);
    const note = root?.decides ? "" : ` ${t("readNotNeeded")}`;
    return labelled(root?.name ?? id, `${t(keyOf("readPresence", presence))}${note}`);
  });
  return [text(`${t("readRoots")}:`), facts(rows)];
}

function logBlocks({ report, log }: FileReading, words: ReadingWords): Block[] {
  const about = log ? logFacts(log, words).filter(({ value }) => value !== "") : [];
  if (!report) return about.length ? [facts(about as Fact[])] : [];
  const rows = report.roots.map((root) => labelled(root.name, findingLabel(root, words)));
  const { title, detail, step } = verdictSentences(report, words);
  return [
    text(`${title} ${detail}`.trimEnd()),
    ...(step === "" ? [] : [facts([factMaker(words).own("step", step)])]),
    facts(rows),
    ...(about.length ? [facts(about as Fact[])] : []),
  ];
}

function certificateBlocks(
  { certificates }: FileReading,
  reading: Reading,
  words: ReadingWords,
): Block[] {
  const items = certificates.slice(0, MOST_CERTIFICATES).flatMap(({ sha256 }) => {
    const read = sha256 === null ? undefined : reading.certificates[sha256];
    return read ? certificateLine(read, words) : [];
  });
  if (!items.length) return [];
  return [
    text(`${words.t("readCertificates")}:`),
    bullets(items),
    ...left(certificates.length - MOST_CERTIFICATES, words),
  ];
}

function certificateLine({ details, role }: CertificateReading, words: ReadingWords): string {
  const { notBefore, notAfter, name } = details;
  const { t, language } = words;
  const range = t("validRange", dayText(notBefore, language), dayText(notAfter, language));
  return `${isolated(name)}: ${roleText(role, words)} (${range})`;
}

/** When it was read, for which day, and what was left out. */
function aboutSection(words: ReadingWords, about: ReadingAbout): Section {
  const { t, language, timeZone } = words;
  const { readAt, judgedAt, redacted } = about;
  const names = REDACTIONS.filter((each) => redacted.includes(each)).map((each) =>
    t(keyOf("readRedact", each)),
  );
  return {
    id: "about",
    heading: t("shareWhat"),
    blocks: [
      text(t("readShareWhat", momentText(new Date(readAt).toISOString(), language, timeZone))),
      ...(judgedAt === readAt
        ? []
        : [text(t("readShareDay", dayText(new Date(judgedAt).toISOString(), language)))]),
      ...(names.length
        ? [text(t("readShareLeftOut")), bullets(names), text(t("shareReadRedacted"))]
        : [text(t("readShareWhole"))]),
      text(READING_FORMAT),
    ],
  };
}
