/** What a file of messages must fulfil, whatever its language. A locale may be partial: browsers fall back per message. */
import { FORBIDDEN_ADVICE } from "./forbidden-advice.ts";

export interface Message {
  message: string;
  description?: string;
  placeholders?: Record<string, { content: string; example?: string }>;
}
export type Messages = Record<string, Message>;

/** Names of messages with plural forms: those that English has as `NAME_one` and `NAME_other`. */
export function pluralNames(english: Messages): string[] {
  return Object.keys(english)
    .filter((key) => key.endsWith("_one"))
    .map((key) => key.slice(0, -"_one".length))
    .filter((name) => `${name}_other` in english);
}

/** Plural categories of a locale, such as `one` and `other`. */
export function pluralCategories(locale: string): string[] {
  return new Intl.PluralRules(locale.replace("_", "-")).resolvedOptions().pluralCategories;
}

/** What is wrong with the placeholders of one message by itself, as sentences. */
export function placeholderFaults(key: string, { message, placeholders = {} }: Message): string[] {
  const used = new Set(
    [...message.replaceAll("$$", "").matchAll(/\$(\w+)\$/g)].map(([, name]) => name!.toLowerCase()),
  );
  const stray = message
    .replaceAll("$$", "")
    .replaceAll(/\$\w+\$/g, "")
    .includes("$");
  const contents = Object.values(placeholders).map(({ content }) => content);
  const numbers = contents.map((content) => Number(/^\$([1-9])$/.exec(content)?.[1]));
  return [
    ...(stray ? [`${key}: a $ stands alone`] : []),
    ...[...used].filter((name) => !(name in placeholders)).map((name) => `${key}: no ${name}`),
    ...Object.keys(placeholders)
      .filter((name) => !used.has(name))
      .map((name) => `${key}: ${name} is not in the text`),
    ...(numbers.some((number, index) => number !== index + 1)
      ? [`${key}: placeholders are not $1, $2 … in their order`]
      : []),
  ];
}

/** Whether a text gives advice that is forbidden in a language with a list. */
export function isForbiddenAdvice(text: string, language: string): boolean {
  return FORBIDDEN_ADVICE[language]!.patterns.some((pattern) => pattern.test(text));
}

/** The placeholders of a message, with the substitution that each stands for. */
function placeholdersOf({ placeholders = {} }: Message): string {
  const pairs = Object.entries(placeholders).map(
    ([name, { content }]) => `${name.toUpperCase()}=${content}`,
  );
  return pairs.toSorted().join(" ");
}

/**
 * What is wrong with the messages of a locale, as sentences. `locale`: the folder's name, such as `de` or `pt_BR`.
 * `coreKeys`: English keys without which a locale is too partial to ship.
 */
export function localeFaults(
  locale: string,
  messages: Messages,
  english: Messages,
  coreKeys: readonly string[],
): string[] {
  const language = locale.split("_")[0]!;
  const keys = Object.keys(messages);
  const categories = pluralCategories(locale);
  const plurals = pluralNames(english);
  const pluralKeys = new Map<string, string>(
    plurals.flatMap((name) =>
      categories.map((category) => [`${name}_${category}`, `${name}_other`]),
    ),
  );
  const pluralInEnglish = new Set(plurals.flatMap((name) => [`${name}_one`, `${name}_other`]));
  /** The English key that a key translates; undefined where there is none. */
  const originalOf = (key: string) =>
    pluralKeys.get(key) ?? (key in english && !pluralInEnglish.has(key) ? key : undefined);

  const faults: string[] = [];
  if (keys.join() !== keys.toSorted().join()) faults.push("the keys are not in alphabetical order");
  for (const [key, message] of Object.entries(messages)) {
    const original = originalOf(key);
    if (message.message.trim() === "") faults.push(`${key}: empty`);
    faults.push(...placeholderFaults(key, message));
    if (original === undefined) faults.push(`${key}: English has no such key`);
    else if (placeholdersOf(message) !== placeholdersOf(english[original]!)) {
      faults.push(`${key}: other placeholders than in English`);
    }
  }

  for (const name of plurals) {
    const missing = categories.filter((category) => !(`${name}_${category}` in messages));
    if (missing.length && missing.length < categories.length) {
      faults.push(`${name}: lacks the plural ${missing.join(", ")}`);
    }
  }

  const coreHere = coreKeys.flatMap((key) => {
    if (!pluralInEnglish.has(key)) return [key];
    const name = key.replace(/_(?:one|other)$/, "");
    return categories.map((category) => `${name}_${category}`);
  });
  const lacking = [...new Set(coreHere)].filter((key) => !(key in messages));
  faults.push(...lacking.map((key) => `${key}: missing, and the popup or a repair step needs it`));

  if (!FORBIDDEN_ADVICE[language]) faults.push(`${language}: no list of forbidden advice`);
  else {
    const advice = keys.filter((key) => isForbiddenAdvice(messages[key]!.message, language));
    faults.push(...advice.map((key) => `${key}: forbidden advice`));
  }
  return faults;
}
