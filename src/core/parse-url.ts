/**
 * The parsed URL, or null where the text is none. `URL.parse` is younger than the oldest browsers we support, and
 * `URL.canParse` of node 20 and 22 refuses letters like `ß` after some thousand calls.
 */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
