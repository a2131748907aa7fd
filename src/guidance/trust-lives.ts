/** Where a browser's trust lives: whose list of roots it goes by, and which added roots count as well. */
import { findOrThrow } from "../core/find.ts";
import type { SourceId } from "./source.ts";
import data from "./trust-lives.json";
import type { BrowserKind, System } from "./words.ts";

export interface TrustPart {
  /** Its text is message `trustList_<id>` or `trustAdded_<id>`; `unknown` where no source was found. */
  id: string;
  /** The name of a preference that governs it. */
  setting?: string;
  sources: SourceId[];
}

interface TrustHome {
  /** The list of roots that the browser goes by. */
  list: TrustPart;
  /** What of the roots that a person or an administrator added. */
  added: TrustPart;
}

const LISTS = data.lists as TrustPart[];
const ADDED = data.added as TrustPart[];
const TABLE: Record<BrowserKind, Record<System, string[]>> = data.table;

export const TRUST_LISTS: readonly string[] = LISTS.map(({ id }) => id);
export const TRUST_ADDED: readonly string[] = ADDED.map(({ id }) => id);

/** Where trust lives for a browser on a system. */
export function trustHome(browser: BrowserKind, system: System): TrustHome {
  const [list, added] = TABLE[browser][system];
  return { list: part(LISTS, list), added: part(ADDED, added) };
}

function part(parts: readonly TrustPart[], wanted: string | undefined): TrustPart {
  return findOrThrow(parts, ({ id }) => id === wanted, `part ${wanted} of a browser's trust`);
}
