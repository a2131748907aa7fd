/** One message per plural category of the language, such as `places_one` and `places_other`. */
import type { MessageKey } from "../platform/i18n.ts";
import { integerText } from "./format.ts";
import type { Translator } from "./translator.ts";

/** Without its category. English has `one` and `other` of each. */
export type PluralName = MessageKey extends infer Key
  ? Key extends `${infer Name}_one`
    ? Name
    : never
  : never;

/** `language`: BCP 47 tag. */
export function plural(count: number, language: string): Intl.LDMLPluralRule {
  return new Intl.PluralRules(language).select(count);
}

/** Fills in the count unless there are substitutions. A partial translation may lack the category: uses `other`. */
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
