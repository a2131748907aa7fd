import type { Observation } from "./observation.ts";
import type { ControlResult } from "./vocabulary.ts";

/** `refused`: failed for its date (expired) or its revocation (revoked). Void after a person's exception. */
export function controlResult(seen: Observation | undefined): ControlResult {
  if (!seen || seen.tls?.exception) return "void";
  if (seen.outcome === "loaded") return "loaded";
  const own = seen.kind === "expired" ? "date-invalid" : "revoked";
  return seen.failure?.code === own ? "refused" : "void";
}

/** One control that loads outweighs all others. */
export function sharedControlResult(
  { controls }: { controls: readonly { kind: string; result: ControlResult }[] },
  kind: "expired" | "revoked",
): ControlResult {
  const results = controls.filter((control) => control.kind === kind).map(({ result }) => result);
  const order: ControlResult[] = ["loaded", "refused"];
  return order.find((result) => results.includes(result)) ?? "void";
}
