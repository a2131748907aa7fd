import { evidenceOf, evidenceOn, type RootEvidence } from "./evidence.ts";
import { controlResult } from "./control-result.ts";
import { originOf, type CheckContext } from "./finding.ts";
import { isUnread } from "./failure.ts";
import type { Observation } from "./observation.ts";
import type { FailureCode } from "./vocabulary.ts";

/** Finds codes for failures in words that no table has, by comparing them with the failures of other hosts. */
export function explainFailures(observations: readonly Observation[]): Observation[] {
  const evidence = evidenceOf(observations);
  const trusted = observations.flatMap(({ kind, outcome, root }) =>
    kind === "valid" && outcome === "loaded" && root !== null ? [evidenceOn(root, evidence)] : [],
  );
  const expired = new Set(trusted.map((root) => unreadWords(root.expired)).filter(Boolean));
  const revoked = new Set(trusted.map((root) => unreadWords(root.revoked)).filter(Boolean));
  const codeOf = (seen: Observation): FailureCode | null => {
    const words = unreadWords(seen);
    if (words === null) return null;
    if (expired.has(words)) return "date-invalid";
    if (revoked.has(words)) return "revoked";
    if (!trusted.length || seen.root === null) return null;
    // All three hosts of one root fail alike while another root loads: their shared issuer is refused.
    const root = evidenceOn(seen.root, evidence);
    const hosts = [root.valid, root.expired, root.revoked];
    return hosts.every((each) => unreadWords(each) === words) ? "untrusted-issuer" : null;
  };
  return observations.map((seen) => {
    const code = codeOf(seen);
    return code ? { ...seen, failure: { ...seen.failure!, code } } : seen;
  });
}

function unreadWords(seen: Observation | undefined): string | null {
  const failure = seen?.failure;
  return failure && isUnread(failure) ? failure.raw : null;
}

/** True if a control fails only for its date or revocation, or if the revoked one loads without a foreign chain. */
export function provenByControls(
  { expired, revoked }: RootEvidence,
  around: Pick<CheckContext, "catalogue" | "certificates">,
): boolean {
  if (controlResult(expired) === "refused") return true;
  const result = controlResult(revoked);
  if (result === "refused") return true;
  // If the expired control is refused for its issuer, the load may come from an old TLS session.
  if (result !== "loaded" || expired?.failure?.code === "untrusted-issuer") return false;
  return originOf(revoked!, around).whose !== "foreign";
}
