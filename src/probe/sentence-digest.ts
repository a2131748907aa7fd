/**
 * The digest under which a sentence of Firefox is listed: the first 30 bits of its SHA-256, in base64. Thousands of
 * them are in the package, where hex digits and blanks between would take half as much room again.
 */
export async function digestOf(sentence: string): Promise<string> {
  const bytes = new TextEncoder().encode(sentence.trim());
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 4);
  return btoa(String.fromCharCode(...digest)).slice(0, 5);
}

/** The digests in a list of them, which stand one behind the other. */
export function digestsIn(list: string): string[] {
  return list.match(/.{5}/g) ?? [];
}
