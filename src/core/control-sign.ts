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
  /** Whether its revoked control loaded with a foreign chain. */
  isRevokedReplaced: boolean;
}

export function controlPart(
  { decides }: CatalogueRoot,
  { valid, expired, revoked }: RootEvidence,
  around: CheckContext,
): ControlPart {
  const heard = decides ? expired : undefined;
  return {
    expired: heard ? signOfExpired(heard, valid, around) : null,
    isExcepted: !!heard?.tls?.exception,
    isRevokedReplaced: isRevokedReplaced(revoked, around),
  };
}

/** Judges the expired controls of deciding roots, and any revoked control with a foreign chain. */
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

function isRevokedReplaced(revoked: Observation | undefined, around: CheckContext): boolean {
  return (
    revoked !== undefined &&
    controlResult(revoked) === "loaded" &&
    originOf(revoked, around).whose === "foreign"
  );
}
