/** The guide's search for error lines: by what a text says, else by words. */
import type { ErrorQuestion } from "./error-reader/questions.ts";
import { readErrorText } from "./error-reader/read.ts";
import { ERROR_LINES, type ErrorLine } from "./error-table.ts";

export { ERROR_LINES, ERROR_MEANINGS, type ErrorLine } from "./error-table.ts";

/** Reads the end of a pasted text, because logs end with their errors. */
export const TEXT_LIMIT = 100_000;

/** Lower case, without quotes and invisible marks; spaces and hyphens become one space. */
export function comparable(text: string): string {
  return text
    .slice(-TEXT_LIMIT)
    .toLowerCase()
    .replaceAll(/['"`´‘’‚“”„«»\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, "")
    .replaceAll(/[\s\u00ad\u2010-\u2015-]+/g, " ")
    .trim();
}

/** Rows in the order of their errors; each once. */
export function findErrorLines(text: string): ErrorLine[] {
  return [...new Set(readErrorText(text.slice(-TEXT_LIMIT)).findings.map(({ row }) => row))];
}

/** What to ask about a text in which no known error was found. */
export function openQuestions(text: string): ErrorQuestion[] {
  return readErrorText(text.slice(-TEXT_LIMIT)).questions;
}

/** The lines found in the text; if none, the lines that are the text, then those that contain it. */
export function searchErrorLines(text: string): ErrorLine[] {
  const typed = comparable(text);
  if (typed === "") return [...ERROR_LINES];
  const found = findErrorLines(text);
  if (found.length > 0) return found;
  const isWhole = ({ lines }: ErrorLine) => lines.some((line) => comparable(line) === typed);
  return ERROR_LINES.filter(({ program, lines }) =>
    [program, ...lines].some((each) => comparable(each).includes(typed)),
  ).toSorted((one, other) => Number(isWhole(other)) - Number(isWhole(one)));
}

/** Too frequent to say anything. */
const STOP_WORDS = new Set(
  "a an and are as at by do does error fail fails for from how in is it not of on or that the this to was we why with you your".split(
    " ",
  ),
);

/** Up to so many typed words may be beginnings of words; a log has whole ones. */
const FEW_WORDS = 12;
const SHORTEST_BEGINNING = 4;

/** The words of a text, in lower case. Underscores and dots separate words. */
function wordsIn(text: string): Set<string> {
  return new Set(comparable(text).match(/[\p{L}\p{N}]+/gu) ?? []);
}

const WORDS = new Map(
  ERROR_LINES.map((row) => [row, wordsIn([row.program, ...row.lines].join(" "))]),
);

/** Without the punctuation around it, and in lower case. */
function bareWord(word: string): string {
  return word
    .replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
    .toLowerCase()
    .replace(/^net::/, "");
}

let published: ReadonlySet<string> | null = null;

/** Whether a word, as blanks divide a text, stands in a known error line, and so tells nothing of who met it. */
export function isPublishedWord(word: string): boolean {
  published ??= new Set(
    ERROR_LINES.flatMap(({ lines }) => lines.flatMap((line) => line.split(/\s+/).map(bareWord))),
  );
  return published.has(bareWord(word));
}

/** The rarer a word is among the rows, the more it weighs. */
function weightOf(word: string): number {
  const having = ERROR_LINES.filter((row) => WORDS.get(row)?.has(word)).length;
  return Math.log(1 + ERROR_LINES.length / Math.max(having, 1));
}

/** The rows that share most with the text, word by word; the best first. */
export function nearestErrorLines(text: string, most = 3): ErrorLine[] {
  const typed = [...wordsIn(text)].filter((word) => word.length > 1 && !STOP_WORDS.has(word));
  const beginnings =
    typed.length <= FEW_WORDS ? typed.filter((word) => word.length >= SHORTEST_BEGINNING) : [];
  const scoreOf = (row: ErrorLine) => {
    const own = [...(WORDS.get(row) ?? [])];
    return typed.reduce((sum, word) => {
      const begun = beginnings.includes(word) && own.some((each) => each.startsWith(word));
      return sum + (begun || WORDS.get(row)?.has(word) ? weightOf(word) : 0);
    }, 0);
  };
  return ERROR_LINES.map((row) => ({ row, score: scoreOf(row) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, most)
    .map(({ row }) => row);
}

interface LinePart {
  text: string;
  isMatch: boolean;
}

/** Splits a line into what occurs in the text, word by word, and what does not. */
export function matchedParts(line: string, text: string): LinePart[] {
  const words = wordsIn(text);
  const parts: LinePart[] = [];
  let between = "";
  for (const piece of line.split(/([\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*)/u)) {
    if (!/[\p{L}\p{N}]/u.test(piece)) {
      between += piece;
      continue;
    }
    const isMatch = words.has(comparable(piece));
    const last = parts.at(-1);
    if (last?.isMatch === isMatch) last.text += between + piece;
    else {
      if (between) parts.push({ text: between, isMatch: false });
      parts.push({ text: piece, isMatch });
    }
    between = "";
  }
  if (between) parts.push({ text: between, isMatch: false });
  return parts;
}

/** Programs that are listed together; any other program is listed alone. */
const PROGRAM_GROUPS = [
  ["Chrome, Edge", "Firefox", "Safari"],
  ["AWS CLI, Python", "AWS"],
  ["Java", "Android"],
  ["Node.js"],
  ["Go, Terraform", "Docker, containerd", "kubectl"],
  [".NET, PowerShell", "Windows"],
  [
    "curl, git, PHP",
    "curl",
    "git",
    "PHP",
    "Windows (Schannel): curl, git",
    "wget",
    "yum, dnf",
    "apt",
    "apk",
  ],
  ["OpenSSL", "GnuTLS", "TLS", "nginx", "Firefox and programs with NSS"],
  ["macOS, iOS", "Ruby", "Rust, uv", "Erlang, Elixir", "Dart, Flutter", "Haskell", "Perl", "Qt"],
  ["AWS IoT", "mbedTLS, ESP32", "wolfSSL"],
  ["Postfix", "Exim", "Sendmail", "swaks", "SMTP", "msmtp"],
  ["PostgreSQL", "MySQL", "MongoDB, DocumentDB", "Redis"],
];

/** All rows, grouped by programs; a group's programs do not repeat what an earlier one says. */
export function errorLineGroups(): { programs: string[]; rows: ErrorLine[] }[] {
  const grouped = PROGRAM_GROUPS.flat();
  const alone = [...new Set(ERROR_LINES.map(({ program }) => program))].filter(
    (program) => !grouped.includes(program),
  );
  return [...PROGRAM_GROUPS, ...alone.map((program) => [program])].map((group) => ({
    programs: group.filter(
      (program, at) => !group.slice(0, at).some((other) => other.split(", ").includes(program)),
    ),
    rows: group.flatMap((program) => ERROR_LINES.filter((row) => row.program === program)),
  }));
}
