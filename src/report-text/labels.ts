/** The only file that words findings and verdicts. */
import { isCutShort, type Failure } from "../core/failure.ts";
import type { Cause, Evidence, Finding, VerdictCode } from "../core/vocabulary.ts";
import { keyOf, type Translator } from "./translator.ts";

type Texts = Pick<Translator, "t">;

export interface LabelledFinding {
  finding: Finding;
  evidence: Evidence;
}

/** Only `anchor` names the root; other evidence shows that the browser trusts some path to the host. */
export function findingLabel({ finding, evidence }: LabelledFinding, { t }: Texts): string {
  const pathOnly = finding === "trusted" && evidence !== "anchor";
  return t(pathOnly ? "finding_trusted_path" : keyOf("finding", finding));
}

/** For a root while the check runs. */
export function pendingLabel(hasAnswered: boolean, { t }: Texts): string {
  return t(hasAnswered ? "finding_answered" : "finding_pending");
}

export function verdictWord(code: VerdictCode, { t }: Texts): string {
  return t(keyOf("verdict", code));
}

export function causeWord(cause: Cause, { t }: Texts): string {
  return t(keyOf("cause", cause));
}

/** Such as `Action needed (root missing)`. */
export function verdictLabel(
  { code, cause }: { code: VerdictCode; cause: Cause },
  texts: Texts,
): string {
  const verdict = verdictWord(code, texts);
  return cause === "none" ? verdict : `${verdict} (${causeWord(cause, texts)})`;
}

/** Why a test page did not load: one sentence. */
export function failureText(failure: Failure, { t }: Texts): string {
  return isCutShort(failure) ? t("failure_cut_short") : t(keyOf("failure", failure.code));
}
