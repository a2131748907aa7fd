import type { CatalogueRoot } from "./catalogue.ts";
import type { RootEvidence } from "./evidence.ts";
import { controlResult } from "./control-result.ts";
import { originOf, type CheckContext } from "./finding.ts";

/** `accepted`: an expired certificate passed. `replaced`: somebody else answered. `void`: no evidence. */
export const CONTROL_SIGNS = ["refused", "accepted", "replaced", "void"] as const;
export type ControlSign = (typeof CONTROL_SIGNS)[number];

/** Judges the expired controls of deciding roots, and any revoked control with a foreign chain. */
export function controlSign(
  roots: readonly { root: CatalogueRoot; evidence: RootEvidence }[],
  around: CheckContext,
): ControlSign {
  const controls = roots.flatMap(({ root, evidence: { expired, valid } }) =>
    root.decides && expired ? [{ expired, valid }] : [],
  );
  // One exception is a person's. If every control has one, the browser makes them by itself.
  const excepted = controls.filter(({ expired }) => expired.tls?.exception);
  if (excepted.length > 1 && excepted.length === controls.length) return "accepted";
  if (roots.some(({ evidence }) => isRevokedReplaced(evidence, around))) return "replaced";
  const signs = controls.map(({ expired, valid }): ControlSign => {
    const result = controlResult(expired);
    if (result !== "loaded") return result;
    const { whose } = originOf(expired, around);
    if (whose !== "unseen") return whose === "amazon" ? "accepted" : "replaced";
    // No certificate was shown: a status other than the valid host's comes from another server.
    return valid?.outcome === "loaded" && valid.status !== expired.status ? "replaced" : "accepted";
  });
  const order: ControlSign[] = ["replaced", "accepted", "refused"];
  return order.find((sign) => signs.includes(sign)) ?? "void";
}

function isRevokedReplaced({ revoked }: RootEvidence, around: CheckContext): boolean {
  return (
    revoked !== undefined &&
    controlResult(revoked) === "loaded" &&
    originOf(revoked, around).whose === "foreign"
  );
}
