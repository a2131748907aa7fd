/** Claims no more than the evidence. */
import type { EndpointFinding } from "../core/endpoint-finding.ts";
import { endpointMeaning } from "../core/endpoint-meaning.ts";
import type { CertificateTable, Observation } from "../core/observation.ts";
import { keyOf, type Translator } from "./translator.ts";
import { isolated } from "./untrusted-text.ts";

export interface ChainContext {
  certificates: CertificateTable;
  roots: readonly { id: string; name: string }[];
}

export function explainEndpoint(
  { seen, found }: { seen: Observation; found: EndpointFinding },
  { certificates, roots }: ChainContext,
  { t }: Pick<Translator, "t">,
): string {
  const { meaning, name } = endpointMeaning(seen, found, certificates);
  if (meaning === null) return t(keyOf("failure", seen.failure?.code ?? "unknown"));
  const root = roots.find(({ id }) => id === found.anchor)?.name;
  const who = name === null ? t("unreadableCertificate") : isolated(name);
  return t(keyOf("endpointMeaning", meaning), root ?? who);
}
