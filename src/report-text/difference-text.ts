import type { Difference } from "../core/summary.ts";
import { causeWord, findingLabel, verdictWord } from "./labels.ts";
import { keyOf, type Translator } from "./translator.ts";
import { isolated } from "./untrusted-text.ts";

/** `names`: of the roots, by id. */
export function differenceText(
  change: Difference,
  names: ReadonlyMap<string, string>,
  translator: Pick<Translator, "t">,
): string {
  const { t } = translator;
  const rootName = (id: string | null) =>
    id === null ? t("noneKnown") : (names.get(id) ?? isolated(id));
  const say = (about: string, before: string, after: string) =>
    t("difference", about, before, after);
  switch (change.about) {
    case "verdict":
      return say(
        t("aboutVerdict"),
        verdictWord(change.before, translator),
        verdictWord(change.after, translator),
      );
    case "cause":
      return say(
        t("aboutCause"),
        causeWord(change.before, translator),
        causeWord(change.after, translator),
      );
    case "finding": {
      const word = (root: typeof change.before) =>
        root === null ? t("noneKnown") : findingLabel(root, translator);
      return say(rootName(change.root), word(change.before), word(change.after));
    }
    case "anchor":
      return say(
        t("aboutAnchor", rootName(change.root)),
        rootName(change.before),
        rootName(change.after),
      );
    case "baseline": {
      const word = (loaded: boolean) => t(loaded ? "loaded" : "notLoaded");
      return say(t("aboutBaseline"), word(change.before), word(change.after));
    }
    default: {
      const word = (text: string | null) => (text === null ? t("noneKnown") : isolated(text));
      return say(t(keyOf("about", change.about)), word(change.before), word(change.after));
    }
  }
}
