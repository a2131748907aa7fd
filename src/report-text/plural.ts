/** Messages with a count: one key per plural category of the language, such as `places_one` and `places_other`. */
import type { MessageKey } from "../platform/i18n.ts";
import { integerText } from "./format.ts";
import type { Translator } from "./translator.ts";

/** A message name without its category. English has `one` and `other` of each. */
export type PluralName = MessageKey extends infer Key
  ? Key extends `${infer Name}_one`
    ? Name
    : never
  : never;

/** The plural category of a count: the suffix of its message key. `language` is a BCP 47 tag. */
export function plural(count: number, language: string): Intl.LDMLPluralRule {
  return new Intl.PluralRules(language).select(count);
}

/**
 * The text for a count. Placeholders get `substitutions`; without any, the count itself.
 * A partial translation may lack a category: then `other` is used.
 */
export function countText(
  { t, language }: Translator,
  name: PluralName,
  count: number,
  ...substitutions: string[]
): string {
  const values = substitutions.length ? substitutions : [integerText(count, language)];
  const key = `${name}_${plural(count, language)}` as MessageKey;
  const text = t(key, ...values);
  return text === key ? t(`${name}_other`, ...values) : text;
}
