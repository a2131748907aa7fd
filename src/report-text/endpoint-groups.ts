/** Tested hosts in the order in which people read them: trouble by reason, then fine hosts by service. */
import type { EndpointFinding } from "../core/endpoint-finding.ts";
import { endpointMeaning } from "../core/endpoint-meaning.ts";
import { isPresetHost } from "../core/endpoint-presets.ts";
import { awsEndpoint, SERVICES } from "../core/endpoints.ts";
import type { Observation } from "../core/observation.ts";
import { isFine, isTrouble } from "../core/endpoint-finding.ts";
import { endpointAdvice, type EndpointAdvice } from "../guidance/endpoint-advice.ts";
import { endpointText } from "./endpoint-facts.ts";
import { explainEndpoint, type ChainContext } from "./endpoint-text.ts";
import type { Translator } from "./translator.ts";

interface Tested {
  seen: Observation;
  found: EndpointFinding;
}

/** Meanings that one sentence above the table tells for all hosts. */
const COMMON_MEANINGS = ["loaded", "amazon-issuer", "amazon-anchor"] as const;
export type CommonMeaning = (typeof COMMON_MEANINGS)[number];

export interface ToldEndpoint<Item extends Tested> {
  item: Item;
  host: string;
  service: Service;
  /** The full explanation of this one host; null if the group gives it. */
  text: string | null;
  /** What the sentences above the table leave open about this host; null if nothing. */
  note: string | null;
}

export interface TroubleGroup<Item extends Tested> {
  /** The explanation that these hosts share. */
  text: string;
  advice: EndpointAdvice | null;
  told: ToldEndpoint<Item>[];
}

export interface FineGroup<Item extends Tested> {
  service: Service;
  told: ToldEndpoint<Item>[];
  /** Whether a host of the same service is in trouble. */
  isPart: boolean;
}

export interface EndpointGroups<Item extends Tested> {
  /** The largest group first. */
  troubles: TroubleGroup<Item>[];
  /** Refused because AWS uses an authority there that browsers do not know. Each has its own explanation. */
  byDesign: ToldEndpoint<Item>[];
  /** By the service's name; hosts of no known service last. */
  fine: FineGroup<Item>[];
  common: { meaning: CommonMeaning; count: number }[];
}

interface Service {
  id: string;
  name: string;
  /** False for hosts of no known service. */
  isKnown: boolean;
}

/** Ids that no service has. */
const SIGN_IN = "sign-in";
const OTHER = "other";

export function groupEndpoints<Item extends Tested>(
  items: readonly Item[],
  around: ChainContext,
  translator: Translator,
): EndpointGroups<Item> {
  const counts = new Map<CommonMeaning, number>();
  const troubles = new Map<string, TroubleGroup<Item>>();
  const fine = new Map<string, FineGroup<Item>>();
  const byDesign: ToldEndpoint<Item>[] = [];
  const inTrouble = new Set<string>();
  for (const item of items) {
    const { hostname, host } = new URL(item.seen.url);
    const service = serviceOf(hostname, translator);
    const text = endpointText(item, around, translator);
    if (isTrouble(item.seen, item.found)) {
      const advice = endpointAdvice(item.seen, item.found);
      const id = `${advice} ${text}`;
      const group = troubles.get(id) ?? { text, advice, told: [] };
      troubles.set(id, group);
      group.told.push({ item, host, service, text: null, note: null });
      inTrouble.add(service.id);
      continue;
    }
    if (!isFine(item.found)) {
      byDesign.push({ item, host, service, text, note: text });
      inTrouble.add(service.id);
      continue;
    }
    const meaning = commonMeaning(item, text, around, translator);
    if (meaning) counts.set(meaning, (counts.get(meaning) ?? 0) + 1);
    const group = fine.get(service.id) ?? { service, told: [], isPart: false };
    fine.set(service.id, group);
    const note = meaning ? noteOf(meaning, item.found, around) : text;
    group.told.push({ item, host, service, text, note });
  }
  const order = serviceOrder(translator.language);
  return {
    troubles: [...troubles.values()]
      .map((group) => ({
        ...group,
        told: group.told.toSorted((a, b) => order(a.service, b.service)),
      }))
      .toSorted((a, b) => b.told.length - a.told.length),
    byDesign,
    fine: [...fine.values()]
      .map((group) => ({ ...group, isPart: inTrouble.has(group.service.id) }))
      .toSorted((a, b) => order(a.service, b.service)),
    common: COMMON_MEANINGS.flatMap((meaning) => {
      const count = counts.get(meaning);
      return count === undefined ? [] : [{ meaning, count }];
    }),
  };
}

/** Null if the host needs its own explanation. */
function commonMeaning(
  { seen, found }: Tested,
  text: string,
  around: ChainContext,
  translator: Translator,
): CommonMeaning | null {
  const { meaning } = endpointMeaning(seen, found, around.certificates);
  const common = COMMON_MEANINGS.find((each) => each === meaning);
  if (!common || text !== explainEndpoint({ seen, found }, around, translator)) return null;
  return common;
}

/** The root's name, which the common sentence leaves to the rows. */
function noteOf(meaning: CommonMeaning, { anchor }: EndpointFinding, { roots }: ChainContext) {
  if (meaning !== "amazon-anchor") return null;
  return roots.find(({ id }) => id === anchor)?.name ?? null;
}

function serviceOf(hostname: string, { t }: Pick<Translator, "t">): Service {
  const id = awsEndpoint(hostname)?.service;
  const name = SERVICES.find((service) => service.id === id)?.name;
  if (id !== undefined && name !== undefined) return { id, name, isKnown: true };
  return isPresetHost(hostname)
    ? { id: SIGN_IN, name: t("endpointsSignInHosts"), isKnown: true }
    : { id: OTHER, name: t("endpointsOtherHosts"), isKnown: false };
}

/** Sorts by name, and hosts of no known service last. */
function serviceOrder(language: string): (one: Service, other: Service) => number {
  const { compare } = new Intl.Collator(language);
  return (one, other) =>
    Number(other.isKnown) - Number(one.isKnown) || compare(one.name, other.name);
}
