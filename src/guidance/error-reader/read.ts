/** Reads error lines from text that people paste: a line, a log, or a screen of a terminal. */
import { ERROR_LINES, type ErrorCause, type ErrorLine, type ErrorMeaning } from "../error-table.ts";
import { cleanLine, type CleanLine } from "./clean.ts";
import { hostFacts, isAtAws, type HostFacts } from "./host-facts.ts";
import { hotRegions, hotWords, scannerOf, type Region } from "./hot.ts";
import { rankedCauses } from "./causes.ts";
import { bestMatches, findMatches, indexPhrases, type Match } from "./match.ts";
import { isMention } from "./mentions.ts";
import { hostsIn, namedIn, type NamedFacts } from "./names.ts";
import { printerOf, variablesOf, type ProgramSigns } from "./program-signs.ts";
import { questionsFor, type ErrorQuestion } from "./questions.ts";
import { squeeze } from "./squeeze.ts";

/** What an error is about, once its host is known: messages `errorMeaning_<subject>` and `errorDo_<subject>`. */
export type ErrorSubject =
  | ErrorMeaning
  | "bucket-name"
  | "covered-name"
  | "other-authority"
  | "own-name";

export interface ErrorFinding {
  /** 1-based line on which the error begins; of repeated ones, the first. */
  line: number;
  /** How often the same was found. */
  count: number;
  row: ErrorLine;
  subject: ErrorSubject;
  /** Null if the text does not show it. */
  program: ProgramSigns | null;
  /** The most likely first. */
  causes: ErrorCause[];
  /** Variables of this program, and of no other, that name its roots. */
  variables: string[];
  named: NamedFacts;
  host: HostFacts | null;
  /** At most two, if the error alone does not show its cause. */
  questions: ErrorQuestion[];
}

export interface ErrorReading {
  findings: ErrorFinding[];
  /** What to ask if nothing was found. */
  questions: ErrorQuestion[];
}

/** Longer texts are searched for parts that may hold an error; only these are read closely. */
const CLOSE_READING = 100_000;
const MOST_FINDINGS = 200;

/** Lines within which a general message is taken for the same error as a specific one. */
const EVENT_LINES = 6;
/** Lines within which two messages of the same meaning are taken for one error. */
const SAME_LINES = 2;

const INDEX = indexPhrases(ERROR_LINES);
const SCANNER = scannerOf(hotWords(ERROR_LINES));

export function readErrorText(text: string): ErrorReading {
  const regions: Region[] =
    text.length > CLOSE_READING
      ? hotRegions(SCANNER, text)
      : [{ start: 0, end: text.length, line: 1 }];
  const findings = new Map<string, ErrorFinding>();
  for (const region of regions) {
    for (const finding of readRegion(text, region)) {
      const key = [finding.row.id, finding.program?.id, finding.host?.host].join(" ");
      const known = findings.get(key);
      if (known) known.count += 1;
      else if (findings.size < MOST_FINDINGS) findings.set(key, finding);
    }
  }
  const found = [...findings.values()];
  return { findings: found, questions: found.length > 0 ? [] : ["program", "text"] };
}

function readRegion(text: string, { start, end, line: first }: Region): ErrorFinding[] {
  const lines = text
    .slice(start, end)
    .split("\n")
    .map((raw, index) => cleanLine(raw, first + index));
  const squeezed = squeeze(lines);
  const matches = findMatches(INDEX, squeezed, lines);
  const events = eventsOf(
    bestMatches(matches, squeezed.keys.length)
      .map((match) => ({
        ...match,
        first: squeezed.lines[match.start]!,
        last: squeezed.lines[match.end - 1]!,
        offset: squeezed.offsets[match.start]!,
      }))
      .filter((match) => {
        const before = lines[match.first]!.message.slice(0, match.offset);
        const after = lines[match.last]!.message.slice(squeezed.offsets[match.end - 1]! + 1);
        return !isMention(match.row, before, after) && (!match.row.atAws || isOfAws(match, lines));
      }),
  );
  const known = new Map<string, ErrorFinding>();
  const all = events.map((event) => {
    const key = `${event.row.id} ${lines[event.first]!.message.slice(0, NAMES_AFTER)}`;
    const finding = known.get(key) ?? findingOf(event, lines);
    known.set(key, finding);
    return { ...finding, line: lines[event.first]!.number };
  });
  return all;
}

/** Whether an error names a host of AWS: on its own lines or, if these name none, on the lines around it. */
function isOfAws({ first, last, offset }: PlacedMatch, lines: readonly CleanLine[]): boolean {
  const start = Math.max(0, offset - NAMES_BEFORE);
  const own = lines.slice(first, last + 1).map(({ message }) => message);
  const names = hostsIn(own.join(" ").slice(start, start + NAMES_BEFORE + NAMES_AFTER));
  const around = names.some((name) => !IS_ADDRESS.test(name))
    ? []
    : [
        ...hostsIn(lines[first - 1]?.message.slice(-NAMES_BEFORE) ?? ""),
        ...hostsIn(lines[last + 1]?.message.slice(0, NAMES_BEFORE) ?? ""),
      ];
  return [...names, ...around].some((name) => isAtAws(hostFacts(name, [])));
}

const IS_ADDRESS = /^\d+(?:\.\d+){3}$/;

interface PlacedMatch extends Match {
  /** Indexes of its first and last line. */
  first: number;
  last: number;
  /** Where it begins in its first line. */
  offset: number;
}

/** Which general message says more than another. */
const GENERAL_ORDER: readonly ErrorMeaning[] = ["not-verified", "file-unreadable", "handshake"];

function generalRank({ row }: PlacedMatch): number {
  const at = GENERAL_ORDER.indexOf(row.meaning);
  return at < 0 ? GENERAL_ORDER.length : at;
}

/** One match for each error: general ones give way to specific ones, and repetitions of a meaning are joined. */
function eventsOf(matches: readonly PlacedMatch[]): PlacedMatch[] {
  const events: PlacedMatch[] = [];
  const withSpecific = new Set<number>();
  const withMeaning = new Map<ErrorMeaning, Set<number>>();
  const withOwnWords = new Map<ErrorMeaning, Set<number>>();
  for (const match of matches.filter(({ row }) => !row.general).toSorted(bySource)) {
    const { meaning } = match.row;
    const lines = withMeaning.get(meaning) ?? new Set<number>();
    withMeaning.set(meaning, lines);
    addLines(withSpecific, match);
    if (isNear(lines, match, SAME_LINES)) continue;
    const own = withOwnWords.get(meaning) ?? new Set<number>();
    withOwnWords.set(meaning, own);
    if (match.row.library && isNear(own, match, EVENT_LINES)) continue;
    addLines(lines, match);
    if (!match.row.library) addLines(own, match);
    events.push(match);
  }
  const withGeneral = new Set<number>();
  const general = matches
    .filter((match) => match.row.general && !isNear(withSpecific, match, EVENT_LINES))
    .toSorted((one, other) => generalRank(one) - generalRank(other) || other.length - one.length);
  for (const match of general) {
    if (isNear(withGeneral, match, EVENT_LINES)) continue;
    addLines(withGeneral, match);
    events.push(match);
  }
  return events.toSorted((one, other) => one.start - other.start);
}

function addLines(lines: Set<number>, { first, last }: PlacedMatch): void {
  for (let line = first; line <= last; line += 1) lines.add(line);
}

function isNear(lines: ReadonlySet<number>, { first, last }: PlacedMatch, most: number): boolean {
  for (let line = first - most; line <= last + most; line += 1) if (lines.has(line)) return true;
  return false;
}

/** A program's own words before a library's, and longer ones before shorter. */
function bySource(one: PlacedMatch, other: PlacedMatch): number {
  const library = Number(one.row.library ?? false) - Number(other.row.library ?? false);
  return library || other.length - one.length;
}

/** Null for a proxy, which is not the host that the program wants. */
function factsOf({ host, certificateNames }: NamedFacts, { meaning }: ErrorLine): HostFacts | null {
  if (host === null) return null;
  const facts = hostFacts(host, certificateNames);
  const isProxy = meaning === "proxy-failed" || meaning === "proxy-certificate";
  return isProxy && (facts.kind === "other" || facts.kind === "local") ? null : facts;
}

/** Errors at which it helps to know how this program is told its roots. */
const ROOT_SUBJECTS: ReadonlySet<ErrorSubject> = new Set<ErrorSubject>([
  "file-is-folder",
  "file-unreadable",
  "incomplete-chain",
  "no-roots",
  "not-verified",
  "self-signed",
  "self-signed-root",
  "unknown-issuer",
  "wrong-file",
]);

/** Lines before an error in which its host may stand. */
const CONTEXT_BEFORE = 4;
const CONTEXT_AFTER = 3;

/** How much of a line is read for what it names: so many characters before the error, and behind its beginning. */
const NAMES_BEFORE = 2000;
const NAMES_AFTER = 4000;

function findingOf(match: PlacedMatch, lines: readonly CleanLine[]): ErrorFinding {
  const { row, first, last, offset } = match;
  const joinedLines = (from: number, to: number) =>
    lines
      .slice(Math.max(0, from), to)
      .map(({ message }) => {
        const start = message.length > NAMES_AFTER ? Math.max(0, offset - NAMES_BEFORE) : 0;
        return message.slice(start, start + NAMES_BEFORE + NAMES_AFTER);
      })
      .join(" ");
  const own = joinedLines(first, last + 2);
  const context = joinedLines(first - CONTEXT_BEFORE, last + CONTEXT_AFTER + 1);
  const named = namedIn(own, context);
  const program = printerOf(row, lines, first);
  const host = factsOf(named, row);
  const { subject, causes } = rankedCauses({ row, program, named, host, context });
  const finding = { row, subject, program, causes, named, host };
  return {
    ...finding,
    line: lines[first]!.number,
    count: 1,
    variables: ROOT_SUBJECTS.has(subject) ? variablesOf(program) : [],
    questions: questionsFor(finding),
  };
}
