/** What may explain that two checks differ. */
import type { Summary } from "../core/summary.ts";
import type { Cause } from "../core/words.ts";
import { kindOf } from "./situation.ts";

/** Reasons that are known, each with a message `changeReason_<reason>`. */
export const CHANGE_REASONS = ["enterprise-roots"] as const;
export type ChangeReason = (typeof CHANGE_REASONS)[number];

/** Causes of a check whose certificates were refused for their issuer. */
const REFUSED: readonly Cause[] = ["missing-root", "outdated-trust-store", "tls-inspection"];

/** The known reason why `after` says something else than `before`; null where none is. */
export function changeReason(before: Summary, after: Summary): ChangeReason | null {
  const inFirefox = [before, after].every(({ browser }) => kindOf(browser.name) === "firefox");
  const refused = before.verdict !== "inspected" && REFUSED.includes(before.cause);
  return inFirefox && refused && after.verdict === "inspected" ? "enterprise-roots" : null;
}
