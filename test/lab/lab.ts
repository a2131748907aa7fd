/** Puts a scenario on: the server, and what a browser must be told to meet it instead of Amazon. */
import type { Authority } from "./authority.ts";
import { madeChains, serveChain } from "./chains.ts";
import { labHosts, type Endpoint } from "./hosts.ts";
import { startProxy, type LabProxy, type ProxyRoute } from "./proxy.ts";
import { behaviourOf, matches, type Preferences, type Scenario } from "./scenario.ts";
import { scenarioNamed } from "./scenarios.ts";
import { startFront, type SeenRequest, type ServedHost } from "./server.ts";

export interface LabOptions {
  authority: Authority;
  /** Hosts beside those of the catalogue. */
  endpoints?: readonly Endpoint[];
  /** Milliseconds that every answer takes beside what the scenario says. */
  addedDelayMs?: number;
  /** Every scenario has leaves of its own, so that a browser verifies them anew. */
  freshLeaves?: boolean;
}

export interface Lab {
  scenario: Scenario;
  /** Of the front server, on 127.0.0.1. */
  port: number;
  /**
   * Names of the hosts that connections came for, in their order. A host that does not resolve never shows, nor
   * does one of the browsers' makers: browsers ask those at times of their own.
   */
  asked(): string[];
  requests(): SeenRequest[];
  /** Names that the proxy was asked to connect to; none where the scenario has no proxy. */
  wished(): string[];
  /** Of the proxy, on 127.0.0.1, where the scenario has one; nobody listens there when it has gone. */
  proxyPort?: number;
  /** The roots to put in the browser's store, PEM. */
  trustedPems: string[];
  /** Hosts whose certificate warning somebody has clicked through, with that certificate, PEM. */
  exceptions: { host: string; certificatePem: string }[];
  chromiumArgs(): string[];
  firefoxPrefs(): Preferences;
  /**
   * Plays another network for the same browser: the servers and proxy routes of another scenario at the same
   * addresses, with no request recorded yet. What the browser was told at its start (roots, names, which proxy) stays.
   */
  become(scenario: Scenario | string): Promise<void>;
  stop(): Promise<void>;
}

export const LAB_ADDRESS = "127.0.0.1";
/** Loopback too, and nobody listens there at the lab's port. */
const REFUSING_ADDRESS = "127.0.0.2";
/** The broadcast address of loopback: the machine itself says that no TCP connection gets there. */
const UNREACHABLE_ADDRESS = "127.255.255.255";

/** Starts the lab for a scenario, by its row or its name. */
export async function startLab(scenario: Scenario | string, options: LabOptions): Promise<Lab> {
  const row = rowOf(scenario);
  const { authority } = options;
  let served = await servedIn(row, options);
  const front = await startFront(served);
  const proxy = row.proxy && (await startProxy((host) => routeTo(served, front.port, host)));
  if (row.proxy === "gone") await proxy?.stop();
  const excepted = row.browser?.exceptions;
  const { makerBaselines = [] } = authority.catalogue;
  const makers = makerBaselines.map(({ url }) => new URL(url).hostname);
  return {
    scenario: row,
    port: front.port,
    asked: () => front.asked.filter((host) => !makers.includes(host)),
    requests: () => [...front.requests],
    wished: () => [...(proxy?.wished ?? [])],
    ...(proxy ? { proxyPort: proxy.port } : {}),
    trustedPems: row.trusted.map((id) => authority.root(id).certificatePem),
    exceptions: served
      .filter(({ host }) => excepted && matches(excepted, host))
      .map(({ host, chain }) => ({ host: host.host, certificatePem: leafOf(chain.chainPem) })),
    chromiumArgs: () => chromiumArgs(served, front.port, proxy),
    firefoxPrefs: () => ({
      ...firefoxPrefs(served, front.port, proxy),
      ...row.browser?.preferences?.firefox,
    }),
    async become(other) {
      served = await servedIn(rowOf(other), options);
      front.serve(served);
    },
    async stop() {
      if (row.proxy === "listens") await proxy?.stop();
      await front.stop();
    },
  };
}

function rowOf(scenario: Scenario | string): Scenario {
  return typeof scenario === "string" ? scenarioNamed(scenario) : scenario;
}

/** Every host with what it does in a scenario. */
function servedIn(row: Scenario, options: LabOptions): Promise<ServedHost[]> {
  const { authority, endpoints, addedDelayMs = 0, freshLeaves = false } = options;
  const chains = freshLeaves ? new Map() : madeChains(authority);
  return Promise.all(
    labHosts(authority, endpoints).map(async (host) => {
      const behaviour = behaviourOf(row, host);
      const delayMs = behaviour.answer.delayMs + addedDelayMs;
      return {
        host,
        behaviour: { ...behaviour, answer: { ...behaviour.answer, delayMs } },
        chain: await serveChain(authority, host, behaviour.certificate, chains),
      };
    }),
  );
}

/** Where each kind of address leads. */
const ADDRESSES = {
  lab: LAB_ADDRESS,
  refused: REFUSING_ADDRESS,
  unreachable: UNREACHABLE_ADDRESS,
  none: undefined,
};

function routeTo(
  served: readonly ServedHost[],
  port: number,
  name: string,
): ProxyRoute | undefined {
  const behaviour = served.find(({ host }) => host.host === name)?.behaviour;
  if (!behaviour) return undefined;
  const address = ADDRESSES[behaviour.address];
  return { answer: behaviour.proxy, ...(address ? { to: { address, port } } : {}) };
}

/** The first certificate of several. */
function leafOf(chainPem: string): string {
  const end = "-----END CERTIFICATE-----";
  return `${chainPem.slice(0, chainPem.indexOf(end))}${end}\n`;
}

function hostsAt(served: readonly ServedHost[], address: string): string[] {
  return served
    .filter(({ behaviour }) => behaviour.address === address)
    .map(({ host }) => host.host);
}

function chromiumArgs(served: readonly ServedHost[], port: number, proxy?: LabProxy): string[] {
  if (proxy) {
    return [
      `--proxy-server=http://${LAB_ADDRESS}:${proxy.port}`,
      "--proxy-bypass-list=<-loopback>",
      // Names are the proxy's affair; the browser looks up none.
      `--host-resolver-rules=MAP * ^NOTFOUND,EXCLUDE ${LAB_ADDRESS}`,
      "--disable-quic",
    ];
  }
  const map = (address: "lab" | "refused" | "unreachable") =>
    hostsAt(served, address).map((host) => `MAP ${host}:443 ${ADDRESSES[address]}:${port}`);
  const rules = [
    ...map("lab"),
    ...map("refused"),
    ...map("unreachable"),
    // Every other name, so that none is ever looked up.
    "MAP * ^NOTFOUND",
  ];
  return [`--host-resolver-rules=${rules.join(",")}`, "--no-proxy-server", "--disable-quic"];
}

/** So that no name is ever looked up, in whatever way. */
const NO_LOOKUPS: Preferences = {
  "network.dns.disabled": true,
  "network.dns.native_https_query": false,
  "network.dns.use_https_rr_as_altsvc": false,
  "network.trr.mode": 5,
  "network.http.http3.enable": false,
};

function firefoxPrefs(served: readonly ServedHost[], port: number, proxy?: LabProxy): Preferences {
  if (proxy) {
    return {
      ...NO_LOOKUPS,
      "network.proxy.type": 1,
      "network.proxy.ssl": LAB_ADDRESS,
      "network.proxy.ssl_port": proxy.port,
      "network.proxy.no_proxies_on": "",
      "network.proxy.allow_hijacking_localhost": true,
    };
  }
  const elsewhere = new Set(
    served.map(({ behaviour }) => behaviour.address).filter((address) => address !== "lab"),
  );
  if (elsewhere.size > 1) {
    const wanted = [...elsewhere].join(", ");
    throw new Error(
      `Firefox has one address for all names outside the lab, not several: ${wanted}`,
    );
  }
  const [only] = elsewhere;
  const address = only && ADDRESSES[only];
  return {
    ...NO_LOOKUPS,
    ...(address ? { "network.dns.forceResolve": address } : {}),
    "network.dns.localDomains": hostsAt(served, "lab").join(","),
    "network.socket.forcePort": `443=${port}`,
    "network.proxy.type": 0,
  };
}
