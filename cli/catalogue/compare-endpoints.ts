/** Compares our regions and hosts of AWS with a release of botocore. */
import {
  partitionsOf,
  servicesOf,
  type BotocoreEndpoints,
  type BotocorePartitions,
  type WantedService,
} from "../../build/botocore.ts";
import { hostIn, regionsIn, type HostRow, type ServiceRow } from "../../src/core/endpoints.ts";
import type { Partition } from "../../src/core/partitions.ts";
import { bySeverity, type Difference, type DifferenceCode } from "./difference.ts";

const PARTITIONS_FILE = "src/core/partitions.json";
const ENDPOINTS_FILE = "src/core/endpoints.json";
const WANTED_FILE = "build/endpoint-services.json";

/** Air-gapped partitions, which the internet does not reach. */
const AIR_GAPPED = /^aws-iso/;

export function comparePartitions(
  known: readonly Partition[],
  release: BotocorePartitions,
): Difference[] {
  const listed = new Map(release.partitions.map((partition) => [partition.id, partition]));
  const kept = known.filter(({ id }) => listed.has(id));
  const now = partitionsOf(kept, release, { source: "", date: "" });
  return bySeverity([
    ...known.filter(({ id }) => !listed.has(id)).map(({ id }) => partitionGone(id)),
    ...[...listed.keys()]
      .filter((id) => !AIR_GAPPED.test(id) && !known.some((partition) => partition.id === id))
      .map((id) => change("partition-new", id, `The partition ${id} is new`, PARTITIONS_FILE)),
    ...kept.flatMap((partition, index) => partitionDifferences(partition, now[index]!)),
  ]);
}

function partitionGone(id: string): Difference {
  return change(
    "partition-gone",
    id,
    `The partition ${id} is not listed any more`,
    PARTITIONS_FILE,
  );
}

function partitionDifferences(before: Partition, after: Partition): Difference[] {
  const fields = ["dnsSuffix", "dualStackSuffix", "regionPattern"] as const;
  const changed = fields
    .filter((field) => before[field] !== after[field])
    .map((field) =>
      change(
        "partition-changed",
        before.id,
        `${before.id}: ${field} is ${after[field]}, with us ${before[field]}`,
        PARTITIONS_FILE,
      ),
    );
  const had = new Set(before.regions.map(({ id }) => id));
  const has = new Set(after.regions.map(({ id }) => id));
  const opened = after.regions.filter(({ id }) => !had.has(id));
  const closed = before.regions.filter(({ id }) => !has.has(id));
  return [
    ...changed,
    ...opened.map(({ id, name }) =>
      change("region-new", id, `The region ${id}, ${name}, is new`, PARTITIONS_FILE),
    ),
    ...closed.map(({ id, name }) =>
      change(
        "region-gone",
        id,
        `The region ${id}, ${name}, is not listed any more`,
        PARTITIONS_FILE,
      ),
    ),
  ];
}

interface Release {
  endpoints: BotocoreEndpoints;
  /** Ours, with the regions of this release where these are known. */
  partitions: readonly Partition[];
}

/** Hosts in regions that only one side has are left out: `comparePartitions` reports the region. */
export function compareServices(
  known: readonly ServiceRow[],
  knownPartitions: readonly Partition[],
  wanted: readonly WantedService[],
  { endpoints, partitions }: Release,
): Difference[] {
  const before = new Map(known.map((service) => [service.id, service]));
  const shared = new Set(
    regionIds(knownPartitions).filter((id) => regionIds(partitions).includes(id)),
  );
  return bySeverity(
    wanted.flatMap((service) => {
      const { id, name } = service;
      let after: ServiceRow;
      try {
        after = servicesOf([service], endpoints, partitions)[0]!;
      } catch (error) {
        const message = `${name}: ${(error as Error).message}`;
        return [change("services-unreadable", id, message, WANTED_FILE)];
      }
      const had = hostNames(before.get(id)?.hosts ?? [], knownPartitions, shared);
      const has = hostNames(after.hosts, partitions, shared);
      return [
        ...hostDifference(
          "hosts-new",
          "new",
          service,
          [...has].filter((host) => !had.has(host)),
        ),
        ...hostDifference(
          "hosts-gone",
          "gone",
          service,
          [...had].filter((host) => !has.has(host)),
        ),
      ];
    }),
  );
}

/** More than these are only counted. */
const SHOWN_HOSTS = 8;

function hostDifference(
  code: DifferenceCode,
  word: string,
  { id, name }: WantedService,
  hosts: readonly string[],
): Difference[] {
  if (!hosts.length) return [];
  const shown = hosts.slice(0, SHOWN_HOSTS).join(", ");
  const more = hosts.length > SHOWN_HOSTS ? ` and ${hosts.length - SHOWN_HOSTS} more` : "";
  return [change(code, id, `${name}: ${word}: ${shown}${more}`, ENDPOINTS_FILE)];
}

function regionIds(partitions: readonly Partition[]): string[] {
  return partitions.flatMap(({ regions }) => regions.map(({ id }) => id));
}

function hostNames(
  rows: readonly HostRow[],
  partitions: readonly Partition[],
  regions: ReadonlySet<string>,
): Set<string> {
  return new Set(
    rows.flatMap(({ host, form, regions: set, partition: only }) => {
      const mark = form === undefined ? "" : ` (${form})`;
      if (only !== undefined) return [`${host}${mark}`];
      return regionsIn(set ?? "", partitions)
        .filter(({ region }) => regions.has(region))
        .map(({ partition, region }) => `${hostIn(host, region, partition)}${mark}`);
    }),
  );
}

function change(code: DifferenceCode, about: string, message: string, file: string): Difference {
  return { severity: "change", code, about, message, file };
}
