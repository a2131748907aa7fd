/** What may be given for a setting, one reader per kind of value: its canonical form, or the fault's code. */
import { HIDEABLE, type Hideable } from "./default-settings.ts";
import { readEndpointInput } from "./endpoint-input.ts";
import { hostName, INVISIBLE } from "./host.ts";
import { LINK_PLACEHOLDERS } from "./ticket-link.ts";

/** Why a given value does not count. */
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

/** A reader's answer. */
export type Read<T> = { ok: true; value: T } | { ok: false; fault: SettingFaultCode };

const well = <T>(value: T): Read<T> => ({ ok: true, value });
const faulty = (fault: SettingFaultCode): Read<never> => ({ ok: false, fault });

const NAME_LIMIT = 100;
const URL_LIMIT = 2000;

/** RFC 5321's dot-atom before the @, without the rarities in quotation marks; at most 64 characters. */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const PHONE = /^\+?[0-9(][0-9 ()./-]*(?: ?(?:x|ext\.?) ?[0-9]{1,6})?$/i;
const SHA256_HEX = /^[0-9a-f]{64}$/;
const SHA256_BASE64 = /^[A-Za-z0-9+/]{43}=?$/;

/** A line of text for people. */
export function readName(text: string): Read<string> {
  return text.length > NAME_LIMIT ? faulty("too-long") : well(text);
}

/** An e-mail address. */
export function readEmail(text: string): Read<string> {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  const host = readHost(text.slice(at + 1));
  const sound = at > 0 && local.length <= 64 && LOCAL_PART.test(local) && host.ok;
  return sound ? well(`${local}@${host.value}`) : faulty("email");
}

/** A telephone number as people write it, with an extension if need be (`+1 206 555 0100 x12`). */
export function readPhone(text: string): Read<string> {
  const digits = text.replaceAll(/\D/g, "").length;
  return PHONE.test(text) && digits >= 3 && digits <= 25 ? well(text) : faulty("phone");
}

/** An https or mailto URL, which may hold placeholders in braces behind its host. Kept as it was given. */
export function readLink(text: string): Read<string> {
  if (text.length > URL_LIMIT) return faulty("too-long");
  if (INVISIBLE.test(text)) return faulty("url");
  const names = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
  if (names.some((name) => !(LINK_PLACEHOLDERS as readonly string[]).includes(name ?? ""))) {
    return faulty("placeholder");
  }
  if (!URL.canParse(text)) return faulty("url");
  const { protocol, hostname, username, password } = new URL(text);
  if (protocol === "mailto:") return text.length > "mailto:".length ? well(text) : faulty("url");
  const plain = protocol === "https:" && /^https:\/\/[^/]/i.test(text) && !username && !password;
  return plain && readHost(hostname).ok ? well(text) : faulty("url");
}

/** A host name, in lower case and in the form that goes over the wire. No address in numbers. */
export function readHost(text: string): Read<string> {
  const host = hostName(text);
  return host === null ? faulty("host") : well(host);
}

/** A host that can tell a broken network from a missing root: none of Amazon's own test hosts. */
export function readBaseline(text: string): Read<string> {
  const host = readHost(text);
  return host.ok && /(?:^|\.)amazontrust\.com$/.test(host.value) ? faulty("test-host") : host;
}

/** A host with or without a port, or an https URL, which is kept whole although only its origin is asked. */
export function readEndpoint(text: string): Read<string> {
  const read = readEndpointInput(text);
  if (!read.ok) return faulty(read.fault === "too-long" ? "too-long" : "host");
  if (/^https:/i.test(text)) return well(new URL(text).href);
  const { host, port } = read.value;
  // What follows the host would be lost without a word.
  return /[/?#]/.test(text) ? faulty("host") : well(port === null ? host : `${host}:${port}`);
}

/** The SHA-256 of a public key (SPKI), in hex (colons allowed) or base64: as lower-case hex. */
export function readKey(text: string): Read<string> {
  const hex = text.replaceAll(/[:\s]/g, "").toLowerCase();
  if (SHA256_HEX.test(hex)) return well(hex);
  const base64 = text.replace(/^sha256[/-]/i, "");
  if (!SHA256_BASE64.test(base64)) return faulty("key");
  const padded = base64.padEnd(44, "=");
  const bytes = atob(padded);
  // The last character has bits to spare; set, they say that this was something longer.
  if (btoa(bytes) !== padded) return faulty("key");
  return well(
    Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join(""),
  );
}

/** The id of a section that can be hidden. */
export function readSection(text: string): Read<Hideable> {
  const found = HIDEABLE.find((id) => id === text);
  return found ? well(found) : faulty("section");
}
