/** Several roots in few words, so that no text lists them itself. */
import type { CatalogueRoot } from "../core/catalogue.ts";
import { isCarried } from "../core/finding.ts";
import type { RootProgramme } from "../core/vocabulary.ts";
import { listText } from "./format.ts";
import type { Translator } from "./translator.ts";

/** Two roots are a list, not a run. */
const SHORTEST_RUN = 3;

/**
 * Names roots: `Amazon Root CA 1 to 4`, or `Amazon Root CA 1, 3, and 4` if a number is missing. Names that differ in
 * more than a number at the end become a list. Keeps the given order.
 */
export function rootNames(
  roots: readonly Pick<CatalogueRoot, "name">[],
  { t, language }: Translator,
): string {
  const names = roots.map(({ name }) => name);
  const numbered = names.flatMap((name) => {
    const [, family, number] = /^(.+ )(\d+)$/.exec(name) ?? [];
    return family && number ? [{ family, number }] : [];
  });
  const families = new Set(numbered.map(({ family }) => family));
  if (numbered.length < names.length || families.size !== 1) return listText(names, language);
  const numbers = numbered.map(({ number }) => Number(number));
  const isRun = numbers.every((number, at) => number === numbers[0]! + at);
  const [first, ...rest] = numbered.map(({ number }) => number);
  const family = [...families].join("");
  if (isRun && names.length >= SHORTEST_RUN) return t("rootRun", family + first, rest.at(-1)!);
  return listText([family + first, ...rest], language);
}

/** The names of the roots that decide the verdict; with a root programme, of those that it includes. */
export function decidingNames(
  roots: readonly CatalogueRoot[],
  translator: Translator,
  programme?: RootProgramme,
): string {
  const named = roots.filter(
    (root) => root.decides && (programme === undefined || isCarried(root, programme)),
  );
  return rootNames(named, translator);
}

/** The names of the roots that cross-sign any of `signed`. */
export function signerNames(
  signed: readonly CatalogueRoot[],
  roots: readonly CatalogueRoot[],
  translator: Translator,
): string {
  const ids = signed.flatMap(({ crossSignedBy }) => crossSignedBy);
  return rootNames(
    roots.filter(({ id }) => ids.includes(id)),
    translator,
  );
}
