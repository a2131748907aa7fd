import type { Summary } from "../core/summary.ts";
import type { Cause } from "../core/vocabulary.ts";
import { kindOf } from "./situation.ts";

/** Messages `changeReason_<reason>`. */
const CHANGE_REASONS = ["enterprise-roots"] as const;
export type ChangeReason = (typeof CHANGE_REASONS)[number];

/** Causes that include certificates refused for their issuer. */
const REFUSED: readonly Cause[] = ["missing-root", "outdated-trust-store", "tls-inspection"];

export function changeReason(before: Summary, after: Summary): ChangeReason | null {
  const inFirefox = [before, after].every(({ browser }) => kindOf(browser.name) === "firefox");
  const refused = before.verdict !== "inspected" && REFUSED.includes(before.cause);
  return inFirefox && refused && after.verdict === "inspected" ? "enterprise-roots" : null;
}
