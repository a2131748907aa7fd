/** Made-up ports of the page that tests endpoints: what each host answers is read from its name. */
import type { EndpointSet } from "../src/core/endpoint-sets.ts";
import type { Settings } from "../src/core/default-settings.ts";
import type { Observation, Probe } from "../src/core/observation.ts";
import type { Report } from "../src/core/report.ts";
import { effectiveSettings } from "../src/core/settings.ts";
import type { EndpointsPorts } from "../src/pages/endpoints/ports.ts";
import type { RawObservation } from "../src/core/observe.ts";
import { catalogue, failure, observation, START } from "./made-up.ts";

/** What a host answers: `untrusted.` is refused, `gone.` does not resolve, `clicked.` was excepted, others load. */
export function answerOf({ kind, root, url }: Probe): RawObservation {
  const { hostname } = new URL(url);
  const probe = { kind, root, url };
  const seen: Observation = hostname.startsWith("untrusted.")
    ? failure("untrusted-issuer", {
        ...probe,
        failure: {
          code: "untrusted-issuer",
          raw: "net::ERR_CERT_AUTHORITY_INVALID",
          symbol: "net::ERR_CERT_AUTHORITY_INVALID",
        },
      })
    : hostname.startsWith("gone.")
      ? failure("dns", probe)
      : observation({ ...probe, ip: "203.0.113.7" });
  const { startedMs: _, chain: __, ...rest } = seen;
  return { ...rest, chain: [] };
}

export interface MadeUp {
  report?: Report | null;
  managed?: Partial<Settings>;
  own?: Partial<Settings>;
  sets?: EndpointSet[];
  granted?: string[];
  /** How long an answer takes, in ms. */
  delayMs?: number;
}

/** Ports that keep everything in memory. A question for permission is answered with yes. */
export function endpointsPorts(made: MadeUp = {}) {
  const { report = null, managed = {}, own = {}, delayMs = 0 } = made;
  const kept = { sets: made.sets ?? [], granted: made.granted ?? [] };
  const wait = () => new Promise((resolve) => setTimeout(resolve, delayMs));
  const observe: EndpointsPorts["probe"]["observe"] = async (probe) => {
    if (delayMs) await wait();
    return answerOf(probe);
  };
  const ports: EndpointsPorts = {
    catalogue,
    probe: {
      prepare: async () => {},
      observe,
      async observeBlindly(probe, limitMs, signal) {
        const seen = await observe(probe, limitMs, signal);
        const { failure: known } = seen;
        const failed = known && { code: "unknown" as const, raw: "Failed to fetch", symbol: null };
        return { ...seen, failure: failed, ip: null, status: null };
      },
    },
    settings: { read: async () => effectiveSettings(managed, own), watch: () => () => {} },
    report: { read: async () => report, watch: () => () => {} },
    sets: {
      read: async () => kept.sets,
      watch: () => () => {},
      save: async (sets) => void (kept.sets = sets),
    },
    granted: { read: async () => kept.granted, watch: () => () => {} },
    async request(origins) {
      kept.granted = [...kept.granted, ...origins];
      return true;
    },
    save: (name, type, text) => console.info(name, type, text),
    clock: { now: () => START + 60_000, ticks: () => performance.now() },
  };
  return { ports, kept };
}
