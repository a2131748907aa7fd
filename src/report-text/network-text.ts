/** What the addresses that answered show of the network, in a sentence. */
import { kindsOfAnswers } from "../core/addresses.ts";
import type { Observation } from "../core/observation.ts";
import { keyOf, type Translator } from "./translator.ts";
import { listText } from "./format.ts";

/** Says that Amazon's hosts were reached at addresses that are not public; null where they were not. */
export function answerText(
  observations: readonly Observation[],
  { t, language }: Translator,
): string | null {
  const kinds = kindsOfAnswers(observations).map((kind) => t(keyOf("addressKind", kind)));
  return kinds.length ? t("answeredNotPublicly", listText(kinds, language)) : null;
}
