import { useState } from "preact/hooks";
import { ENDPOINT_LIST_LIMIT } from "../../core/endpoint-input.ts";
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

/** The hosts of AWS services, by partition, service and region. */
export function AwsPicker({ onAdd }: Props) {
  const view = useView();
  const { t } = view;
  const [partition, setPartition] = useState<PartitionId>("aws");
  const [service, setService] = useState("sns");
  const [region, setRegion] = useState(ALL);
  const [form, setForm] = useState<EndpointForm>("usual");
  const { regions } = partitionById(partition);
  const hosts = endpointHosts({
    partition,
    form,
    ...(region === ALL ? {} : { region }),
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
        <Choice<EndpointForm>
          label={t("endpointsForm")}
          value={form}
          options={ENDPOINT_FORMS.map((id) => ({ value: id, label: t(keyOf("endpointForm", id)) }))}
          onChange={setForm}
        />
      </div>
      <p class="actions">
        <button
          type="button"
          class="button"
          data-add-aws
          aria-disabled={!usable}
          onClick={usable ? () => onAdd(hosts) : undefined}
        >
          {countText(view, "endpointsAdd", hosts.length)}
        </button>
        {!usable && (
          <span class="note">{t(hosts.length ? "endpointsTooMany" : "endpointsNoSuch")}</span>
        )}
      </p>
    </section>
  );
}
