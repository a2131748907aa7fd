/** Compares distinguished names (RFC 5280, 7.1). */
import { hexOf, type Bytes } from "../bytes.ts";
import { readName } from "./name.ts";

/**
 * The same text for names that are equal, whatever their string types, case and blanks.
 * Malformed names equal only themselves.
 */
export function nameKey(name: Bytes): string {
  const key = rdnKeys(name);
  return key === null ? `#${hexOf(name)}` : JSON.stringify(key);
}

/** One text for each relative name, from the top; null if the name is malformed. */
export function rdnKeys(name: Bytes): string[] | null {
  try {
    return readName(name).map((fields) => {
      const texts = fields.map(({ type, value, isEncoded }) => [
        type,
        isEncoded,
        isEncoded ? value : comparable(value),
      ]);
      return JSON.stringify(texts.map((text) => JSON.stringify(text)).toSorted());
    });
  } catch {
    return null;
  }
}

/** As RFC 4518 prepares strings: without differences of case, width and blanks. */
function comparable(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
}
