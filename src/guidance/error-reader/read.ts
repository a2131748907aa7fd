/** Reads error lines from text that people paste: a line, a log, or a screen of a terminal. */
import { ERROR_LINES, type ErrorCause, type ErrorLine, type ErrorMeaning } from "../error-table.ts";
import { cleanLine, type CleanLine } from "./clean.ts";
import { hostFacts, type HostFacts } from "./host-facts.ts";
import { hotRegions, hotWords, scannerOf, type Region } from "./hot.ts";
import { rankedCauses } from "./causes.ts";
import { bestMatches, findMatches, indexPhrases, type Match } from "./match.ts";
import { namedIn, type NamedFacts } from "./names.ts";
import { programOf, variablesOf, type Program } from "./programs.ts";
import { questionsFor, type ErrorQuestion } from "./questions.ts";
import { squeeze } from "./squeeze.ts";

/** What an error is about, once its host is known: messages `errorMeaning_<subject>` and `errorDo_<subject>`. */
export type ErrorSubject = ErrorMeaning | "other-authority" | "own-name" | "bucket-name";

export interface ErrorFinding {
  /** 1-based line on which the error begins; of repeated ones, the first. */
  line: number;
  /** How often the same was found. */
  count: number;
  row: ErrorLine;
  subject: ErrorSubject;
  /** Null if the text does not show it. */
  program: Program | null;
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
  const matches = bestMatches(findMatches(INDEX, squeezed, lines)).map((match) => ({
    ...match,
    first: squeezed.lines[match.start]!,
    last: squeezed.lines[match.end - 1]!,
  }));
  return eventsOf(matches).map((event) => findingOf(event, lines));
}

interface PlacedMatch extends Match {
  /** Indexes of its first and last line. */
  first: number;
  last: number;
}

/** Which general message says more than another. */
const GENERAL_ORDER: readonly ErrorMeaning[] = ["not-verified", "file-unreadable", "handshake"];

/** One match for each error: general ones give way to specific ones, and repetitions of a meaning are joined. */
function eventsOf(matches: readonly PlacedMatch[]): PlacedMatch[] {
  const specific = matches.filter(({ row }) => !row.general);
  const isNear = (one: PlacedMatch, other: PlacedMatch, most: number) =>
    other.first - one.last <= most && one.first - other.last <= most;
  const generals = matches.filter(
    (match) => match.row.general && !specific.some((other) => isNear(match, other, EVENT_LINES)),
  );
  const rank = ({ row }: PlacedMatch) => {
    const at = GENERAL_ORDER.indexOf(row.meaning);
    return at < 0 ? GENERAL_ORDER.length : at;
  };
  const chosen: PlacedMatch[] = [];
  for (const match of generals.toSorted(
    (one, other) => rank(one) - rank(other) || other.length - one.length,
  )) {
    if (!chosen.some((other) => isNear(match, other, EVENT_LINES))) chosen.push(match);
  }
  const joined: PlacedMatch[] = [];
  for (const match of specific.toSorted(bySource)) {
    const same = joined.some(
      (other) => other.row.meaning === match.row.meaning && isNear(match, other, SAME_LINES),
    );
    if (!same) joined.push(match);
  }
  return [...joined, ...chosen].toSorted((one, other) => one.start - other.start);
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

function findingOf(match: PlacedMatch, lines: readonly CleanLine[]): ErrorFinding {
  const { row, first, last } = match;
  const joinedLines = (from: number, to: number) =>
    lines
      .slice(Math.max(0, from), to)
      .map(({ message }) => message)
      .join(" ");
  const own = joinedLines(first, last + 2);
  const context = joinedLines(first - CONTEXT_BEFORE, last + CONTEXT_AFTER + 1);
  const named = namedIn(own, context);
  const program = programOf(row, lines, first);
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
