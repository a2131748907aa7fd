/** What to ask if an error alone does not show its cause. */
import type { ErrorMeaning } from "../error-table.ts";
import type { ErrorFinding } from "./read.ts";

/** Messages `errorAsk_<question>`. */
export const ERROR_QUESTIONS = [
  "clock",
  "elsewhere",
  "host",
  "issuer",
  "program",
  "setting",
  "text",
] as const;
export type ErrorQuestion = (typeof ERROR_QUESTIONS)[number];

const MOST_QUESTIONS = 2;

/** Errors that a missing answer would not make clearer. */
const CLEAR: ReadonlySet<string> = new Set([
  "bucket-name",
  "clock",
  "covered-name",
  "file-is-folder",
  "other-authority",
  "own-name",
  "tls-required",
  "wrong-file",
]);

const BY_MEANING: Partial<Record<ErrorMeaning, readonly ErrorQuestion[]>> = {
  "bad-certificate": ["issuer", "host"],
  "client-file": ["text", "setting"],
  "client-refused": ["host", "elsewhere"],
  closed: ["elsewhere", "text"],
  date: ["clock", "issuer"],
  expired: ["clock", "issuer"],
  handshake: ["elsewhere", "text"],
  headline: ["text", "host"],
  "name-mismatch": ["host", "issuer"],
  "no-answer": ["elsewhere", "host"],
  "no-connection": ["host", "elsewhere"],
  "not-tls": ["host", "setting"],
  "not-verified": ["text", "issuer"],
  "not-yet-valid": ["clock", "issuer"],
  "protocol-version": ["program", "elsewhere"],
  "proxy-failed": ["elsewhere", "setting"],
};
const TRUST_QUESTIONS: readonly ErrorQuestion[] = ["issuer", "host", "setting"];

export function questionsFor({
  row,
  subject,
  program,
  host,
}: Pick<ErrorFinding, "row" | "subject" | "program" | "host">): ErrorQuestion[] {
  if (CLEAR.has(subject)) return [];
  const wanted = BY_MEANING[row.meaning] ?? TRUST_QUESTIONS;
  const all: ErrorQuestion[] = program ? [...wanted] : ["program", ...wanted];
  const open = all.filter(
    (question, at) =>
      all.indexOf(question) === at &&
      !(question === "host" && host !== null) &&
      // Browsers and systems take no file of roots.
      !(question === "setting" && program?.why === "store") &&
      !(question === "program" && program !== null),
  );
  return open.slice(0, MOST_QUESTIONS);
}
