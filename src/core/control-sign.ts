/** What the expired controls of a whole check say together. */
import type { CatalogueRoot } from "./catalogue.ts";
import type { RootEvidence } from "./evidence.ts";
import { controlResult } from "./control-result.ts";
import { originOf, type CheckContext } from "./finding.ts";

/**
 * What the expired controls say together. `accepted`: an expired certificate passed; `replaced`: somebody
 * else answered in the control's place; `refused`: at least one was refused for its date and none
 * loaded; `void`: nothing can be learnt from them.
 */
export const CONTROL_SIGNS = ["refused", "accepted", "replaced", "void"] as const;
export type ControlSign = (typeof CONTROL_SIGNS)[number];

/** Decides the sign from the evidence of every catalogued root; only expired controls of deciding roots count. */
export function controlSign(
  roots: readonly { root: CatalogueRoot; evidence: RootEvidence }[],
  around: CheckContext,
): ControlSign {
  const controls = roots.flatMap(({ root, evidence: { expired, valid } }) =>
    root.decides && expired ? [{ expired, valid }] : [],
  );
  // One exception is a person's; where every control has one, the browser makes them by itself.
  const excepted = controls.filter(({ expired }) => expired.tls?.exception);
  if (excepted.length > 1 && excepted.length === controls.length) return "accepted";
  if (roots.some(({ evidence }) => isRevokedReplaced(evidence, around))) return "replaced";
  const signs = controls.map(({ expired, valid }): ControlSign => {
    const result = controlResult(expired);
    if (result !== "loaded") return result;
    const { whose } = originOf(expired, around);
    if (whose !== "unseen") return whose === "amazon" ? "accepted" : "replaced";
    // No certificate was shown: another status than the valid host's is another server's.
    return valid?.outcome === "loaded" && valid.status !== expired.status ? "replaced" : "accepted";
  });
  const order: ControlSign[] = ["replaced", "accepted", "refused"];
  return order.find((sign) => signs.includes(sign)) ?? "void";
}

/** Whether the revoked control loaded with a chain that is not Amazon's. */
function isRevokedReplaced({ revoked }: RootEvidence, around: CheckContext): boolean {
  return (
    revoked !== undefined &&
    controlResult(revoked) === "loaded" &&
    originOf(revoked, around).whose === "foreign"
  );
}
