import type { Sourced } from "./catalogue.ts";
import { presets } from "./endpoint-presets.json";
import { findOrThrow } from "./find.ts";
import { partitionById, PARTITIONS, type PartitionId } from "./partitions.ts";

export const PRESET_IDS = ["console", "cli"] as const;
export type PresetId = (typeof PRESET_IDS)[number];

interface PresetHost extends Sourced {
  partition: PartitionId;
  host: string;
}

const PRESETS = presets as { id: PresetId; hosts: PresetHost[] }[];

export function presetHosts(id: PresetId, partition: PartitionId, region?: string): string[] {
  const { regions, dnsSuffix, dualStackSuffix } = partitionById(partition);
  const chosen = region === undefined ? regions.map((each) => each.id) : [region];
  const rows = findOrThrow(PRESETS, (preset) => preset.id === id, `preset ${id}`).hosts;
  const hosts = rows
    .filter((row) => row.partition === partition)
    .flatMap(({ host }) =>
      chosen.map((each) =>
        host
          .replace("{region}", each)
          .replace("{suffix}", dnsSuffix)
          .replace("{dualstack}", dualStackSuffix),
      ),
    );
  return [...new Set(hosts)];
}

let known: ReadonlySet<string> | null = null;

/** Whether a preset lists the host, so that it is not a customer's own. */
export function isPresetHost(host: string): boolean {
  known ??= new Set(
    PRESET_IDS.flatMap((preset) => PARTITIONS.flatMap(({ id }) => presetHosts(preset, id))),
  );
  return known.has(host);
}
