/** What a text is made with: the messages of one language, and the tag of that language. */
import type { MessageKey, Translate } from "../platform/i18n.ts";

export interface Translator {
  t: Translate;
  /** BCP 47 tag for dates and numbers. */
  language: string;
  /** IANA time zone of moments; absent: this machine's. */
  timeZone?: string;
}

/** The message key for a word of our lists: `finding` and `not-trusted` give `finding_not_trusted`. */
export function keyOf(prefix: string, ...words: string[]): MessageKey {
  return [prefix, ...words.map((word) => word.replaceAll("-", "_"))].join("_") as MessageKey;
}
