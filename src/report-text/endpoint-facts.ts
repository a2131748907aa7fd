import type { EndpointFinding } from "../core/endpoint-finding.ts";
import type { Observation } from "../core/observation.ts";
import { reverseProxied } from "../core/reverse-proxy.ts";
import { certifiedElsewhere } from "../core/zones.ts";
import { explainEndpoint, type ChainContext } from "./endpoint-text.ts";
import { factMaker, type Fact } from "./fact.ts";
import { testFacts } from "./facts.ts";
import { momentText } from "./format.ts";
import { findingLabel } from "./labels.ts";
import { keyOf, type Translator } from "./translator.ts";

/** `testedAt`: ISO 8601. */
export interface TestedEndpoint {
  seen: Observation;
  found: EndpointFinding;
  testedAt: string;
}

export function endpointFacts(
  { seen, found, testedAt }: TestedEndpoint,
  around: ChainContext,
  translator: Translator,
): Fact[] {
  const { own } = factMaker(translator);
  const { language, timeZone } = translator;
  const label = findingLabel({ finding: found.finding, evidence: seen.evidence }, translator);
  return [
    own("finding", label),
    own("meaning", endpointText({ seen, found }, around, translator)),
    ...testFacts(seen, translator),
    own("tested-at", momentText(testedAt, language, timeZone)),
  ];
}

/** The finding, and what is known of the host whatever the test showed. */
export function endpointText(
  endpoint: { seen: Observation; found: EndpointFinding },
  around: ChainContext,
  texts: Pick<Translator, "t">,
): string {
  const { hostname } = new URL(endpoint.seen.url);
  return [explainEndpoint(endpoint, around, texts), ...hostNotes(hostname, texts)].join(" ");
}

/** Says if another CA is expected, or if a reverse proxy answers for AWS. */
function hostNotes(hostname: string, { t }: Pick<Translator, "t">): string[] {
  const elsewhere = certifiedElsewhere(hostname);
  const proxied = reverseProxied(hostname);
  return [
    ...(elsewhere ? [t(keyOf("endpointElsewhere", elsewhere.id), elsewhere.authority)] : []),
    ...(proxied ? [t("endpointReverseProxy", proxied.product, proxied.host)] : []),
  ];
}
