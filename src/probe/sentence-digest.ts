/** The digest under which a sentence of Firefox is listed: the first 32 bits of its SHA-256, in hex. */
export async function digestOf(sentence: string): Promise<string> {
  const bytes = new TextEncoder().encode(sentence.trim());
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 4);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
