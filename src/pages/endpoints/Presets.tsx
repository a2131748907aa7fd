import { useState } from "preact/hooks";
import { PRESET_IDS, presetHosts, type PresetId } from "../../core/endpoint-presets.ts";
import { PARTITIONS, partitionOf } from "../../core/partitions.ts";
import { Choice } from "../../view/Choice.tsx";
import { useView } from "../../view/view-context.ts";
import { countText } from "../../report-text/plural.ts";

interface Props {
  onAdd(hosts: readonly string[]): void;
}

/** Ready-made lists for what people need in one region. */
export function Presets({ onAdd }: Props) {
  const view = useView();
  const { t } = view;
  const [region, setRegion] = useState("us-east-1");
  const partition = partitionOf(region)?.id ?? "aws";
  const names: Record<PresetId, string> = {
    console: t("endpointPreset_console"),
    cli: t("endpointPreset_cli", region),
  };
  return (
    <section class="panel" aria-labelledby="presets" data-presets>
      <h2 id="presets">{t("endpointsPresets")}</h2>
      <Choice
        label={t("endpointsRegion")}
        value={region}
        options={PARTITIONS.flatMap(({ name: group, regions }) =>
          regions.map(({ id, name }) => ({ value: id, label: `${id} (${name})`, group })),
        )}
        onChange={setRegion}
      />
      <ul class="endpoint-sets">
        {PRESET_IDS.map((id) => {
          const hosts = presetHosts(id, partition, region);
          return (
            <li key={id} data-preset={id}>
              <span class="endpoint-set-name" id={`preset-${id}`}>
                {names[id]}
              </span>
              <button
                type="button"
                class="button"
                aria-describedby={`preset-${id}`}
                onClick={() => onAdd(hosts)}
              >
                {countText(view, "endpointsAdd", hosts.length)}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
