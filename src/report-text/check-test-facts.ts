import { controlResult } from "../core/control-result.ts";
import type { Observation } from "../core/observation.ts";
import type { Report } from "../core/report.ts";
import { isTrusted } from "../core/vocabulary.ts";
import { factMaker, type Fact } from "./fact.ts";
import { testFacts } from "./facts.ts";
import { keyOf, type Translator } from "./translator.ts";

/** Without the endpoints that somebody tested. */
export function checkTests({ observations }: Pick<Report, "observations">): Observation[] {
  return observations.filter(({ kind }) => kind !== "endpoint");
}

/** Whether a test ended as it does where a browser trusts Amazon: its root's finding, or its control, is a good one. */
export function isAsExpected(test: Observation, { roots }: Pick<Report, "roots">): boolean {
  const { kind, outcome } = test;
  if (kind === "expired") return controlResult(test) === "refused";
  if (kind === "revoked") return controlResult(test) !== "void";
  const finding = roots.find(({ id }) => id === test.root)?.finding;
  if (kind === "baseline" || finding === undefined) return outcome === "loaded";
  return isTrusted(finding) || finding === "not-applicable";
}

/** What a test of the check showed and, if it is a control, whether that was right. */
export function checkTestFacts(test: Observation, translator: Translator): Fact[] {
  const { own } = factMaker(translator);
  const isControl = test.kind === "expired" || test.kind === "revoked";
  const control = isControl ? translator.t(keyOf("control", controlResult(test))) : "";
  return [...testFacts(test, translator), own("control", control)];
}
