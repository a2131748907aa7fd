import type { PublicKeyDescription } from "../core/certificate.ts";
import type { Translate } from "../platform/i18n.ts";

/** Such as `26 May 2015`. `iso`: ISO 8601. In UTC, like the dates of certificates. */
export function dayText(iso: string, language: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(date);
}

/** Such as `Nov 24, 2026, 9:00:00 AM UTC`. `timeZone`: this machine's if undefined. */
export function momentText(iso: string, language: string, timeZone?: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const style = { dateStyle: "medium", timeStyle: "long" } as const;
  return new Intl.DateTimeFormat(language, timeZone ? { ...style, timeZone } : style).format(date);
}

/** In ms. No seconds, because the text would change every second. */
const UNITS: ["day" | "hour" | "minute", number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** Such as `2 minutes ago`; null if less than a minute. */
export function ageText(ms: number, language: string): string | null {
  const step = UNITS.find(([, size]) => ms >= size);
  if (!step) return null;
  const [unit, size] = step;
  const format = new Intl.RelativeTimeFormat(language, { numeric: "always" });
  return format.format(-Math.floor(ms / size), unit);
}

/** Such as `3 hours`; at least a minute. */
export function spanText(ms: number, language: string): string {
  const [unit, size] = UNITS.find(([, each]) => ms >= each) ?? UNITS.at(-1)!;
  const count = Math.max(1, Math.round(ms / size));
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(
    count,
  );
}

/** Such as `A, B and C`. */
export function listText(names: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(names);
}

export function integerText(value: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);
}

export function keyText(key: PublicKeyDescription, t: Translate): string {
  if ("bits" in key) return t("keyRsa", String(key.bits));
  return "curve" in key ? t("keyEc", key.curve) : key.algorithm;
}

/** `der`: base64. Returns PEM (RFC 7468). */
export function pemText(der: string): string {
  const lines = der.match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
