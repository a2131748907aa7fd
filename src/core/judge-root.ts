import type { CatalogueRoot } from "./catalogue.ts";
import { provenByControls } from "./compare.ts";
import type { RootEvidence } from "./evidence.ts";
import { findRoot, type CheckContext, type RootFinding } from "./finding.ts";
import type { Observation } from "./observation.ts";
import { signOf, type Sign } from "./verdict.ts";
import { isTrusted, type BrowserFamily, type Evidence, type Finding } from "./vocabulary.ts";

export interface RootJudgement extends RootFinding {
  evidence: Evidence;
  /** What the verdict's table reads. */
  sign: Sign;
}

/** All conclusions about one root that need no other root. */
export function judgeRoot(
  root: CatalogueRoot,
  own: RootEvidence,
  around: CheckContext,
  family: BrowserFamily,
): RootJudgement {
  const { valid } = own;
  const proven = provenByControls(own, around);
  const { finding, anchor } = findRoot(root, valid, around, proven);
  const sign = signOf(finding, valid, { family, proven });
  return { finding, anchor, evidence: strengthOf(finding, valid), sign };
}

/** `control` if the root is trusted although its valid host failed. */
function strengthOf(finding: Finding, seen: Observation | undefined): Evidence {
  if (!seen) return "none";
  return seen.outcome === "failed" && isTrusted(finding) ? "control" : seen.evidence;
}

type Conclusion = Pick<RootJudgement, "finding" | "evidence">;

/** What is left of a judgement if an expired certificate passed: then a page that loads proves nothing. */
export function inDoubt(
  { finding, evidence }: Conclusion,
  valid: Observation | undefined,
): Conclusion {
  return evidence === "load" || evidence === "control"
    ? { finding: "inconclusive", evidence: valid?.evidence ?? "none" }
    : { finding, evidence };
}
