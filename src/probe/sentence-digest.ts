/** The first bits of a sentence's SHA-256, in base64. Lists have no separators and are a third shorter so. */
import { base64Of } from "../core/bytes.ts";

export interface DigestList {
  /** Digests of 24 bits: four characters each. */
  digests: string;
  /** Digests of 30 bits, five characters each, of sentences whose first 24 another sentence has, too. */
  longer?: string;
}

const SHORT = 4;
const LONG = 5;

/** 30 bits. Ignores spaces around the sentence. */
export async function digestOf(sentence: string): Promise<string> {
  const bytes = new TextEncoder().encode(sentence.trim());
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 4);
  return base64Of(digest).slice(0, LONG);
}

/** `digest`: of 30 bits. Searches in place: the table has tens of thousands. */
export function hasDigest({ digests, longer = "" }: DigestList, digest: string): boolean {
  return hasPiece(digests, digest.slice(0, SHORT)) || hasPiece(longer, digest);
}

function hasPiece(list: string, piece: string): boolean {
  let at = list.indexOf(piece);
  while (at >= 0 && at % piece.length !== 0) at = list.indexOf(piece, at + 1);
  return at >= 0;
}

export function digestsIn({ digests, longer = "" }: DigestList): string[] {
  return [...piecesOf(digests, SHORT), ...piecesOf(longer, LONG)];
}

function piecesOf(list: string, length: number): string[] {
  return Array.from({ length: Math.ceil(list.length / length) }, (_, index) =>
    list.slice(index * length, (index + 1) * length),
  );
}

/** `all`: of 30 bits, of one error. `others`: of all errors. */
export function digestList(all: readonly string[], others: ReadonlySet<string>): DigestList {
  const starts = new Map<string, Set<string>>();
  for (const digest of others) {
    const start = digest.slice(0, SHORT);
    starts.set(start, (starts.get(start) ?? new Set()).add(digest));
  }
  const isShared = (digest: string) => (starts.get(digest.slice(0, SHORT))?.size ?? 0) > 1;
  const longer = all.filter(isShared).toSorted().join("");
  const short = all.filter((digest) => !isShared(digest)).map((digest) => digest.slice(0, SHORT));
  return { digests: short.toSorted().join(""), ...(longer ? { longer } : {}) };
}
