/** Match patterns of extensions, as far as we use them: `https://host/*` and `https://*.host/*`. */
import { parseUrl } from "./parse-url.ts";

/**
 * The pattern for https pages of a host, with those of its subdomains if wanted. Without a port: Firefox's patterns
 * have none, and a pattern without one covers every port.
 */
export function patternFor(host: string, subdomains = false): string {
  return `https://${subdomains ? "*." : ""}${host}/*`;
}

/** Whether a pattern covers https pages of a host; understands every pattern that a browser may grant. */
export function coversHost(pattern: string, host: string): boolean {
  if (pattern === "<all_urls>") return true;
  const name = /^(?:\*|https):\/\/([^/]+)\/\*$/.exec(pattern)?.[1];
  if (name === undefined) return false;
  if (name === "*") return true;
  const domain = /^\*\.(.+)$/.exec(name)?.[1];
  return domain === undefined ? name === host : isWithin(host, domain);
}

/** The form that `patternFor` gives. */
const OWN_FORM = /^https:\/\/(?:\*\.)?[^/*]+\/\*$/;

/** Whether a pattern of the form that `patternFor` gives covers an https URL at https's own port. */
export function coversUrl(pattern: string, url: string): boolean {
  const parsed = parseUrl(url);
  if (!OWN_FORM.test(pattern) || !parsed) return false;
  const { protocol, hostname, port } = parsed;
  return protocol === "https:" && port === "" && coversHost(pattern, hostname);
}

/** Whether a host is a domain or stands below it. */
export function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
