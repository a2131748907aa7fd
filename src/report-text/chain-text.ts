import { isVerified } from "../core/chain-links.ts";
import type { Observation } from "../core/observation.ts";
import type { Translator } from "./translator.ts";

/** Says how much of its chain the browser showed, and whether it verified it. */
export function chainHeading(seen: Observation, { t }: Pick<Translator, "t">): string {
  if (isVerified(seen)) return t("observedChain");
  if (seen.outcome === "failed") return t("observedSent");
  return t(seen.tls?.exception ? "observedUnverified" : "observedLeaf");
}
