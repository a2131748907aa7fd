/** Dates, spans and keys in the person's language. */
import type { PublicKeyDescription } from "../core/certificate.ts";
import type { Translate } from "../platform/i18n.ts";

/** A day, for example `26 May 2015`. `iso` is an ISO 8601 time or date; shown in UTC, as certificates are. */
export function day(iso: string, language: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(date);
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** An age of at least some seconds, for example `2 minutes ago`; null when it is "just now". */
export function ago(ms: number, language: string): string | null {
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 5) return null;
  const [unit, size] = STEPS.find(([, each]) => seconds >= each)!;
  const format = new Intl.RelativeTimeFormat(language, { numeric: "always" });
  return format.format(-Math.floor(seconds / size), unit);
}

/** Names as a list, for example `A, B and C`. */
export function list(names: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(names);
}

/** A whole number with the language's grouping. */
export function whole(value: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);
}

/** A public key in a few words. */
export function keyText(key: PublicKeyDescription, t: Translate): string {
  if ("bits" in key) return t("keyRsa", String(key.bits));
  return "curve" in key ? t("keyEc", key.curve) : key.algorithm;
}

/** DER in base64 as PEM (RFC 7468). */
export function pem(der: string): string {
  const lines = der.match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
