/** Puts a scenario on: the server, and what a browser must be told to meet it instead of Amazon. */
import type { Authority } from "./authority.ts";
import { serveChain } from "./chains.ts";
import { labHosts, type Endpoint } from "./hosts.ts";
import { behaviourOf, type Scenario } from "./scenario.ts";
import { scenarioNamed } from "./scenarios.ts";
import { startFront, type SeenRequest, type ServedHost } from "./server.ts";

export interface LabOptions {
  authority: Authority;
  /** Hosts beside those of the catalogue. */
  endpoints?: readonly Endpoint[];
  /** Milliseconds that every answer takes beside what the scenario says. */
  addedDelayMs?: number;
}

export interface Lab {
  scenario: Scenario;
  /** Of the front server, on 127.0.0.1. */
  port: number;
  /** Names of the hosts that connections came for, in their order. A host that does not resolve never shows. */
  asked(): string[];
  requests(): SeenRequest[];
  /** The roots to put in the browser's store, PEM. */
  trustedPems: string[];
  chromiumArgs(): string[];
  firefoxPrefs(): Record<string, string | number | boolean>;
  stop(): Promise<void>;
}

export const LAB_ADDRESS = "127.0.0.1";
/** Loopback too, and nobody listens there at the lab's port. */
const REFUSING_ADDRESS = "127.0.0.2";
/** The broadcast address of loopback: the machine itself says that no TCP connection gets there. */
const UNREACHABLE_ADDRESS = "127.255.255.255";

/** Starts the lab for a scenario, by its row or its name. */
export async function startLab(scenario: Scenario | string, options: LabOptions): Promise<Lab> {
  const row = typeof scenario === "string" ? scenarioNamed(scenario) : scenario;
  const { authority } = options;
  const served = await Promise.all(
    labHosts(authority, options.endpoints).map(async (host): Promise<ServedHost> => {
      const behaviour = behaviourOf(row, host);
      const delayMs = behaviour.answer.delayMs + (options.addedDelayMs ?? 0);
      return {
        host,
        behaviour: { ...behaviour, answer: { ...behaviour.answer, delayMs } },
        chain: await serveChain(authority, host, behaviour.certificate),
      };
    }),
  );
  const front = await startFront(served);
  return {
    scenario: row,
    port: front.port,
    asked: () => [...front.asked],
    requests: () => [...front.requests],
    trustedPems: row.trusted.map((id) => authority.root(id).certificatePem),
    chromiumArgs: () => chromiumArgs(served, front.port),
    firefoxPrefs: () => firefoxPrefs(served, front.port),
    stop: () => front.stop(),
  };
}

function hostsAt(served: readonly ServedHost[], address: string): string[] {
  return served
    .filter(({ behaviour }) => behaviour.address === address)
    .map(({ host }) => host.host);
}

function chromiumArgs(served: readonly ServedHost[], port: number): string[] {
  const map = (address: string, to: string) =>
    hostsAt(served, address).map((host) => `MAP ${host}:443 ${to}:${port}`);
  const rules = [
    ...map("lab", LAB_ADDRESS),
    ...map("refused", REFUSING_ADDRESS),
    ...map("unreachable", UNREACHABLE_ADDRESS),
    // Every other name, so that none is ever looked up.
    "MAP * ^NOTFOUND",
  ];
  return [`--host-resolver-rules=${rules.join(",")}`, "--no-proxy-server", "--disable-quic"];
}

function firefoxPrefs(
  served: readonly ServedHost[],
  port: number,
): Record<string, string | number | boolean> {
  const elsewhere = new Set(
    served.map(({ behaviour }) => behaviour.address).filter((address) => address !== "lab"),
  );
  if (elsewhere.size > 1) {
    const wanted = [...elsewhere].join(", ");
    throw new Error(
      `Firefox has one address for all names outside the lab, not several: ${wanted}`,
    );
  }
  return {
    ...(elsewhere.has("refused") ? { "network.dns.forceResolve": REFUSING_ADDRESS } : {}),
    ...(elsewhere.has("unreachable") ? { "network.dns.forceResolve": UNREACHABLE_ADDRESS } : {}),
    "network.dns.localDomains": hostsAt(served, "lab").join(","),
    "network.socket.forcePort": `443=${port}`,
    "network.proxy.type": 0,
    // Every other name, so that none is ever looked up, in whatever way.
    "network.dns.disabled": true,
    "network.dns.native_https_query": false,
    "network.dns.use_https_rr_as_altsvc": false,
    "network.trr.mode": 5,
    "network.http.http3.enable": false,
  };
}
