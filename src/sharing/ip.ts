import { parseUrl } from "../core/parse-url.ts";

const V4 = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\w|\.\d)/g;
/** Candidates only: the URL parser decides. */
const V6 =
  /(?<![\w:.])[0-9a-f]{0,4}:[0-9a-f:]*(?::|\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f])(?![\w:]|\.\d)/gi;

export function addressesIn(text: string): string[] {
  const six = [...text.matchAll(V6)].flatMap(([found]) => {
    const address = found.replace(/(?<!:):$/, "");
    return address !== "::" && parseUrl(`http://[${address}]/`) ? [address] : [];
  });
  const four = [...text.matchAll(V4)].flatMap(([found]) =>
    found.split(".").every((part) => Number(part) <= 255) ? [found] : [],
  );
  return [...six, ...four];
}
