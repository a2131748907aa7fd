import { useState } from "preact/hooks";
import { endpointHosts, SERVICES, type ServiceId } from "../../core/endpoints.ts";
import { PARTITIONS, partitionById, type PartitionId } from "../../core/partitions.ts";
import { Choice } from "../../view/Choice.tsx";
import { useDoors } from "../../view/doors.ts";
import { whole } from "../../view/format.ts";

const ALL = "all";

interface Props {
  onAdd(hosts: string[]): void;
}

/** AWS's own endpoints, by partition, service and region. */
export function AwsPicker({ onAdd }: Props) {
  const { t, language } = useDoors();
  const [partition, setPartition] = useState<PartitionId>("aws");
  const [service, setService] = useState<ServiceId | typeof ALL>("sns");
  const [region, setRegion] = useState(ALL);
  const { regions } = partitionById(partition);
  const hosts = endpointHosts({
    partition,
    ...(service === ALL ? {} : { service }),
    ...(region === ALL ? {} : { region }),
  }).map(({ host }) => host);
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
        <Choice<ServiceId | typeof ALL>
          label={t("endpointsService")}
          value={service}
          options={[
            { value: ALL, label: t("endpointsAllServices") },
            ...SERVICES.map(({ id, name }) => ({ value: id, label: name })),
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
      </div>
      <p class="actions">
        <button
          type="button"
          class="button"
          data-add-aws
          aria-disabled={!hosts.length}
          onClick={hosts.length ? () => onAdd(hosts) : undefined}
        >
          {t("endpointsAdd", whole(hosts.length, language))}
        </button>
        {!hosts.length && <span class="note">{t("endpointsNoSuch")}</span>}
      </p>
    </section>
  );
}
