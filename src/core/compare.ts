/** What comparing observations with each other shows, whatever words the browser uses. */
import { evidenceOf, evidenceOn, type RootEvidence } from "./evidence.ts";
import { controlResult } from "./control-result.ts";
import { originOf, type CheckContext } from "./finding.ts";
import { isUnread } from "./failure.ts";
import type { Observation } from "./observation.ts";
import type { FailureCode } from "./vocabulary.ts";

/**
 * Explains, by comparison, failures whose words no table has; returns all observations. A browser in an unknown
 * language says of an expired certificate what it says of the expired control. Where all three hosts of one root fail
 * with the same words while another root's load, the fault is in the issuer that the three share.
 */
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
    const root = evidenceOn(seen.root, evidence);
    const hosts = [root.valid, root.expired, root.revoked];
    return hosts.every((each) => unreadWords(each) === words) ? "untrusted-issuer" : null;
  };
  return observations.map((seen) => {
    const code = codeOf(seen);
    return code ? { ...seen, failure: { ...seen.failure!, code } } : seen;
  });
}

/** The browser's words for a refusal that no table explains; null for everything else. */
function unreadWords(seen: Observation | undefined): string | null {
  const failure = seen?.failure;
  return failure && isUnread(failure) ? failure.raw : null;
}

/**
 * Whether a control of a root proves that the browser trusts it. A control proves it if it is refused only for its date
 * or its revocation, or if the revoked one loads with a chain that nobody else signed. That load proves nothing while
 * the expired control is refused for its issuer: it may come from an old TLS session.
 */
export function provenByControls(
  { expired, revoked }: RootEvidence,
  around: Pick<CheckContext, "catalogue" | "certificates">,
): boolean {
  if (controlResult(expired) === "refused") return true;
  const result = controlResult(revoked);
  if (result === "refused") return true;
  if (result !== "loaded" || expired?.failure?.code === "untrusted-issuer") return false;
  return originOf(revoked!, around).whose !== "foreign";
}
