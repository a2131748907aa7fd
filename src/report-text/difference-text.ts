import { isDifference, type Difference } from "../core/summary.ts";
import { integerText, listText } from "./format.ts";
import { causeWord, findingLabel, verdictWord, type LabelledFinding } from "./labels.ts";
import { keyOf, type Translator } from "./translator.ts";
import { isolated } from "./untrusted-text.ts";

/** A fact of two checks: what it is about, then its words before and after. */
interface ComparedWords {
  about: string;
  before: string;
  after: string;
}

/** A fact of two checks, in words. */
export interface ComparedFact {
  kind: string;
  /** Unique among the facts of two checks. */
  key: string;
  words: ComparedWords;
  differs: boolean;
  /** Both checks know the fact, and it is the same. */
  isSame: boolean;
}

/** `names`: of the roots, by id. */
export function comparedFact(
  fact: Difference,
  names: ReadonlyMap<string, string>,
  translator: Pick<Translator, "t">,
): ComparedFact {
  const words = comparedWords(fact, names, translator);
  const differs = isDifference(fact);
  return {
    kind: fact.about,
    key: `${fact.about} ${"root" in fact ? fact.root : ""}`,
    words,
    differs,
    // Equal findings with unlike evidence have unlike words.
    isSame: !differs && words.before === words.after && isKnown(fact),
  };
}

function isKnown(fact: Difference): boolean {
  switch (fact.about) {
    case "cause":
      return fact.after !== "unknown";
    case "finding":
      return fact.after !== null && fact.after.finding !== "inconclusive";
    default:
      return fact.after !== "";
  }
}

/** What a difference is about, then before and after, in one line. `names`: of the roots, by id. */
export function differenceText(
  change: Difference,
  names: ReadonlyMap<string, string>,
  translator: Pick<Translator, "t">,
): string {
  const { about, before, after } = comparedWords(change, names, translator);
  return translator.t("difference", about, before, after);
}

/** The words for one fact of two checks. `names`: of the roots, by id. */
function comparedWords(
  change: Difference,
  names: ReadonlyMap<string, string>,
  translator: Pick<Translator, "t">,
): ComparedWords {
  const { t } = translator;
  const rootName = (id: string | null) =>
    id === null ? t("noneKnown") : (names.get(id) ?? isolated(id));
  switch (change.about) {
    case "verdict":
      return {
        about: t("aboutVerdict"),
        before: verdictWord(change.before, translator),
        after: verdictWord(change.after, translator),
      };
    case "cause":
      return {
        about: t("aboutCause"),
        before: causeWord(change.before, translator),
        after: causeWord(change.after, translator),
      };
    case "finding": {
      const word = (root: typeof change.before) =>
        root === null ? t("noneKnown") : findingLabel(root, translator);
      return {
        about: rootName(change.root),
        before: word(change.before),
        after: word(change.after),
      };
    }
    case "anchor":
      return {
        about: t("aboutAnchor", rootName(change.root)),
        before: rootName(change.before),
        after: rootName(change.after),
      };
    case "baseline": {
      const word = (loaded: boolean) => t(loaded ? "loaded" : "notLoaded");
      return {
        about: t("aboutBaseline"),
        before: word(change.before),
        after: word(change.after),
      };
    }
    default: {
      const word = (text: string | null) => (text === null ? t("noneKnown") : isolated(text));
      return {
        about: t(keyOf("about", change.about)),
        before: word(change.before),
        after: word(change.after),
      };
    }
  }
}

/** What the check saw of roots, in words that claim no more than the evidence. */
type Seen = "trusted" | "load" | "path" | "refused" | "inspected" | "exception" | "unclear";

function seenOf({ finding, evidence }: LabelledFinding): Seen {
  switch (finding) {
    case "trusted":
    case "trusted-by-cross-sign":
      if (evidence === "anchor") return "trusted";
      return evidence === "load" || evidence === "issuer" ? "load" : "path";
    case "not-trusted":
      return "refused";
    case "inspected":
    case "exception":
      return finding;
    default:
      return "unclear";
  }
}

/** What came of some roots in a few words: `all 4 load`, or `Amazon Root CA 2 refused, the other 3 loaded`. */
export function rootsInShort(
  roots: readonly (LabelledFinding & { name: string })[],
  when: "Then" | "Now",
  { t, language }: Translator,
): string {
  const groups = new Map<Seen, string[]>();
  for (const root of roots) {
    const seen = seenOf(root);
    groups.set(seen, [...(groups.get(seen) ?? []), root.name]);
  }
  const [only, ...others] = groups.keys();
  if (!only) return t("noneKnown");
  const count = integerText(roots.length, language);
  if (!others.length)
    return t(when === "Then" ? keyOf("compareAllThen", only) : keyOf("compareAllNow", only), count);
  // The smallest groups by name, the largest by its number.
  const sorted = [...groups].toSorted(([, one], [, other]) => one.length - other.length);
  const parts = sorted.map(([seen, names], at) =>
    at === sorted.length - 1 && names.length > 1
      ? t(keyOf("compareRest", seen), integerText(names.length, language))
      : t(keyOf("compareSome", seen), listText(names, language)),
  );
  return parts.join(", ");
}
