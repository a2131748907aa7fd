import type { CatalogueRoot } from "./catalogue.ts";
import type { RootEvidence } from "./evidence.ts";
import { controlResult } from "./control-result.ts";
import { originOf, type CheckContext } from "./finding.ts";
import type { Observation } from "./observation.ts";

/** `accepted`: an expired certificate passed. `replaced`: somebody else answered. `void`: no evidence. */
export const CONTROL_SIGNS = ["refused", "accepted", "replaced", "void"] as const;
export type ControlSign = (typeof CONTROL_SIGNS)[number];

/** Whether page loads prove nothing. */
export function castsDoubt(sign: ControlSign): boolean {
  return sign === "accepted" || sign === "replaced";
}

/** What one root's controls say. */
export interface ControlPart {
  /** Of its expired control; null if there is none. */
  expired: ControlSign | null;
  /** Whether a person clicked the warning of the expired control through. */
  isExcepted: boolean;
  /** Whether its revoked control loaded with a foreign chain, and nothing shows that its other pages are Amazon's own. */
  isRevokedReplaced: boolean;
}

export function controlPart(
  { decides }: CatalogueRoot,
  own: RootEvidence,
  around: CheckContext,
): ControlPart {
  const { valid, expired } = own;
  const heard = decides ? expired : undefined;
  return {
    expired: heard ? signOfExpired(heard, valid, around) : null,
    isExcepted: !!heard?.tls?.exception,
    isRevokedReplaced: isRevokedReplaced(own, around),
  };
}

/** Judges the expired controls of deciding roots, and revoked controls that somebody else answered. */
export function controlSign(parts: readonly ControlPart[]): ControlSign {
  const controls = parts.filter(({ expired }) => expired !== null);
  // One exception is a person's. If every control has one, the browser makes them by itself.
  if (controls.length > 1 && controls.every(({ isExcepted }) => isExcepted)) return "accepted";
  if (parts.some((part) => part.isRevokedReplaced)) return "replaced";
  const order: ControlSign[] = ["replaced", "accepted", "refused"];
  return order.find((sign) => controls.some(({ expired }) => expired === sign)) ?? "void";
}

function signOfExpired(
  expired: Observation,
  valid: Observation | undefined,
  around: CheckContext,
): ControlSign {
  const result = controlResult(expired);
  if (result !== "loaded") return result;
  const { whose } = originOf(expired, around);
  if (whose !== "unseen") return whose === "amazon" ? "accepted" : "replaced";
  // No certificate was shown: a status other than the valid host's comes from another server.
  return valid?.outcome === "loaded" && valid.status !== expired.status ? "replaced" : "accepted";
}

function isRevokedReplaced(
  { valid, expired, revoked }: RootEvidence,
  around: CheckContext,
): boolean {
  if (controlResult(revoked) !== "loaded" || originOf(revoked!, around).whose !== "foreign")
    return false;
  // A filter that puts a page of its own in the place of revoked certificates alone leaves AWS untouched.
  const isValidOwn = valid?.outcome === "loaded" && originOf(valid, around).whose === "amazon";
  return !isValidOwn || controlResult(expired) !== "refused";
}
