import { controlResult } from "../core/control-result.ts";
import type { Observation } from "../core/observation.ts";
import type { Report } from "../core/report.ts";
import { factMaker, type Fact } from "./fact.ts";
import { testFacts } from "./facts.ts";
import { keyOf, type Translator } from "./translator.ts";

/** Without the endpoints that somebody tested. */
export function checkTests({ observations }: Pick<Report, "observations">): Observation[] {
  return observations.filter(({ kind }) => kind !== "endpoint");
}

/** Adds to a control whether its result was right. */
export function checkTestFacts(test: Observation, translator: Translator): Fact[] {
  const { own } = factMaker(translator);
  const isControl = test.kind === "expired" || test.kind === "revoked";
  const control = isControl ? translator.t(keyOf("control", controlResult(test))) : "";
  return [...testFacts(test, translator), own("control", control)];
}
