/** Which strict programs refuse the certificates of an inspection, and why. */
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

/** The faults by the programs that check for them, without programs that find none. */
export function strictLists(faults: readonly StrictFault[], { t }: Translator): StrictList[] {
  return CHECKERS.map((id) => ({
    id,
    checker: t(keyOf("strictChecker", id)),
    items: faults
      .filter(({ rule }) => ruleOf(rule).checker === id)
      .map((fault) => faultText(fault, { t })),
  })).filter(({ items }) => items.length > 0);
}

/** All faults as one text to put into a sentence; null if there are none. */
export function strictFaultsText(faults: readonly StrictFault[] | null, translator: Translator) {
  const items = strictLists(faults ?? [], translator).flatMap((each) => each.items);
  return items.length ? items.join(" ") : null;
}

function faultText({ rule, place }: StrictFault, { t }: Pick<Translator, "t">): string {
  const line = t("strictLine", t(keyOf("strictPlace", place)), t(keyOf("strictFault", rule)));
  const { words } = ruleOf(rule);
  return words === null ? line : `${line} ${t("strictWords", words)}`;
}

/** Throws if the table has no such rule. */
function ruleOf(id: StrictFault["rule"]): StrictRule {
  const rule = STRICT_RULES.find((each) => each.id === id);
  if (!rule) throw new Error(`no strict rule ${id}`);
  return rule;
}

/** Ids of the sources of the broken rules; of all rules if none is broken. */
export function strictSources(faults: readonly StrictFault[]): string[] {
  const rules = faults.length ? faults.map(({ rule }) => ruleOf(rule)) : STRICT_RULES;
  return [...new Set(rules.flatMap(({ sources }) => sources))].toSorted();
}
