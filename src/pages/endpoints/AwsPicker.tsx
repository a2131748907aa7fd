import { useState } from "preact/hooks";
import { ENDPOINT_LIST_LIMIT } from "../../core/endpoint-input.ts";
import { PRESET_IDS, presetHosts } from "../../core/endpoint-presets.ts";
import {
  ENDPOINT_FORMS,
  endpointHosts,
  SERVICES,
  shortName,
  type EndpointForm,
} from "../../core/endpoints.ts";
import { PARTITIONS, partitionById, type PartitionId } from "../../core/partitions.ts";
import { Choice } from "../../view/Choice.tsx";
import { keyOf } from "../../report-text/translator.ts";
import { useView } from "../../view/view-context.ts";
import { countText } from "../../report-text/plural.ts";

const ALL = "all";

interface Props {
  onAdd(hosts: string[]): void;
}

/** AWS's own endpoints, by partition, service and region; or the hosts for one purpose. */
export function AwsPicker({ onAdd }: Props) {
  const { t, language } = useView();
  const [partition, setPartition] = useState<PartitionId>("aws");
  const [service, setService] = useState("sns");
  const [region, setRegion] = useState(ALL);
  const [form, setForm] = useState<EndpointForm>("usual");
  const { regions } = partitionById(partition);
  const preset = PRESET_IDS.find((id) => presetValue(id) === service);
  const where = region === ALL ? {} : { region };
  const hosts = preset
    ? presetHosts(preset, partition, where.region)
    : endpointHosts({
        partition,
        form,
        ...where,
        ...(service === ALL ? {} : { service }),
      }).map(({ host }) => host);
  const usable = hosts.length > 0 && hosts.length <= ENDPOINT_LIST_LIMIT;
  return (
    <section class="panel" aria-labelledby="aws-endpoints" data-picker>
      <h2 id="aws-endpoints">{t("endpointsAws")}</h2>
      <div class="choices">
        <Choice
          label={t("endpointsPartition")}
          value={partition}
          options={PARTITIONS.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(chosen) => {
            setPartition(chosen);
            setRegion(ALL);
          }}
        />
        <Choice
          label={t("endpointsService")}
          value={service}
          options={[
            ...PRESET_IDS.map((id) => ({
              value: presetValue(id),
              label: t(keyOf("endpointPreset", id)),
            })),
            { value: ALL, label: t("endpointsAllServices") },
            ...SERVICES.map(({ id, name }) => ({ value: id, label: shortName(name) })),
          ]}
          onChange={setService}
        />
        <Choice
          label={t("endpointsRegion")}
          value={region}
          options={[
            { value: ALL, label: t("endpointsAllRegions") },
            ...regions.map(({ id, name }) => ({ value: id, label: `${id} (${name})` })),
          ]}
          onChange={setRegion}
        />
        {!preset && (
          <Choice<EndpointForm>
            label={t("endpointsForm")}
            value={form}
            options={ENDPOINT_FORMS.map((id) => ({
              value: id,
              label: t(keyOf("endpointForm", id)),
            }))}
            onChange={setForm}
          />
        )}
      </div>
      <p class="actions">
        <button
          type="button"
          class="button"
          data-add-aws
          aria-disabled={!usable}
          onClick={usable ? () => onAdd(hosts) : undefined}
        >
          {countText({ t, language }, "endpointsAdd", hosts.length)}
        </button>
        {!usable && (
          <span class="note">{t(hosts.length ? "endpointsTooMany" : "endpointsNoSuch")}</span>
        )}
      </p>
    </section>
  );
}

/** The option value of a preset, which no service id equals. */
function presetValue(id: string): string {
  return `preset ${id}`;
}
