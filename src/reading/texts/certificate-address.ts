/** Addresses of Firefox's certificate viewer: `about:certificate?cert=…&cert=…`, the leaf first. */
import { contentsWith, joined, type Contents } from "../contents.ts";
import { MAX_ADDRESS, MAX_CERTIFICATES } from "../limits.ts";
import { readBase64 } from "../containers/base64.ts";
import { readDer } from "../containers/der.ts";

const START = "about:certificate?";
/** Characters of an address: what ends it in a text. */
const BEHIND = /[\s"'<>]/g;

export interface FoundAddress extends Contents {
  from: number;
  to: number;
}

/** `lineAt`: gives the 1-based line of a place; places only grow. */
export function findAddresses(text: string, lineAt: (place: number) => number): FoundAddress[] {
  const found: FoundAddress[] = [];
  let from = text.indexOf(START);
  while (from >= 0 && found.length < MAX_CERTIFICATES) {
    BEHIND.lastIndex = from;
    const to = BEHIND.exec(text)?.index ?? text.length;
    const line = lineAt(from);
    const certificates = text
      .slice(from + START.length, Math.min(to, from + MAX_ADDRESS))
      .split("&")
      .filter((part) => part.startsWith("cert="))
      .map((part) => readDer(readBase64(withoutPercents(part.slice(5))).bytes, line));
    if (certificates.length) found.push({ ...contentsWith([]), ...joined(certificates), from, to });
    from = text.indexOf(START, Math.max(to, from + START.length));
  }
  return found;
}

/** Only the three characters that base64 has beside letters and digits; `%` never stands for itself here. */
function withoutPercents(part: string): string {
  return part
    .replaceAll(/%25/g, "%")
    .replaceAll(/%2b/gi, "+")
    .replaceAll(/%2f/gi, "/")
    .replaceAll(/%3d/gi, "=");
}
