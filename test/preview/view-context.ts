/** The view context outside an extension: English texts, and nothing else is real. */
import messages from "../../public/_locales/en/messages.json";
import type { Translate } from "../../src/platform/i18n.ts";
import type { ViewContext } from "../../src/view/view-context.ts";

interface Message {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

/** `i18n.getMessage` as browsers do it: named placeholders stand for numbered substitutions. */
export const translateHere: Translate = (key, ...substitutions) => {
  const { message, placeholders = {} } = messages[key] as Message;
  return message.replace(/\$(\w+)\$/g, (whole, name: string) => {
    const content = placeholders[name.toLowerCase()]?.content ?? whole;
    return content.replace(/\$(\d)/g, (_, digit: string) => substitutions[Number(digit) - 1] ?? "");
  });
};

export const viewHere: ViewContext = {
  t: translateHere,
  language: "en",
  copy: (text) => navigator.clipboard.writeText(text),
  openPage: (path) => window.open(path.replace(/^pages\/(\w+)\/index\.html/, "?page=$1")),
};

/** Texts that are a third longer, as translations are: every third letter of a word is doubled. */
export const longerView: ViewContext = {
  ...viewHere,
  t: (key, ...substitutions) =>
    translateHere(key, ...substitutions).replace(/\p{L}{3}/gu, (three) => three + three.at(-1)!),
};
