/** What can be learnt by comparing observations with each other, whatever words the browser uses. */
import { originOf, controlResult, type Surroundings } from "./finding.ts";
import { isUnread } from "./failure.ts";
import type { Observation } from "./observation.ts";
import { standing } from "./plan.ts";
import type { FailureCode } from "./words.ts";

/**
 * The same observations, with the words that the probe could not read understood by comparison. A browser
 * in a language that no table knows says of an expired certificate what it says of the expired control;
 * and where all three hosts of one root fail with the same words while another root's load, the fault is
 * in the issuer that the three share.
 */
export function understood(observations: readonly Observation[]): Observation[] {
  const trusted = observations
    .filter(({ kind, outcome, root }) => kind === "valid" && outcome === "loaded" && root !== null)
    .map(({ root }) => root);
  const wordsOf = (kind: "expired" | "revoked") =>
    new Set(trusted.map((root) => unread(standing(observations, kind, root))).filter(Boolean));
  const expired = wordsOf("expired");
  const revoked = wordsOf("revoked");
  const codeOf = (seen: Observation): FailureCode | null => {
    const word = unread(seen);
    if (word === null) return null;
    if (expired.has(word)) return "date-invalid";
    if (revoked.has(word)) return "revoked";
    const three = (["valid", "expired", "revoked"] as const).map((kind) =>
      unread(standing(observations, kind, seen.root)),
    );
    return trusted.length && three.every((each) => each === word) ? "untrusted-issuer" : null;
  };
  return observations.map((seen) => {
    const code = codeOf(seen);
    return code ? { ...seen, failure: { ...seen.failure!, code } } : seen;
  });
}

/** The browser's words for a refusal that no table explains. */
function unread(seen: Observation | undefined): string | null {
  const failure = seen?.failure;
  return failure && isUnread(failure) ? failure.raw : null;
}

/**
 * Whether a control of a root shows that the browser trusts it: one that is refused for its date or its
 * revocation alone, or a revoked one that loads with a chain that nobody else signed (unless the expired one
 * is refused for its issuer: then the load may be an old TLS session's).
 */
export function provenByControls(
  root: string,
  observations: readonly Observation[],
  around: Pick<Surroundings, "catalogue" | "certificates">,
): boolean {
  const contradicted =
    standing(observations, "expired", root)?.failure?.code === "untrusted-issuer";
  return (["expired", "revoked"] as const).some((kind) => {
    const seen = standing(observations, kind, root);
    const result = controlResult(seen);
    if (result === "refused") return true;
    if (kind === "expired" || result !== "loaded" || contradicted) return false;
    return originOf(seen!, around).whose !== "foreign";
  });
}
