/** Hosts that an inspection has to leave alone so that a tool works, by region. */
import { awsEndpoint, regionsIn } from "../core/endpoints.ts";
import { presetHosts, type PresetId } from "../core/endpoint-presets.ts";
import { findOrThrow } from "../core/find.ts";
import { partitionById, partitionOf, type Partition } from "../core/partitions.ts";
import type { Elsewhere } from "../core/zones.ts";
import { allowList, type AllowListId } from "./allow-lists.ts";
import { lists } from "./program-hosts.json";
import type { SourceId } from "./source.ts";

/** In display order; messages `hostList_<id>`. */
export const HOST_LISTS = [
  "aws-cli",
  "identity-center",
  "amazon-q",
  "session-manager",
  "ecr",
  "eks",
  "deployment",
  "cdk",
  "codecommit",
  "codeartifact",
  "iot",
  "ses-smtp",
  "workspaces",
] as const;
export type HostListId = (typeof HOST_LISTS)[number];

interface HostRow {
  /** May hold `{region}`, and the partition's `{suffix}` or `{dualstack}`; a leading `*.` means any name below. */
  host: string;
  /** As in `regionsIn`; absent for hosts of endpoints.json. */
  regions?: string;
  port?: number;
  authority?: Elsewhere["id"];
  sources?: SourceId[];
}

interface HostList {
  id: HostListId;
  preset?: PresetId;
  with?: HostListId[];
  allow?: AllowListId[];
  sources?: SourceId[];
  hosts: HostRow[];
}

const LISTS = lists as HostList[];

const DEFAULT_REGION = "us-east-1";

/** One line of a list. */
export interface ListedHost {
  /** With the port, if it is not 443. */
  text: string;
  /** Whether the page that tests endpoints can test it. */
  isTestable: boolean;
  /** Another authority than Amazon Trust Services certifies it. */
  authority: Elsewhere["id"] | null;
  /** Empty for hosts of other data files. */
  sources: SourceId[];
}

/** The region that a text names, which may come from a link; otherwise the default. */
export function regionOf(text: string | null): string {
  return text !== null && partitionOf(text) ? text : DEFAULT_REGION;
}

/** The list that a text names, which may come from a link; otherwise the first. */
export function hostListOf(text: string | null): HostListId {
  return HOST_LISTS.find((id) => id === text) ?? HOST_LISTS[0];
}

/** Each host once, in the order of the file. */
export function listedHosts(id: HostListId, region: string): ListedHost[] {
  const partition = partitionById(partitionOf(region)!.id);
  const all = rowsOf(id, region, partition);
  return [...new Map(all.map((host) => [host.text, host])).values()];
}

function listRow(id: HostListId): HostList {
  return findOrThrow(LISTS, (list) => list.id === id, `list of hosts ${id}`);
}

function rowsOf(id: HostListId, region: string, partition: Partition): ListedHost[] {
  const list = listRow(id);
  const preset = list.preset ? presetHosts(list.preset, partition.id, region) : [];
  return [
    ...preset.map((host) => listed({ host })),
    ...list.hosts.flatMap((row) => {
      const host = row.host
        .replaceAll("{region}", region)
        .replace("{suffix}", partition.dnsSuffix)
        .replace("{dualstack}", partition.dualStackSuffix);
      return isThere(row, host, region, partition) ? [listed({ ...row, host })] : [];
    }),
    ...(list.allow ?? []).flatMap((allow) =>
      allowList(allow).hosts.map((host) => listed({ host })),
    ),
    ...(list.with ?? []).flatMap((other) => rowsOf(other, region, partition)),
  ];
}

function listed({ host, port, authority, sources = [] }: HostRow): ListedHost {
  return {
    text: port === undefined ? host : `${host}:${port}`,
    isTestable: !host.startsWith("*.") && port === undefined && authority === undefined,
    authority: authority ?? null,
    sources,
  };
}

/** A host that one region serves for all is there in every region of its partition. */
function isThere(
  { regions }: HostRow,
  host: string,
  region: string,
  partition: Partition,
): boolean {
  if (regions !== undefined) return regionsIn(regions).some((each) => each.region === region);
  return awsEndpoint(host)?.partition === partition.id;
}

/** Why these hosts: the sources of the list, of its hosts and of the lists that it takes in. */
export function hostSources(id: HostListId, region: string): SourceId[] {
  const { sources = [], allow = [], with: others = [] } = listRow(id);
  return [
    ...sources,
    ...listedHosts(id, region).flatMap((host) => host.sources),
    ...allow.flatMap((each) => allowList(each).sources),
    ...others.flatMap((other) => hostSources(other, region)),
  ];
}

/** Lines for the page that tests endpoints. */
export function testableHosts(id: HostListId, region: string): string[] {
  return listedHosts(id, region)
    .filter(({ isTestable }) => isTestable)
    .map(({ text }) => text);
}
