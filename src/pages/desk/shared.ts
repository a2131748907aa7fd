/** What a help desk has opened: a whole report, or what a support code says of one. */
import type { Catalogue } from "../../core/catalogue.ts";
import { reportOfCode } from "../../core/code-report.ts";
import type { SharedForm } from "../../core/shared-forms.ts";
import type { FoundCode } from "../../core/read-support-code.ts";
import type { Report } from "../../core/report.ts";
import { contentOf, type CodeContent } from "../../core/support-code.ts";

/** `form`: what the code was in. `own`: the last report of this browser. */
export type Shared =
  | { kind: "report"; report: Report; own: boolean }
  | { kind: "code"; found: FoundCode; form: SharedForm };

export function isTraining(shared: Shared | null): boolean {
  if (shared === null) return false;
  return shared.kind === "report" ? shared.report.training : shared.found.content.training;
}

/**
 * Two of them as reports to compare. If either is a code, both say only what a code holds, so that nothing seems to
 * differ because one of them does not know it.
 */
export function comparable(pair: readonly [Shared, Shared], catalogue: Catalogue): Report[] {
  const whole = pair.flatMap((each) => (each.kind === "report" ? [each.report] : []));
  if (whole.length === pair.length) return whole;
  return pair.map((each) => reportOfCode(sharedContent(each), catalogue));
}

export function sharedContent(shared: Shared): CodeContent {
  return shared.kind === "report" ? contentOf(shared.report) : shared.found.content;
}
