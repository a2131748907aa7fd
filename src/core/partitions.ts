/** The partitions of AWS on the public internet. */
import type { Sourced } from "./catalogue.ts";
import { findOrThrow } from "./find.ts";
import { partitions } from "./partitions.json";

export const PARTITION_IDS = ["aws", "aws-us-gov", "aws-cn", "aws-eusc"] as const;
export type PartitionId = (typeof PARTITION_IDS)[number];

interface Region {
  id: string;
  /** AWS's own spelling; not translated. */
  name: string;
}

export interface Partition extends Sourced {
  id: PartitionId;
  name: string;
  dnsSuffix: string;
  dualStackSuffix: string;
  /** Regular expression for region ids, including those of future regions. */
  regionPattern: string;
  /** Whether Amazon says that its services there use Amazon Trust Services. */
  amazonTrust: Sourced & { confirmed: boolean };
  regions: Region[];
}

export const PARTITIONS: readonly Partition[] = partitions as Partition[];

export function partitionById(id: PartitionId): Partition {
  return findOrThrow(PARTITIONS, (partition) => partition.id === id, `partition ${id}`);
}

export function partitionOf(region: string): Partition | null {
  return PARTITIONS.find(({ regions }) => regions.some(({ id }) => id === region)) ?? null;
}

/** Throws for a region that is not listed. */
export function regionName(region: string): string {
  const regions = PARTITIONS.flatMap((partition) => partition.regions);
  return findOrThrow(regions, ({ id }) => id === region, `region ${region}`).name;
}
