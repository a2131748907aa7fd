/** Each reader returns the canonical form of a value, or the code of its fault. */
import { HIDEABLE, type Hideable } from "./default-settings.ts";
import { readEndpointInput } from "./endpoint-input.ts";
import { hostName, INVISIBLE } from "./host.ts";
import { LINK_PLACEHOLDERS } from "./ticket-link.ts";
import { parseUrl } from "./parse-url.ts";

export const SETTING_FAULTS = [
  "type",
  "too-long",
  "too-many",
  "email",
  "phone",
  "url",
  "placeholder",
  "key",
  "host",
  "test-host",
  "section",
  "unknown-key",
] as const;
export type SettingFaultCode = (typeof SETTING_FAULTS)[number];

export type ReadResult<T> = { ok: true; value: T } | { ok: false; fault: SettingFaultCode };

const valid = <T>(value: T): ReadResult<T> => ({ ok: true, value });
const invalid = (fault: SettingFaultCode): ReadResult<never> => ({ ok: false, fault });

const NAME_LIMIT = 100;
const URL_LIMIT = 2000;

/** Dot-atom before the @ (RFC 5321), without quoted strings. */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const PHONE = /^\+?[0-9(][0-9 ()./-]*(?: ?(?:x|ext\.?) ?[0-9]{1,6})?$/i;
const SHA256_HEX = /^[0-9a-f]{64}$/;
const SHA256_BASE64 = /^[A-Za-z0-9+/]{43}=?$/;

export function readName(text: string): ReadResult<string> {
  return text.length > NAME_LIMIT ? invalid("too-long") : valid(text);
}

export function readEmail(text: string): ReadResult<string> {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  const host = readHost(text.slice(at + 1));
  const isValid = at > 0 && local.length <= 64 && LOCAL_PART.test(local) && host.ok;
  return isValid ? valid(`${local}@${host.value}`) : invalid("email");
}

/** May have an extension (`+1 206 555 0100 x12`). */
export function readPhone(text: string): ReadResult<string> {
  const digits = text.replaceAll(/\D/g, "").length;
  return PHONE.test(text) && digits >= 3 && digits <= 25 ? valid(text) : invalid("phone");
}

/** https or mailto, with placeholders in braces after the host. Returned unchanged. */
export function readLink(text: string): ReadResult<string> {
  if (text.length > URL_LIMIT) return invalid("too-long");
  if (INVISIBLE.test(text)) return invalid("url");
  const names = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
  if (names.some((name) => !(LINK_PLACEHOLDERS as readonly string[]).includes(name ?? ""))) {
    return invalid("placeholder");
  }
  const url = parseUrl(text);
  if (!url) return invalid("url");
  const { protocol, hostname, username, password } = url;
  if (protocol === "mailto:") return text.length > "mailto:".length ? valid(text) : invalid("url");
  const plain = protocol === "https:" && /^https:\/\/[^/]/i.test(text) && !username && !password;
  return plain && readHost(hostname).ok ? valid(text) : invalid("url");
}

function readHost(text: string): ReadResult<string> {
  const host = hostName(text);
  return host === null ? invalid("host") : valid(host);
}

export function readBaseline(text: string): ReadResult<string> {
  const host = readHost(text);
  return host.ok && /(?:^|\.)amazontrust\.com$/.test(host.value) ? invalid("test-host") : host;
}

/** Keeps a URL whole, although only its origin is tested. */
export function readEndpoint(text: string): ReadResult<string> {
  const read = readEndpointInput(text);
  if (!read.ok) return invalid(read.fault === "too-long" ? "too-long" : "host");
  if (/^https:/i.test(text)) return valid(new URL(text).href);
  const { host, port } = read.value;
  // A path or query after a bare host would be lost silently.
  return /[/?#]/.test(text) ? invalid("host") : valid(port === null ? host : `${host}:${port}`);
}

/** Reads hex (colons allowed) or base64; returns lower-case hex. */
export function readKey(text: string): ReadResult<string> {
  const hex = text.replaceAll(/[:\s]/g, "").toLowerCase();
  if (SHA256_HEX.test(hex)) return valid(hex);
  const base64 = text.replace(/^sha256[/-]/i, "");
  if (!SHA256_BASE64.test(base64)) return invalid("key");
  const padded = base64.padEnd(44, "=");
  const bytes = atob(padded);
  // If the unused bits of the last character are set, this is part of something longer.
  if (btoa(bytes) !== padded) return invalid("key");
  return valid(
    Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join(""),
  );
}

export function readSection(text: string): ReadResult<Hideable> {
  const found = HIDEABLE.find((id) => id === text);
  return found ? valid(found) : invalid("section");
}
