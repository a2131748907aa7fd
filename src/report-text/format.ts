/** Dates, spans and keys in the language of the texts around them. */
import type { PublicKeyDescription } from "../core/certificate.ts";
import type { Translate } from "../platform/i18n.ts";

/** A day, for example `26 May 2015`. `iso` is an ISO 8601 time or date; shown in UTC, as certificates are. */
export function dayText(iso: string, language: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(date);
}

/** A moment, for example `Nov 24, 2026, 9:00:00 AM UTC`. `timeZone`: this machine's if undefined. */
export function momentText(iso: string, language: string, timeZone?: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const style = { dateStyle: "medium", timeStyle: "long" } as const;
  return new Intl.DateTimeFormat(language, timeZone ? { ...style, timeZone } : style).format(date);
}

/** Units of an age in ms, the longest first. No seconds, because the text would change every second. */
const UNITS: ["day" | "hour" | "minute", number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** An age of a minute or more, for example `2 minutes ago`; null when it is "just now". */
export function ageText(ms: number, language: string): string | null {
  const step = UNITS.find(([, size]) => ms >= size);
  if (!step) return null;
  const [unit, size] = step;
  const format = new Intl.RelativeTimeFormat(language, { numeric: "always" });
  return format.format(-Math.floor(ms / size), unit);
}

/** A span of time in its largest unit, for example `3 hours`; at least a minute. */
export function spanText(ms: number, language: string): string {
  const [unit, size] = UNITS.find(([, each]) => ms >= each) ?? UNITS.at(-1)!;
  const count = Math.max(1, Math.round(ms / size));
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(
    count,
  );
}

/** Names as a list, for example `A, B and C`. */
export function listText(names: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(names);
}

/** A whole number with the language's grouping. */
export function integerText(value: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);
}

/** A public key in a few words. */
export function keyText(key: PublicKeyDescription, t: Translate): string {
  if ("bits" in key) return t("keyRsa", String(key.bits));
  return "curve" in key ? t("keyEc", key.curve) : key.algorithm;
}

/** DER in base64 as PEM (RFC 7468). */
export function pemText(der: string): string {
  const lines = der.match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
