import type { MessageKey, Translate } from "../platform/i18n.ts";

export interface Translator {
  t: Translate;
  /** BCP 47 tag for dates and numbers. */
  language: string;
  /** IANA time zone; this machine's if absent. */
  timeZone?: string;
}

/** `not-trusted` gives `not_trusted`. */
type KeyPart<Word extends string> = Word extends `${infer Start}-${infer End}`
  ? `${Start}_${KeyPart<End>}`
  : Word;

/** `finding` and `not-trusted` give `finding_not_trusted`. */
export function keyOf<Prefix extends string, Word extends string>(
  prefix: Prefix,
  word: Word,
): `${Prefix}_${KeyPart<Word>}` {
  return `${prefix}_${word.replaceAll("-", "_")}` as `${Prefix}_${KeyPart<Word>}`;
}

/** Prefixes for ids in data files, which the compiler does not know. A guard checks them. */
export type DataPrefix =
  | "callAnswer"
  | "callSay"
  | "errorCause"
  | "errorTell"
  | "pinReason"
  | "pinRule"
  | "repair"
  | "smtpAnswer"
  | "storeStep"
  | "systemEvent"
  | "systemMinimum"
  | "systemToday"
  | "training"
  | "trustAdded"
  | "trustList"
  | "updateStep";

export function dataKey(prefix: DataPrefix, id: string): MessageKey {
  return keyOf(prefix, id) as MessageKey;
}
