export const LINK_PLACEHOLDERS = ["code", "verdict", "cause", "report"] as const;
export type LinkPlaceholder = (typeof LINK_PLACEHOLDERS)[number];

/** In characters before encoding, because links are limited everywhere. */
export const TICKET_TEXT_LIMIT = 1200;

/** Encodes the texts, so that they cannot end a path, query or fragment. */
export function filledLink(template: string, texts: Record<LinkPlaceholder, string>): string {
  return LINK_PLACEHOLDERS.reduce(
    (link, name) => link.replaceAll(`{${name}}`, () => encodeText(texts[name])),
    template,
  );
}

/** Lone surrogates, which cannot be encoded, become U+FFFD. */
function encodeText(text: string): string {
  const characters = Array.from(text).slice(0, TICKET_TEXT_LIMIT).join("");
  return encodeURIComponent(characters.replaceAll(/\p{Cs}/gu, "\uFFFD"));
}

/** `(0)` after a country code is not dialled from abroad. */
export function telephoneLink(number: string): string {
  const [line = "", extension] = number.split(/(?:x|ext\.?) ?/i);
  const abroad = line.startsWith("+");
  const digits = (abroad ? line.replace("(0)", "") : line).replaceAll(/\D/g, "");
  return `tel:${abroad ? "+" : ""}${digits}${extension ? `;ext=${extension}` : ""}`;
}

export function mailLink(address: string): string {
  const at = address.lastIndexOf("@");
  return `mailto:${encodeURIComponent(address.slice(0, at))}${address.slice(at)}`;
}
