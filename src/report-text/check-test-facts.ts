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

/**
 * Whether a test ended as it does where a browser trusts Amazon. A revoked certificate may load, because Chromium asks
 * nobody about it, but not while something inspects: then the load may be the inspector's.
 */
export function isAsExpected(
  test: Observation,
  { roots, verdict, inspector }: Pick<Report, "roots" | "verdict" | "inspector">,
): boolean {
  const { kind, outcome } = test;
  if (kind === "expired") return controlResult(test) === "refused";
  if (kind === "revoked") {
    const result = controlResult(test);
    const isWell = verdict.code === "ready" && inspector === null;
    return result === "refused" || (result === "loaded" && isWell);
  }
  const finding = roots.find(({ id }) => id === test.root)?.finding;
  if (kind === "baseline" || finding === undefined) return outcome === "loaded";
  return (isTrusted(finding) && outcome === "loaded") || finding === "not-applicable";
}

/** What a test of the check showed and, if it is a control, whether that was right. */
export function checkTestFacts(
  test: Observation,
  { inspector }: Pick<Report, "inspector">,
  translator: Translator,
): Fact[] {
  const { own } = factMaker(translator);
  const isControl = test.kind === "expired" || test.kind === "revoked";
  const result = controlResult(test);
  const isAllowed = test.kind === "revoked" && result === "loaded" && inspector === null;
  const word = isAllowed ? "control_revoked_loaded" : keyOf("control", result);
  const control = isControl ? translator.t(word) : "";
  return [...testFacts(test, translator), own("control", control)];
}
