import { findOrThrow } from "../core/find.ts";
import type { SourceId } from "./source.ts";
import data from "./trust-lives.json";
import type { BrowserKind, System } from "./repair-cases.ts";

interface TrustPart {
  /** Message `trustList_<id>` or `trustAdded_<id>`; `unknown` if no source was found. */
  id: string;
  setting?: string;
  sources: SourceId[];
}

interface TrustHome {
  list: TrustPart;
  added: TrustPart;
}

const LISTS = data.lists as TrustPart[];
const ADDED = data.added as TrustPart[];
const TABLE: Record<BrowserKind, Record<System, string[]>> = data.table;

export const TRUST_LISTS: readonly string[] = LISTS.map(({ id }) => id);
export const TRUST_ADDED: readonly string[] = ADDED.map(({ id }) => id);

export function trustHome(browser: BrowserKind, system: System): TrustHome {
  const [list, added] = TABLE[browser][system];
  return { list: part(LISTS, list), added: part(ADDED, added) };
}

function part(parts: readonly TrustPart[], wanted: string | undefined): TrustPart {
  return findOrThrow(parts, ({ id }) => id === wanted, `part ${wanted} of a browser's trust`);
}
