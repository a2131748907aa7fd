import { ports as blockedPorts } from "./blocked-ports.json";
import { hostName, INVISIBLE } from "./host.ts";
import { unicodeHost } from "./punycode.ts";
import { mixesScripts } from "./scripts.ts";
import { parseUrl } from "./parse-url.ts";

export const ENDPOINT_FAULTS = [
  "empty",
  "too-long",
  "too-many",
  "scheme",
  "credentials",
  "wildcard",
  "space",
  "invisible",
  "port",
  "blocked-port",
  "host",
] as const;
export type EndpointFault = (typeof ENDPOINT_FAULTS)[number];

/** `local`: one label, or a domain that is not in the public DNS. */
export type HostKind = "name" | "local" | "ipv4" | "ipv6";

export interface EndpointInput {
  /** The origin and `/`, nothing else. */
  url: string;
  /** Lower case, punycode, IPv6 in brackets. */
  host: string;
  /** Null for 443. */
  port: number | null;
  /** For people: Unicode, with the port if there is one. */
  display: string;
  kind: HostKind;
  /** Whether `host` holds punycode: then show it beside `display`. */
  punycode: boolean;
  mixedScripts: boolean;
}

export type EndpointRead = { ok: true; value: EndpointInput } | { ok: false; fault: EndpointFault };

const TEXT_LIMIT = 2000;
/** Also limits the reported faults. */
export const ENDPOINT_LIST_LIMIT = 500;
const QUOTE_LIMIT = 200;

/** Schemes that look like a host name if digits follow. */
const SCHEMES = new Set(
  `http ftp ftps ws wss file data javascript blob about view-source mailto tel sms news ldap ldaps sftp ssh
  chrome edge resource moz-extension chrome-extension`.split(/\s+/),
);

/** Not in the public DNS (RFC 6761, 6762, 8375 and ICANN). */
const LOCAL_DOMAIN = /(?:^|\.)(?:localhost|local|internal|home\.arpa|test|invalid)$/;

const faulty = (fault: EndpointFault): EndpointRead => ({ ok: false, fault });

/** Keeps only the origin of a URL: TLS is the same for every path, and a path may be private. */
export function readEndpointInput(text: string): EndpointRead {
  if (text.length > TEXT_LIMIT) return faulty("too-long");
  const typed = text.trim();
  if (typed === "") return faulty("empty");
  if (/\t|\p{Z}/u.test(typed)) return faulty("space");
  if (INVISIBLE.test(typed)) return faulty("invisible");

  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(typed)?.[1]?.toLowerCase();
  const isUrl = scheme === "https";
  // A URL parser reads a backslash as a slash, a person as part of the name.
  if (typed.includes("\\") || (isUrl && !/^https:\/\/[^/]/i.test(typed))) return faulty("host");
  const authority = /^[^/?#]*/.exec(isUrl ? typed.slice("https://".length) : typed)![0];
  if (!isUrl && scheme !== undefined && isForeign(scheme, typed)) return faulty("scheme");
  if (authority.includes("@")) return faulty("credentials");
  if (authority.includes("*")) return faulty("wildcard");

  const { name, digits } = split(authority);
  const port = digits === null ? null : readPort(digits);
  if (port === "port" || port === "blocked-port") return faulty(port);
  const found = readAddress(name);
  return found ? { ok: true, value: describeHost(found.host, found.kind, port) } : faulty("host");
}

function isForeign(scheme: string, typed: string): boolean {
  const rest = typed.slice(scheme.length + 1);
  if (SCHEMES.has(scheme) || rest.startsWith("/")) return true;
  if (scheme.includes(".") || /^[0-9a-f]+:[0-9a-f]*:/i.test(typed)) return false;
  return !/^[0-9]*(?:[/?#]|$)/.test(rest) && !/^[^/?#]*@/.test(rest);
}

function looksLikeIpv6(text: string): boolean {
  return /^[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*$/i.test(text);
}

function split(authority: string): { name: string; digits: string | null } {
  if (looksLikeIpv6(authority)) return { name: `[${authority}]`, digits: null };
  const [, name, digits] = /^(\[[^\]]*\]|[^:[]*):([^:]*)$/.exec(authority) ?? [];
  return name === undefined ? { name: authority, digits: null } : { name, digits: digits ?? null };
}

function readPort(digits: string): number | null | "port" | "blocked-port" {
  const port = /^[0-9]{1,5}$/.test(digits) ? Number(digits) : 0;
  if (port < 1 || port > 65_535) return "port";
  if (blockedPorts.includes(port)) return "blocked-port";
  return port === 443 ? null : port;
}

function readAddress(name: string): { host: string; kind: HostKind } | null {
  const host = hostName(name);
  if (host !== null) {
    const local = !host.includes(".") || LOCAL_DOMAIN.test(host);
    return { host, kind: local ? "local" : "name" };
  }
  // Odd notations (`0x7f.1`) become the address that the browser uses.
  const kind = /^[0-9a-fx.]+$/i.test(name)
    ? "ipv4"
    : /^\[[0-9a-f:.]+\]$/i.test(name)
      ? "ipv6"
      : null;
  const url = parseUrl(`https://${name}/`);
  if (kind === null || !url) return null;
  const { hostname } = url;
  const sound = kind === "ipv6" || /^\d+(?:\.\d+){3}$/.test(hostname);
  return sound ? { host: hostname, kind } : null;
}

function describeHost(host: string, kind: HostKind, port: number | null): EndpointInput {
  const suffix = port === null ? "" : `:${port}`;
  const readable = readableHost(host);
  return {
    url: `https://${host}${suffix}/`,
    host,
    port,
    display: `${readable}${suffix}`,
    kind,
    punycode: host.split(".").some((label) => label.startsWith("xn--")),
    mixedScripts: readable.split(".").some(mixesScripts),
  };
}

/** Unicode, unless it hides something or is read back as another host. */
function readableHost(host: string): string {
  const unicode = unicodeHost(host);
  if (unicode === host) return host;
  return hostName(unicode) === host ? unicode : host;
}

interface EndpointLineFault {
  line: number;
  fault: EndpointFault;
  /** As typed, at most 200 characters. Untrusted. */
  text: string;
}

export interface ParsedPlaces {
  values: EndpointInput[];
  faults: EndpointLineFault[];
  duplicates: number;
}

/** Lines or commas separate entries; `#` starts a comment. Stops with `too-many` at the limit. */
export function readEndpointList(text: string): ParsedPlaces {
  const found = new Map<string, EndpointInput>();
  const faults: EndpointLineFault[] = [];
  let duplicates = 0;
  for (const { line, entry } of entriesOf(text)) {
    const read = readEndpointInput(entry);
    const full = read.ok && found.size >= ENDPOINT_LIST_LIMIT && !found.has(read.value.url);
    if (read.ok && !full) {
      if (found.has(read.value.url)) duplicates++;
      else found.set(read.value.url, read.value);
      continue;
    }
    faults.push({
      line,
      fault: read.ok ? "too-many" : read.fault,
      text: entry.slice(0, QUOTE_LIMIT),
    });
    if (full || faults.length >= ENDPOINT_LIST_LIMIT) break;
  }
  return { values: [...found.values()], faults, duplicates };
}

function* entriesOf(text: string): Generator<{ line: number; entry: string }> {
  for (const [index, line] of text.split(/\r\n|[\n\r\u2028\u2029]/).entries()) {
    // A `#` inside a word starts a URL's fragment.
    for (const part of line.replace(/(?:^|\s)#.*$/, "").split(",")) {
      const entry = part.trim();
      if (entry !== "") yield { line: index + 1, entry };
    }
  }
}

/** The host in punycode, with the port if there is one. */
export function placeText({ url }: Pick<EndpointInput, "url">): string {
  return new URL(url).host;
}
