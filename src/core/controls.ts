/** What the controls of a whole check say together. */
import type { Report } from "./report.ts";
import type { ControlResult } from "./words.ts";

/** The result of all controls of one kind: a single one that loads is what matters. */
export function controlTogether(
  report: Pick<Report, "controls">,
  kind: "expired" | "revoked",
): ControlResult {
  const results = report.controls.filter((control) => control.kind === kind).map((c) => c.result);
  const order: ControlResult[] = ["loaded", "refused"];
  return order.find((result) => results.includes(result)) ?? "void";
}
