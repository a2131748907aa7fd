/** Whose bundle a set of trusted certificates resembles. Signs and sources: bundle-looks.json. */
import table from "./bundle-looks.json";

/**
 * `botocore`: its old copy of certifi's, with roots that certifi dropped in 2018. `mozilla`: a copy of Mozilla's list,
 * such as a Linux distribution's or node's. `own`: a few roots of somebody's own.
 */
export const BUNDLE_LOOKS = [
  "java",
  "debian-java",
  "macos",
  "windows",
  "curl",
  "botocore",
  "certifi",
  "mozilla",
  "own",
] as const;
export type BundleLook = (typeof BUNDLE_LOOKS)[number];

interface LookSigns {
  id: string;
  aliases?: { start?: string; end?: string };
  text?: string[];
  holds?: string[];
  lacks?: string[];
  least: number;
}

export interface BundleSigns {
  /** SHA-256 (hex) of the certificates. */
  certificates: ReadonlyMap<string, unknown>;
  /** Names of entries in a keystore. */
  aliases: readonly string[];
  /** What stands before the first certificate. */
  text: string;
  /** Whether all are self-issued authorities that the catalogue does not have. */
  isForeign: boolean;
}

/** More roots of one's own are as likely somebody's selection of public ones. */
const OWN_LIMIT = 3;

/** Null rather than a guess. */
export function lookOf(signs: BundleSigns): BundleLook | null {
  const rows = table.looks as LookSigns[];
  const found = rows.find((row) => hasSigns(row, signs))?.id as BundleLook | undefined;
  if (found) return found;
  const { size } = signs.certificates;
  return signs.isForeign && size > 0 && size <= OWN_LIMIT ? "own" : null;
}

function hasSigns(row: LookSigns, { certificates, aliases, text }: BundleSigns): boolean {
  const { least, aliases: alias, text: words = [], holds = [], lacks = [] } = row;
  if (certificates.size < least) return false;
  if (alias && !areMost(aliases, alias)) return false;
  return (
    words.every((each) => text.includes(each)) &&
    holds.every((each) => certificates.has(each)) &&
    !lacks.some((each) => certificates.has(each))
  );
}

/** People add entries of their own. */
function areMost(
  aliases: readonly string[],
  { start = "", end = "" }: { start?: string; end?: string },
) {
  const fitting = aliases.filter((alias) => alias.startsWith(start) && alias.endsWith(end));
  return fitting.length * 2 > aliases.length;
}
