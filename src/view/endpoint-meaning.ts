/** The finding for an endpoint or a page in a sentence that claims no more than the evidence. */
import { chainOf, type CertificateTable, type Observation } from "../core/observation.ts";
import type { EndpointFinding } from "../core/endpoint-finding.ts";
import { keyOf, type Doors } from "./doors.ts";
import { quoted } from "./visible.ts";

interface Shown {
  found: EndpointFinding;
  observation: Observation;
  certificates: CertificateTable;
}

/** `rootName`: of a catalogued root by its id; undefined where it is not known here. */
export function endpointMeaning(
  { found, observation, certificates }: Shown,
  rootName: (id: string) => string | undefined,
  t: Doors["t"],
): string {
  const { finding, authority, anchor, inspector } = found;
  if (observation.failure) return t(keyOf("failure", observation.failure.code));
  if (finding === "exception") return t("endpoint_exception");
  if (finding === "inspected") {
    const name = quoted(inspector?.name ?? "");
    const who = t("endpoint_inspected", name);
    return inspector?.approved ? `${who} ${t("endpoint_approved")}` : who;
  }
  if (finding === "trusted-by-cross-sign") return t("meaning_private_cross_sign");
  if (finding === "inconclusive") return t("endpoint_unclear");
  const top = chainOf(observation, certificates).at(-1);
  switch (authority) {
    case "amazon": {
      const name = anchor === null ? undefined : (rootName(anchor) ?? anchor);
      return name ? t("endpoint_amazon", name) : t("endpoint_amazon_issuer");
    }
    case "public":
      return t("endpoint_public", top?.readable ? quoted(top.name) : "");
    case "local":
      return t("endpoint_local", top?.readable ? quoted(top.name) : "");
    case "unseen":
      return t("endpoint_unseen");
  }
}
