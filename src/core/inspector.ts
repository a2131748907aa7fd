import { spkiOf } from "./certificate.ts";
import { products } from "./inspectors.json";
import { chainOf, type CertificateTable, type Observation } from "./observation.ts";
import type { VerdictCode } from "./vocabulary.ts";

export interface Inspector {
  /** The root's name, or the leaf's issuer if only the leaf was seen. Hostile text. */
  name: string;
  organization: string | null;
  spkiSha256: string | null;
  /** The product that the names resemble. A name proves nothing. */
  product: string | null;
  approved: boolean;
}

/** For chains that are not Amazon's, verified or sent; null if no certificate is readable. `approved`: SPKI SHA-256 (hex). */
export function inspectorOf(
  seen: Observation,
  certificates: CertificateTable,
  approved: readonly string[],
): Inspector | null {
  const chain = chainOf(seen, certificates);
  const last = chain.at(-1);
  if (!last) return null;
  const readable = chain.filter((certificate) => certificate.readable);
  const top = readable.at(-1);
  if (!top) return null;
  const spkiSha256 = seen.evidence === "anchor" ? spkiOf(last) : null;
  return {
    name: top.issuerName,
    organization: top.issuerOrganization,
    spkiSha256,
    product: productIn(
      readable.flatMap(({ subject, issuer }, at) => (at ? [subject, issuer] : [issuer])),
    ),
    approved: isApproved(spkiSha256, approved),
  };
}

export function withApproval(inspector: Inspector, approved: readonly string[]): Inspector {
  return { ...inspector, approved: isApproved(inspector.spkiSha256, approved) };
}

/** Only a key can be approved: anybody can write a name. */
function isApproved(spkiSha256: string | null, approved: readonly string[]): boolean {
  return spkiSha256 !== null && approved.includes(spkiSha256);
}

interface Inspected {
  verdict: { code: VerdictCode };
  inspector: Inspector | null;
  endpoints: readonly { inspector: Inspector | null }[];
}

/** Whether somebody answered a test page in Amazon's place, but none that the verdict rests on. */
export function isInspectedBeside({ verdict, inspector }: Omit<Inspected, "endpoints">): boolean {
  return verdict.code === "ready" && inspector !== null;
}

/** SPKI SHA-256 (hex) of the roots of whoever inspects what programs ask. */
export function inspectingKeys(report: Inspected): Set<string> {
  const tested = report.endpoints.map(({ inspector }) => inspector);
  const all = isInspectedBeside(report) ? tested : [report.inspector, ...tested];
  return new Set(all.flatMap((each) => each?.spkiSha256 ?? []));
}

export function productIn(names: readonly string[]): string | null {
  const text = names.join("\n").replaceAll("\\", "").toLowerCase();
  const found = products.find(({ words }) =>
    words.some((word) => standsAlone(word.toLowerCase(), text)),
  );
  return found?.name ?? null;
}

/** Whether the word occurs without letters around it: "Squid CA" is not in "Squid Capital". */
function standsAlone(word: string, text: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + word.length])) return true;
  }
  return false;
}

function isLetter(char: string | undefined): boolean {
  return char !== undefined && /\p{L}/u.test(char);
}
