/** Which stricter programs refuse the certificates of an inspection, and why, in words. */
import {
  CHECKERS,
  STRICT_RULES,
  type Checker,
  type StrictFault,
  type StrictRule,
} from "../core/strict-rules.ts";
import { keyOf, type Translator } from "./translator.ts";

export interface StrictList {
  id: Checker;
  /** The programs. */
  checker: string;
  /** One for each fault. */
  items: string[];
}

/** The faults, by the programs that look at them; programs without one are left out. */
export function strictLists(faults: readonly StrictFault[], { t }: Translator): StrictList[] {
  return CHECKERS.map((id) => ({
    id,
    checker: t(keyOf("strictChecker", id)),
    items: faults
      .filter(({ rule }) => ruleOf(rule).checker === id)
      .map((fault) => faultText(fault, { t })),
  })).filter(({ items }) => items.length > 0);
}

/** All of them as one text, for a sentence to hold; null where there are none. */
export function strictFaultsText(faults: readonly StrictFault[] | null, words: Translator) {
  const items = strictLists(faults ?? [], words).flatMap((each) => each.items);
  return items.length ? items.join(" ") : null;
}

function faultText({ rule, place }: StrictFault, { t }: Pick<Translator, "t">): string {
  const line = t("strictLine", t(keyOf("strictPlace", place)), t(keyOf("strictFault", rule)));
  const { words } = ruleOf(rule);
  return words === null ? line : `${line} ${t("strictWords", words)}`;
}

/** Throws where the table has no such rule. */
function ruleOf(id: StrictFault["rule"]): StrictRule {
  const rule = STRICT_RULES.find((each) => each.id === id);
  if (!rule) throw new Error(`no strict rule ${id}`);
  return rule;
}

/** Ids of the sources of the rules that are broken; of all rules where none is. */
export function strictSources(faults: readonly StrictFault[]): string[] {
  const rules = faults.length ? faults.map(({ rule }) => ruleOf(rule)) : STRICT_RULES;
  return [...new Set(rules.flatMap(({ sources }) => sources))].toSorted();
}
