import { parseUrl } from "./parse-url.ts";

/** Without a port: Firefox's patterns have none, and such a pattern covers every port. */
export function patternFor(host: string, subdomains = false): string {
  return `https://${subdomains ? "*." : ""}${host}/*`;
}

/** Understands every pattern that a browser may grant. */
export function coversHost(pattern: string, host: string): boolean {
  if (pattern === "<all_urls>") return true;
  const name = /^(?:\*|https):\/\/([^/]+)\/\*$/.exec(pattern)?.[1];
  if (name === undefined) return false;
  if (name === "*") return true;
  const domain = /^\*\.(.+)$/.exec(name)?.[1];
  return domain === undefined ? name === host : isWithin(host, domain);
}

const OWN_FORM = /^https:\/\/(?:\*\.)?[^/*]+\/\*$/;

/** `pattern`: as `patternFor` returns it. The URL must use port 443. */
export function coversUrl(pattern: string, url: string): boolean {
  const parsed = parseUrl(url);
  if (!OWN_FORM.test(pattern) || !parsed) return false;
  const { protocol, hostname, port } = parsed;
  return protocol === "https:" && port === "" && coversHost(pattern, hostname);
}

export function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
