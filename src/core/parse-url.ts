/** Null if invalid. Our oldest browsers lack `URL.parse`; `URL.canParse` of node 20 and 22 has a bug with `ß`. */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
