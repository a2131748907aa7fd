/** What two support codes hold, fact by fact. */
import type { Catalogue } from "../core/catalogue.ts";
import { reportOfCode } from "../core/code-report.ts";
import { comparedFacts, summaryOf } from "../core/summary.ts";
import type { CodeContent } from "../core/support-code.ts";
import { codeFacts } from "./code-facts.ts";
import { comparedFact, type ComparedFact } from "./difference-text.ts";
import { factLabel, factValue, type FactId } from "./fact.ts";
import type { Translator } from "./translator.ts";

const IDS = [
  "inspection",
  "baseline",
  "browser",
  "system",
  "clock",
  "expired",
  "revoked",
] as const satisfies readonly FactId[];

/** The most important first. */
export function comparedCodes(
  before: CodeContent,
  after: CodeContent,
  catalogue: Catalogue,
  translator: Translator,
): ComparedFact[] {
  const names = new Map(catalogue.roots.map(({ id, name }) => [id, name]));
  const [earlier, later] = [before, after].map((content) =>
    summaryOf(reportOfCode(content, catalogue)),
  );
  const results = comparedFacts(earlier!, later!)
    .filter(({ about }) => about === "verdict" || about === "cause" || about === "finding")
    .map((fact) => comparedFact(fact, names, translator));
  const [was, is] = [codeFacts(before, translator), codeFacts(after, translator)];
  const others = IDS.map((id): ComparedFact => {
    const words = {
      about: factLabel(id, translator),
      before: factValue(was, id),
      after: factValue(is, id),
    };
    const isSame = words.before === words.after;
    return { kind: id, key: id, words, differs: !isSame, isSame: isSame && isKnown(id, after) };
  });
  return [...results, ...others, comparedCatalogues(before, after, translator)];
}

/** Whether equal words for a fact mean that the fact itself is equal. */
function isKnown(id: (typeof IDS)[number], content: CodeContent): boolean {
  const { browser, major, majorOrLater, os, clock, controls } = content;
  switch (id) {
    case "browser":
      return major > 0 && !majorOrLater && !browser.startsWith("other ");
    case "system":
      return os !== "other";
    case "clock":
      return clock !== "unknown";
    case "expired":
    case "revoked":
      return controls[id] !== "void";
    default:
      return true;
  }
}

/** A code does not hold the catalogue's date: two catalogues can differ, but never be called the same. */
function comparedCatalogues(
  before: CodeContent,
  after: CodeContent,
  translator: Translator,
): ComparedFact {
  const { t } = translator;
  const word = ({ builtInCatalogue }: CodeContent) =>
    t(builtInCatalogue ? "codeCatalogueBuiltIn" : "codeCatalogueOther");
  return {
    kind: "catalogue",
    key: "catalogue",
    words: {
      about: factLabel("catalogue", translator),
      before: word(before),
      after: word(after),
    },
    differs: before.builtInCatalogue !== after.builtInCatalogue,
    isSame: false,
  };
}
