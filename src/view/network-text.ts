/** What the addresses that answered show of the network, in a sentence. */
import { kindsOfAnswers } from "../core/addresses.ts";
import type { Observation } from "../core/observation.ts";
import { keyOf, type Words } from "./doors.ts";
import { list } from "./format.ts";

/** Says that Amazon's hosts were reached at addresses that are not public; null where they were not. */
export function answerText(
  observations: readonly Observation[],
  { t, language }: Words,
): string | null {
  const kinds = kindsOfAnswers(observations).map((kind) => t(keyOf("addressKind", kind)));
  return kinds.length ? t("answeredNotPublicly", list(kinds, language)) : null;
}
