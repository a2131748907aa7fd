/** A reading as text for a terminal, and as JSON for programs. */
import { READING_FORMAT } from "../core/report.ts";
import type { CertificateReading, FileReading, Reading, ReadingFinding } from "../reading/model.ts";
import type { Redaction } from "../sharing/private.ts";
import { questionTexts } from "./error-text.ts";
import { dayText } from "./format.ts";
import { logFacts } from "./log-facts.ts";
import { findingLabel } from "./labels.ts";
import { visible, withoutNeedlessIsolates } from "./untrusted-text.ts";
import {
  errorHelp,
  fileHeading,
  findingText,
  nextStepText,
  roleText,
  type ReadingWords,
} from "./reading-text.ts";
import { verdictSentences } from "./sentences.ts";
import { keyOf } from "./translator.ts";

/** Longer lists are counted. */
const LISTED = 20;

const MARK = { problem: "✗", note: "–", good: "✓" } as const;

/** One block of lines per file. */
export function readingText(reading: Reading, words: ReadingWords): string {
  const blocks = reading.files.map((file) => fileText(file, reading, words));
  return withoutNeedlessIsolates(blocks.join("\n"));
}

function fileText(file: FileReading, reading: Reading, words: ReadingWords): string {
  const { t } = words;
  const { kind, findings } = file;
  const step = nextStepText(findings, words);
  return [
    fileHeading(file, words, visible),
    ...findings.map((found) => {
      const where = found.line === null ? "" : ` ${t("readLine", String(found.line))}`;
      return `  ${MARK[found.level]} ${findingText(found, words)}${where}`;
    }),
    ...(step === null ? [] : [`  ${t("nextStep")}: ${step}`]),
    ...errorLines(findings, words),
    ...unknownLines(file, words),
    ...auditLines(file, words),
    ...reportLines(file, words),
    ...(kind === "bundle" ? [] : certificateLines(file, reading, words)),
    "",
  ].join("\n");
}

/** Why a program's error came about, and what to ask. */
function errorLines(findings: readonly ReadingFinding[], words: ReadingWords): string[] {
  const { t } = words;
  const { causes, questions } = errorHelp(findings, words);
  return [...listed(`${t("errorUsual")}:`, causes), ...listed(t("readAsk"), questions)];
}

function listed(heading: string, items: readonly string[]): string[] {
  return items.length ? [`  ${heading}`, ...items.map((item) => `    - ${item}`)] : [];
}

/** What to ask, and the rows of the guide that may be meant. */
function unknownLines({ unknown }: FileReading, words: ReadingWords): string[] {
  if (!unknown) return [];
  const { t } = words;
  const near = unknown.nearest.map(({ program, line }) => `    ${program}: ${line}`);
  return [
    ...listed(t("readAsk"), questionTexts(unknown.questions, words)),
    ...(near.length ? [`  ${t("errorNearest")}`, ...near] : []),
  ];
}

function auditLines({ audit }: FileReading, words: ReadingWords): string[] {
  if (!audit) return [];
  const width = Math.max(...words.roots.map(({ name }) => name.length));
  return audit.roots.map(({ id, presence }) => {
    const root = words.roots.find((each) => each.id === id);
    const name = (root?.name ?? id).padEnd(width);
    const note = root?.decides ? "" : ` ${words.t("readNotNeeded")}`;
    return `    ${name}  ${words.t(keyOf("readPresence", presence))}${note}`;
  });
}

/** What the log of a browser shows, root by root. */
function reportLines({ report, log }: FileReading, words: ReadingWords): string[] {
  if (!report) return [];
  const { title, detail } = verdictSentences(report, words);
  const width = Math.max(...report.roots.map(({ name }) => name.length));
  return [
    `    ${title} ${detail}`.trimEnd(),
    ...report.roots.map((root) => `    ${root.name.padEnd(width)}  ${findingLabel(root, words)}`),
    ...(log ? logFacts(log, words) : [])
      .filter(({ value }) => value !== "")
      .map((fact) => `    ${fact.label}: ${visible(fact.value)}`),
  ];
}

function certificateLines(
  { certificates }: FileReading,
  reading: Reading,
  words: ReadingWords,
): string[] {
  const shown = certificates.slice(0, LISTED).flatMap(({ sha256 }) => {
    const read = sha256 === null ? undefined : reading.certificates[sha256];
    return read ? certificateText(read, words) : [];
  });
  const more = certificates.length - LISTED;
  return more > 0 ? [...shown, `    ${words.t("andMore", String(more))}`] : shown;
}

function certificateText({ details, role }: CertificateReading, words: ReadingWords): string[] {
  const { notBefore, notAfter, sha256, spkiSha256, name } = details;
  const { t, language } = words;
  const range = t("validRange", dayText(notBefore, language), dayText(notAfter, language));
  return [
    `    ${visible(name)}  (${roleText(role, words)})`,
    `      ${range}`,
    `      ${t("fieldCertificate")}: ${sha256}`,
    `      ${t("fieldSpki")}: ${spkiSha256}`,
  ];
}

/** When and how it was read. */
export interface ReadingAbout {
  /** Ms since the epoch. */
  readAt: number;
  /** The day for which validity was judged: ms since the epoch. */
  judgedAt: number;
  /** What was left out. */
  redacted: readonly Redaction[];
}

/** One object per file: what `npm run read -- --json` prints. Fields are added, never renamed. */
export function readingJson(
  reading: Reading,
  words: ReadingWords,
  { readAt, judgedAt, redacted }: ReadingAbout,
): object[] {
  return reading.files.map((file) => {
    const { name, size, kind, formats, findings, audit, log, report, texts, certificates } = file;
    const { questions = [], nearest = [] } = file.unknown ?? {};
    const ids = new Set(certificates.flatMap(({ sha256 }) => sha256 ?? []));
    return {
      format: READING_FORMAT,
      version: 1,
      readAt: new Date(readAt).toISOString(),
      judgedAt: new Date(judgedAt).toISOString(),
      redacted,
      file: name === "" ? "-" : name,
      size,
      kind,
      formats,
      problem: findings.some(({ level }) => level === "problem"),
      findings: findings.map((found) => ({
        code: found.code === "error-line" ? `error-${found.values[0]}` : found.code,
        level: found.level,
        meaning: withoutNeedlessIsolates(findingText(found, words)),
        causes: found.causes,
        questions: found.questions,
        line: found.line,
        certificate: found.certificate,
      })),
      next: nextStepText(findings, words),
      questions,
      nearest,
      certificates: certificates.map(({ sha256, line, alias, use }) => {
        const read = sha256 === null ? undefined : reading.certificates[sha256];
        return { line, alias, use, sha256, ...(read ? certificateJson(read) : {}) };
      }),
      chains: reading.chains.filter(({ leaf }) => ids.has(leaf)),
      audit,
      texts,
      log,
      report,
    };
  });
}

function certificateJson({ details, role, product }: CertificateReading): object {
  const {
    readable: _,
    der: _der,
    reportedSpkiSha256: _reported,
    builtIn: _built,
    ...facts
  } = details;
  return { ...facts, role, product };
}
