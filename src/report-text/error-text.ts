/** What a found error means, in words. */
import type { ErrorFinding } from "../guidance/error-reader/read.ts";
import type { ErrorQuestion } from "../guidance/error-reader/questions.ts";
import { dataKey, keyOf, type Translator } from "./translator.ts";
import { isolated } from "./untrusted-text.ts";

export interface ErrorText {
  meaning: string;
  /** What is known of the host that the text names; null if it names none. */
  host: string | null;
  advice: string;
  /** The most likely first, each with what tells it apart. */
  causes: { name: string; tell: string }[];
  questions: string[];
}

export function errorText(
  { subject, causes, host, questions }: ErrorFinding,
  { t }: Pick<Translator, "t">,
): ErrorText {
  return {
    meaning: t(keyOf("errorMeaning", subject)),
    host: host && t(keyOf("errorHost", host.kind), isolated(host.host)),
    advice: t(keyOf("errorDo", subject)),
    causes: causeTexts(causes, { t }),
    questions: questionTexts(questions, { t }),
  };
}

export function causeTexts(
  causes: readonly string[],
  { t }: Pick<Translator, "t">,
): ErrorText["causes"] {
  return causes.map((cause) => ({
    name: t(dataKey("errorCause", cause)),
    tell: t(dataKey("errorTell", cause)),
  }));
}

export function questionTexts(
  questions: readonly string[],
  { t }: Pick<Translator, "t">,
): string[] {
  return questions.map((question) => t(keyOf("errorAsk", question as ErrorQuestion)));
}
