/** The view context outside an extension: English texts, and nothing else is real. */
import { translateEnglish as translateHere } from "../../cli/translate.ts";
import type { ViewContext } from "../../src/view/view-context.ts";

export { translateHere };

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
