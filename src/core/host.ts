import { parseUrl } from "./parse-url.ts";

const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** Spaces and invisible characters. A URL parser silently drops some of them. */
export const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u;

/** Lower-case ASCII (punycode) host name, or null. IP addresses give null. */
export function hostName(text: string): string | null {
  if (text.length > 253 || /[/\\@:?#%[\]]/.test(text) || INVISIBLE.test(text)) return null;
  const url = parseUrl(`https://${text}/`);
  if (!url) return null;
  const host = plainName(url.hostname);
  const labels = host.split(".");
  const sound = labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? "");
  return sound && host.length <= 253 ? host : null;
}

/** Reads a name or a URL. Null for IP addresses and for single labels, which no public CA certifies. */
export function hostFromTyped(typed: string): string | null {
  const text = typed.trim();
  const url = parseUrl(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  if (!url) return null;
  const { hostname, username, password } = url;
  const isPublic = hostname.includes(".") && !hostname.includes("_") && !hostname.endsWith(".");
  return isPublic && !username && !password ? hostName(hostname) : null;
}

/** Lower case, without a final dot. */
export function plainName(host: string): string {
  return host.toLowerCase().replace(/\.$/, "");
}
