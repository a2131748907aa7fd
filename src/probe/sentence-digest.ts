/** The first 30 bits of a sentence's SHA-256, in base64. Lists have no separators and are a third shorter so. */
import { base64Of } from "../core/bytes.ts";

const LENGTH = 5;

/** Ignores spaces around the sentence. */
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

export function digestsIn(list: string): string[] {
  return Array.from({ length: Math.ceil(list.length / LENGTH) }, (_, index) =>
    list.slice(index * LENGTH, (index + 1) * LENGTH),
  );
}
