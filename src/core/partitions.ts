/** The partitions of AWS that the internet reaches, and their regions. */
import type { Sourced } from "./catalogue.ts";
import { findOrThrow } from "./find.ts";
import { partitions } from "./partitions.json";

export const PARTITION_IDS = ["aws", "aws-us-gov", "aws-cn", "aws-eusc"] as const;
export type PartitionId = (typeof PARTITION_IDS)[number];

interface Region {
  id: string;
  /** As AWS writes it; a name, not for translation. */
  name: string;
}

export interface Partition extends Sourced {
  id: PartitionId;
  name: string;
  dnsSuffix: string;
  /** Suffix of the names that answer over IPv6 too. */
  dualStackSuffix: string;
  /** Regular expression for the ids of its regions, those that open later included. */
  regionPattern: string;
  /** Whether Amazon itself says that its services there use Amazon Trust Services. */
  amazonTrust: Sourced & { confirmed: boolean };
  /** Sorted by id. */
  regions: Region[];
}

export const PARTITIONS: readonly Partition[] = partitions as Partition[];

/** A partition by its id. */
export function partitionById(id: PartitionId): Partition {
  return findOrThrow(PARTITIONS, (partition) => partition.id === id, `partition ${id}`);
}

/** The partition that a region belongs to; null for a region that is not listed. */
export function partitionOf(region: string): Partition | null {
  return PARTITIONS.find(({ regions }) => regions.some(({ id }) => id === region)) ?? null;
}

/** AWS's name of a region. Throws for a region that is not listed. */
export function regionName(region: string): string {
  const regions = PARTITIONS.flatMap((partition) => partition.regions);
  return findOrThrow(regions, ({ id }) => id === region, `region ${region}`).name;
}
