/** Hosts that firewalls, filters and inspecting proxies should leave alone. */
import { findOrThrow } from "../core/find.ts";
import data from "./allow-lists.json";
import type { SourceId } from "./source.ts";

export const ALLOW_LISTS = [
  "aws",
  "aws-us-gov",
  "aws-cn",
  "aws-eusc",
  "workspaces",
  "revocation",
  "revocation-hosts",
] as const;
export type AllowListId = (typeof ALLOW_LISTS)[number];

export interface AllowList {
  id: AllowListId;
  /** A leading `*.` means any name below. */
  hosts: string[];
  sources: SourceId[];
}

const LISTS = data.lists as AllowList[];

export function allowList(id: AllowListId): AllowList {
  return findOrThrow(LISTS, (list) => list.id === id, `list of hosts ${id}`);
}
