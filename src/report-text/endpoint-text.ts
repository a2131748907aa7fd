/** An endpoint's finding in sentences that claim no more than the evidence. */
import type { EndpointFinding } from "../core/endpoint-finding.ts";
import { endpointMeaning } from "../core/endpoint-meaning.ts";
import type { CertificateTable, Observation } from "../core/observation.ts";
import { reverseProxied } from "../core/reverse-proxy.ts";
import { certifiedElsewhere } from "../core/zones.ts";
import { keyOf, type Translator } from "./translator.ts";
import { isolated } from "./untrusted-text.ts";

/** What an endpoint's chain is compared with. */
export interface EndpointSurroundings {
  certificates: CertificateTable;
  roots: readonly { id: string; name: string }[];
}

export function explainEndpoint(
  { seen, found }: { seen: Observation; found: EndpointFinding },
  { certificates, roots }: EndpointSurroundings,
  { t }: Pick<Translator, "t">,
): string {
  const { meaning, name } = endpointMeaning(seen, found, certificates);
  if (meaning === null) return t(keyOf("failure", seen.failure?.code ?? "unknown"));
  const root = roots.find(({ id }) => id === found.anchor)?.name;
  const who = name === null ? t("unreadableCertificate") : isolated(name);
  return t(keyOf("endpointMeaning", meaning), root ?? who);
}

/** The finding explained, with what is known of the host whatever its test showed. */
export function endpointText(
  endpoint: { seen: Observation; found: EndpointFinding },
  around: EndpointSurroundings,
  texts: Pick<Translator, "t">,
): string {
  const { hostname } = new URL(endpoint.seen.url);
  return [explainEndpoint(endpoint, around, texts), ...hostNotes(hostname, texts)].join(" ");
}

/** Says if another authority is expected on a host, or if a reverse proxy stands in for AWS there. */
function hostNotes(hostname: string, { t }: Pick<Translator, "t">): string[] {
  const elsewhere = certifiedElsewhere(hostname);
  const proxied = reverseProxied(hostname);
  return [
    ...(elsewhere ? [t(keyOf("endpointElsewhere", elsewhere.id), elsewhere.authority)] : []),
    ...(proxied ? [t("endpointReverseProxy", proxied.product, proxied.host)] : []),
  ];
}
