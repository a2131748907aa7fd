/** The results of controls, one by one and of one kind together. */
import type { Observation } from "./observation.ts";
import type { ControlResult } from "./vocabulary.ts";

/**
 * The result of a control: `refused` only for its own reason, an expired one for its date, a revoked one for its
 * revocation. A control that a person clicked through is void.
 */
export function controlResult(seen: Observation | undefined): ControlResult {
  if (!seen || seen.tls?.exception) return "void";
  if (seen.outcome === "loaded") return "loaded";
  const own = seen.kind === "expired" ? "date-invalid" : "revoked";
  return seen.failure?.code === own ? "refused" : "void";
}

/** The result of all controls of one kind: one that loads outweighs all others. */
export function sharedControlResult(
  { controls }: { controls: readonly { kind: string; result: ControlResult }[] },
  kind: "expired" | "revoked",
): ControlResult {
  const results = controls.filter((control) => control.kind === kind).map(({ result }) => result);
  const order: ControlResult[] = ["loaded", "refused"];
  return order.find((result) => results.includes(result)) ?? "void";
}
