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
  checker: string;
  items: string[];
}

/** Without programs that find no fault. */
export function strictLists(faults: readonly StrictFault[], { t }: Translator): StrictList[] {
  return CHECKERS.map((id) => ({
    id,
    checker: t(keyOf("strictChecker", id)),
    items: faults
      .filter(({ rule }) => ruleOf(rule).checker === id)
      .map((fault) => faultText(fault, { t })),
  })).filter(({ items }) => items.length > 0);
}

/** One text to put into a sentence. */
export function strictFaultsText(faults: readonly StrictFault[] | null, translator: Translator) {
  const items = strictLists(faults ?? [], translator).flatMap((each) => each.items);
  return items.length ? items.join(" ") : null;
}

function faultText({ rule, place }: StrictFault, { t }: Pick<Translator, "t">): string {
  const line = t("strictLine", t(keyOf("strictPlace", place)), t(keyOf("strictFault", rule)));
  const { words } = ruleOf(rule);
  return words === null ? line : `${line} ${t("strictWords", words)}`;
}

function ruleOf(id: StrictFault["rule"]): StrictRule {
  const rule = STRICT_RULES.find((each) => each.id === id);
  if (!rule) throw new Error(`no strict rule ${id}`);
  return rule;
}

/** Of the broken rules; of all rules if none is broken. */
export function strictSources(faults: readonly StrictFault[]): string[] {
  const rules = faults.length ? faults.map(({ rule }) => ruleOf(rule)) : STRICT_RULES;
  return [...new Set(rules.flatMap(({ sources }) => sources))].toSorted();
}
