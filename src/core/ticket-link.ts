/** Fills a support desk's ticket link with what the last check said. */

/** What a ticket link may hold, to be filled from the report. */
export const LINK_PLACEHOLDERS = ["code", "verdict", "cause", "report"] as const;
export type LinkPlaceholder = (typeof LINK_PLACEHOLDERS)[number];

/** Longest text for one placeholder, in characters before it is encoded: links have limits everywhere. */
export const TICKET_TEXT_LIMIT = 1200;

/** The link with each placeholder replaced, encoded so that it can end no path, query or fragment. */
export function filledLink(template: string, texts: Record<LinkPlaceholder, string>): string {
  return LINK_PLACEHOLDERS.reduce(
    (link, name) => link.replaceAll(`{${name}}`, () => encodeText(texts[name])),
    template,
  );
}

/** Percent-encoded. Half characters (lone surrogates), which cannot be encoded, become U+FFFD. */
function encodeText(text: string): string {
  const characters = Array.from(text).slice(0, TICKET_TEXT_LIMIT).join("");
  return encodeURIComponent(characters.replaceAll(/\p{Cs}/gu, "\uFFFD"));
}

/** `tel:` link for a number as people write it: `(0)` after a country code is not dialled abroad. */
export function telephoneLink(number: string): string {
  const [line = "", extension] = number.split(/(?:x|ext\.?) ?/i);
  const abroad = line.startsWith("+");
  const digits = (abroad ? line.replace("(0)", "") : line).replaceAll(/\D/g, "");
  return `tel:${abroad ? "+" : ""}${digits}${extension ? `;ext=${extension}` : ""}`;
}

/** `mailto:` link for an address. */
export function mailLink(address: string): string {
  const at = address.lastIndexOf("@");
  return `mailto:${encodeURIComponent(address.slice(0, at))}${address.slice(at)}`;
}
