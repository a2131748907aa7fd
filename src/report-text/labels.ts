/** The label of a finding: the only place that words one. */
import type { Evidence, Finding } from "../core/words.ts";
import { keyOf, type Translator } from "./translator.ts";

/** What a label is made of. */
export interface LabelledFinding {
  finding: Finding;
  evidence: Evidence;
}

/**
 * One or two words for a finding, never stronger than its evidence: only a verified chain that the browser
 * showed (`anchor`) names the root; every other evidence shows that the browser trusts some path to the host.
 */
export function findingLabel({ finding, evidence }: LabelledFinding, t: Translator["t"]): string {
  const pathOnly = finding === "trusted" && evidence !== "anchor";
  return t(pathOnly ? "finding_trusted_path" : keyOf("finding", finding));
}
