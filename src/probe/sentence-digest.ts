/**
 * Firefox's sentences are listed by the first 30 bits of their SHA-256, as five characters of base64. A list of
 * digests is one string without separators, a third shorter.
 */
import { base64Of } from "../core/bytes.ts";

const LENGTH = 5;

/** The digest of a sentence; ignores spaces around it. */
export async function digestOf(sentence: string): Promise<string> {
  const bytes = new TextEncoder().encode(sentence.trim());
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 4);
  return base64Of(digest).slice(0, LENGTH);
}

/** Searches in place: the table has tens of thousands of digests. */
export function hasDigest(list: string, digest: string): boolean {
  let at = list.indexOf(digest);
  while (at >= 0 && at % LENGTH !== 0) at = list.indexOf(digest, at + 1);
  return at >= 0;
}

/** The digests in a list, in its order. */
export function digestsIn(list: string): string[] {
  return Array.from({ length: Math.ceil(list.length / LENGTH) }, (_, index) =>
    list.slice(index * LENGTH, (index + 1) * LENGTH),
  );
}
