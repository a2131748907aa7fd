/** Gathers from a log's events what belongs to watched hosts: requests, connections and verifications. */
import { parseUrl } from "../../core/parse-url.ts";
import { linkIn, numberOf, objectIn, textIn, textsIn, type LogEvent } from "./event.ts";

export interface LoggedCall {
  url: string;
  host: string;
  startedAt: number;
  /** When it was answered or failed; null if the log ends before. */
  endedAt: number | null;
  /** Status line and headers; null if there was no response. */
  head: string[] | null;
  /** 0: none. */
  netError: number;
  /** A proxy answered instead of the host, and wants a password. */
  proxyWantsPassword: boolean;
  connection: Connection | null;
  byExtension: boolean;
}

export interface Connection {
  ip: string | null;
  /** PEM, as the server sent them. */
  sent: string[];
  /** Null before the handshake ended. */
  resumed: boolean | null;
  version: string | null;
  cipherSuite: number | null;
  keyExchange: number | null;
  signature: number | null;
  verification: Verification | null;
}

export interface Verification {
  host: string;
  startedAt: number;
  endedAt: number | null;
  /** PEM, as they were handed to the verifier. */
  sent: string[];
  result: VerificationResult | null;
  pathErrors: string[];
}

export interface VerificationResult {
  netError: number;
  /** PEM, leaf first. On success with the root; else as sent. */
  chain: string[];
  /** `sha256/…` in base64, in the order of the chain. */
  keyHashes: string[];
  isKnownRoot: boolean | null;
}

/** `certificate`: PEM. `spki`: the whole public key, DER in base64. */
export interface AddedTrust {
  certificate: string | null;
  spki: string | null;
  trust: string;
}

export interface Gathered {
  calls: LoggedCall[];
  verifications: Verification[];
  rootStoreVersion: number | null;
  added: AddedTrust[];
  otherHosts: number;
}

export interface Gatherer {
  /** Names of the events that `add` reads. */
  types: readonly string[];
  add(event: LogEvent): void;
  gathered(): Gathered;
}

/** Certificates of a chain, and characters of one. */
const CHAIN_LIMIT = 40;
const PEM_LIMIT = 100_000;
/** Connections of unknown hosts that are remembered: a request is bound to its connection after the handshake. */
const CONNECTIONS_LIMIT = 500;
/** Requests or verifications of one host: the newest. A person may browse the shop, which is a comparison site. */
const HOST_LIMIT = 300;
const STREAMS_LIMIT = 5_000;
const OTHER_HOSTS_LIMIT = 50_000;
const ADDED_LIMIT = 1_000;
const PATHS_LIMIT = 10;
const PATH_ERROR_LIMIT = 2_000;

const TUNNEL_FAILED = -111;

type Handler = (event: LogEvent) => void;

export function gather(hosts: ReadonlySet<string>): Gatherer {
  const calls = new Map<string, LoggedCall[]>();
  const verifications = new Map<string, Verification[]>();
  const others = new Set<string>();
  const added = new Map<string, AddedTrust>();
  let rootStoreVersion: number | null = null;

  // By the id of their source.
  const open = new Map<number, LoggedCall>();
  const streams = new Map<number, Connection | null>();
  const sessions = new Map<number, Connection>();
  const connections = new Map<number, Connection>();
  const verifying = new Map<number, Verification>();

  const connectionOf = (source: number): Connection => {
    const known = connections.get(source);
    if (known) return known;
    const connection: Connection = {
      ip: null,
      sent: [],
      resumed: null,
      version: null,
      cipherSuite: null,
      keyExchange: null,
      signature: null,
      verification: null,
    };
    remember(connections, source, connection, CONNECTIONS_LIMIT);
    return connection;
  };

  const beginCall: Handler = ({ source, time, params }) => {
    const text = textIn(params["url"]);
    const url = text === null ? null : parseUrl(text);
    if (!url) return;
    if (url.protocol !== "https:" || url.port !== "" || !hosts.has(url.hostname)) {
      if (url.hostname && others.size < OTHER_HOSTS_LIMIT) others.add(url.hostname);
      open.delete(source);
      return;
    }
    const known = open.get(source);
    if (known && known.url === url.href && known.head === null) return;
    const call: LoggedCall = {
      url: url.href,
      host: url.hostname,
      startedAt: time,
      endedAt: null,
      head: null,
      netError: 0,
      proxyWantsPassword: false,
      connection: null,
      byExtension: false,
    };
    addNewest(calls, call);
    remember(open, source, call, STREAMS_LIMIT);
  };

  const startJob: Handler = (event) => {
    if (event.phase === "end") return endCall(event);
    beginCall(event);
    const call = open.get(event.source);
    const initiator = textIn(event.params["initiator"]);
    if (call && initiator?.startsWith("chrome-extension://")) call.byExtension = true;
  };

  const endCall: Handler = ({ source, time, params }) => {
    const call = open.get(source);
    const netError = numberOf(params["net_error"]) ?? 0;
    if (!call || call.head || call.netError || netError === 0) return;
    call.netError = netError;
    call.endedAt = time;
  };

  /** The browser handed a response over that is no host's: the proxy's 407. */
  const failCall: Handler = (event) => {
    const call = open.get(event.source);
    if (call && !call.netError) {
      call.proxyWantsPassword = numberOf(event.params["net_error"]) === TUNNEL_FAILED;
    }
    endCall(event);
  };

  const beginVerification: Handler = ({ source, time, params }) => {
    const host = textIn(params["host"]);
    if (host === null || !hosts.has(host)) return;
    const verification: Verification = {
      host,
      startedAt: time,
      endedAt: null,
      sent: pemsIn(params["certificates"]),
      result: null,
      pathErrors: [],
    };
    addNewest(verifications, verification);
    remember(verifying, source, verification, STREAMS_LIMIT);
  };

  const verify: Handler = (event) => {
    if (event.phase === "begin") return beginVerification(event);
    const verification = verifying.get(event.source);
    if (!verification || verification.result || event.phase !== "end") return;
    verification.endedAt = event.time;
    verification.result = resultIn(event.params);
  };

  const handlers: Record<string, Handler> = {
    REQUEST_ALIVE: (event) => (event.phase === "begin" ? beginCall(event) : endCall(event)),
    URL_REQUEST_START_JOB: startJob,
    CANCELLED: endCall,
    FAILED: failCall,
    HTTP_TRANSACTION_READ_RESPONSE_HEADERS({ source, time, params }) {
      const call = open.get(source);
      if (!call || call.head || call.netError) return;
      call.head = textsIn(params["headers"], 200);
      call.endedAt = time;
    },

    HTTP_STREAM_JOB({ source, phase, params }) {
      if (phase !== "begin") return;
      // Older versions: `original_url`, `url`. Newer ones: `destination`, `logical_destination`.
      const names = ["destination", "logical_destination", "original_url", "url"];
      const isWatched = names.some((name) => {
        const url = parseUrl(textIn(params[name]) ?? "");
        return url !== null && hosts.has(url.hostname);
      });
      if (isWatched) remember(streams, source, null, STREAMS_LIMIT);
    },
    SOCKET_POOL_BOUND_TO_SOCKET(event) {
      const link = linkIn(event);
      if (link !== null && streams.has(event.source)) streams.set(event.source, connectionOf(link));
    },
    HTTP2_SESSION_INITIALIZED(event) {
      const connection = connections.get(linkIn(event) ?? NaN);
      if (connection) remember(sessions, event.source, connection, CONNECTIONS_LIMIT);
    },
    HTTP2_SESSION_POOL_FOUND_EXISTING_SESSION(event) {
      const session = sessions.get(linkIn(event) ?? NaN);
      if (session && streams.has(event.source)) streams.set(event.source, session);
    },
    HTTP_STREAM_REQUEST_BOUND_TO_JOB(event) {
      const call = open.get(event.source);
      const stream = streams.get(linkIn(event) ?? NaN);
      if (call && stream) call.connection = stream;
    },

    TCP_CONNECT({ source, phase, params }) {
      const address = textIn(params["remote_address"]);
      if (phase === "end" && address) connectionOf(source).ip = ipIn(address);
    },
    TCP_CONNECT_ATTEMPT({ source, phase, params }) {
      const address = textIn(params["address"]);
      if (phase === "begin" && address) connectionOf(source).ip = ipIn(address);
    },
    SSL_CERTIFICATES_RECEIVED({ source, params }) {
      connectionOf(source).sent = pemsIn(params["certificates"]);
    },
    SSL_CONNECT({ source, phase, params }) {
      if (phase !== "end") return;
      const { is_resumed: resumed } = params;
      Object.assign(connectionOf(source), {
        resumed: typeof resumed === "boolean" ? resumed : null,
        version: textIn(params["version"])?.slice(0, 20) ?? null,
        cipherSuite: numberOf(params["cipher_suite"]),
        keyExchange: numberOf(params["key_exchange_group"]),
        signature: numberOf(params["peer_signature_algorithm"]),
      });
    },

    CERT_VERIFIER_JOB: verify,
    CERT_VERIFY_PROC: verify,
    CERT_VERIFIER_REQUEST_BOUND_TO_JOB(event) {
      const verification = verifying.get(linkIn(event) ?? NaN);
      if (verification) connectionOf(event.source).verification = verification;
    },
    CERT_VERIFY_PROC_PATH_BUILT({ source, phase, params }) {
      const verification = verifying.get(source);
      const errors = textIn(params["errors"]);
      if (!verification || phase !== "end" || !errors) return;
      if (verification.pathErrors.length < PATHS_LIMIT)
        verification.pathErrors.push(errors.slice(0, PATH_ERROR_LIMIT).trim());
    },
    CERT_VERIFY_PROC_CHROME_ROOT_STORE_VERSION({ params }) {
      rootStoreVersion = numberOf(params["version_major"]) ?? rootStoreVersion;
    },
    CERT_VERIFY_PROC_ADDITIONAL_CERT({ params }) {
      const [certificate = null] = pemsIn([params["certificate"]]);
      const spki = textIn(params["spki"])?.slice(0, PEM_LIMIT) ?? null;
      const trust = textIn(params["trust"])?.slice(0, 200) ?? "";
      if (added.size < ADDED_LIMIT && (certificate !== null || spki !== null))
        added.set(`${certificate} ${spki} ${trust}`, { certificate, spki, trust });
    },
  };
  const byType = new Map(Object.entries(handlers));
  return {
    types: [...byType.keys()],
    add: (event) => byType.get(event.type)?.(event),
    gathered: () => ({
      calls: [...calls.values()].flat(),
      verifications: [...verifications.values()].flat(),
      rootStoreVersion,
      added: [...added.values()],
      otherHosts: others.size,
    }),
  };
}

function resultIn(params: LogEvent["params"]): VerificationResult | null {
  const chain = pemsIn(objectIn(params["verified_cert"])["certificates"]);
  const isKnownRoot = params["is_issued_by_known_root"];
  const netError = numberOf(params["net_error"]) ?? 0;
  // The end of a job says nothing where another event has its result.
  if (!chain.length && netError === 0) return null;
  return {
    netError,
    chain,
    keyHashes: textsIn(params["public_key_hashes"], CHAIN_LIMIT),
    isKnownRoot: typeof isKnownRoot === "boolean" ? isKnownRoot : null,
  };
}

/** Empty if any is missing or too long: a chain with gaps says nothing. */
function pemsIn(value: unknown): string[] {
  const pems = textsIn(value, CHAIN_LIMIT);
  const isWhole = Array.isArray(value) && pems.length === Math.min(value.length, CHAIN_LIMIT);
  return isWhole && pems.every((pem) => pem.length <= PEM_LIMIT) ? pems : [];
}

/** `192.0.2.1:443` or `[2001:db8::1]:443`. */
function ipIn(address: string): string | null {
  const ip = /^\[?([0-9a-f:.]{2,45}?)\]?(?::\d+)?$/i.exec(address)?.[1];
  return ip ?? null;
}

/** Forgets the host's oldest beyond the limit. */
function addNewest<Item extends { host: string }>(map: Map<string, Item[]>, item: Item): void {
  const all = map.get(item.host) ?? [];
  map.set(item.host, all);
  all.push(item);
  if (all.length > HOST_LIMIT) all.shift();
}

/** Forgets the oldest beyond the limit. */
function remember<Value>(map: Map<number, Value>, key: number, value: Value, limit: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= limit) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
