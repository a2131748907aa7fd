/** The causes of an error, and what to ask about it, in words. */
import type { ErrorQuestion } from "../guidance/error-reader/questions.ts";
import { dataKey, keyOf, type Translator } from "./translator.ts";

/** Each with what tells it apart. */
export function causeTexts(
  causes: readonly string[],
  { t }: Pick<Translator, "t">,
): { name: string; tell: string }[] {
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
