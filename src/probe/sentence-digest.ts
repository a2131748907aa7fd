/**
 * The digest under which a sentence of Firefox is listed: the first 30 bits of its SHA-256, in base64. There are
 * thousands in the package, and five such characters take less room in it than eight hex digits.
 */
export async function digestOf(sentence: string): Promise<string> {
  const bytes = new TextEncoder().encode(sentence.trim());
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 4);
  return btoa(String.fromCharCode(...digest)).slice(0, 5);
}
