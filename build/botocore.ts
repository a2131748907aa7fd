/** Turns botocore's lists of regions and hosts into the rows of `endpoints.json` and `partitions.json`. */
import {
  ENDPOINT_FORMS,
  shortName,
  type EndpointForm,
  type HostRow,
  type ServiceRow,
} from "../src/core/endpoints.ts";
import type { Partition, PartitionId } from "../src/core/partitions.ts";
import type { Sourced } from "../src/core/catalogue.ts";

interface BotocoreEndpoint {
  hostname?: string;
  deprecated?: boolean;
  credentialScope?: { region?: string };
  variants?: { hostname?: string; tags: string[] }[];
}

/** The parts of botocore's `endpoints.json` that are read. */
export interface BotocoreEndpoints {
  partitions: {
    partition: string;
    dnsSuffix: string;
    defaults: { hostname: string };
    services: Record<
      string,
      { defaults?: { hostname?: string }; endpoints: Record<string, BotocoreEndpoint> }
    >;
  }[];
}

/** The parts of botocore's `partitions.json` that are read. */
export interface BotocorePartitions {
  partitions: {
    id: string;
    regionRegex: string;
    outputs: { dnsSuffix: string; dualStackDnsSuffix: string };
    regions: Record<string, { description: string }>;
  }[];
}

/** A row of `endpoint-services.json`: what to take, and what botocore does not list. */
export interface WantedService {
  id: string;
  name: string;
  prefixes: string[];
  vpcLabels?: string[];
  hosts?: (Sourced & {
    host: string;
    form?: EndpointForm;
    regions?: string;
    partition?: PartitionId;
    /** The prefix whose regions these are, in these partitions and without these regions. */
    regionsOf?: string;
    partitions?: PartitionId[];
    except?: string[];
  })[];
}

interface Host {
  host: string;
  form: EndpointForm;
  partition: Partition;
  region: string | null;
}

/** The known partitions with the suffixes and regions of the release. Names that are known already stay. */
export function partitionsOf(
  known: readonly Partition[],
  release: BotocorePartitions,
  from: Sourced,
): Partition[] {
  return known.map((partition) => {
    const found = release.partitions.find(({ id }) => id === partition.id);
    if (!found) throw new Error(`botocore has no partition ${partition.id}`);
    const names = new Map(partition.regions.map(({ id, name }) => [id, name]));
    const regions = Object.entries(found.regions)
      .filter(([id]) => !id.endsWith("-global"))
      .map(([id, { description }]) => ({ id, name: names.get(id) ?? description }))
      .toSorted(byId);
    return {
      ...partition,
      dnsSuffix: found.outputs.dnsSuffix,
      dualStackSuffix: found.outputs.dualStackDnsSuffix,
      regionPattern: found.regionRegex,
      ...from,
      regions,
    };
  });
}

/** The rows of the wanted services, by the name without `Amazon` or `AWS`. Throws where a prefix is unknown. */
export function servicesOf(
  wanted: readonly WantedService[],
  release: BotocoreEndpoints,
  partitions: readonly Partition[],
): ServiceRow[] {
  return wanted
    .map(({ id, name, prefixes, vpcLabels, hosts = [] }) => {
      const listed = prefixes.flatMap((prefix) => hostsOf(prefix, release, partitions));
      const rows = rowsOf(listed, partitions);
      const known = new Set(listed.map(({ host }) => host));
      const more = hosts.map(({ regionsOf, partitions: within, except = [], ...row }): HostRow => {
        if (regionsOf === undefined) return row;
        const regions = hostsOf(regionsOf, release, partitions).flatMap(
          ({ form, partition, region }) =>
            form === "usual" &&
            region !== null &&
            !except.includes(region) &&
            (within?.includes(partition.id) ?? true)
              ? [region]
              : [],
        );
        return { ...row, regions: setOf(regions, partitions) };
      });
      for (const { host } of more) {
        if (known.has(host)) throw new Error(`botocore lists ${host} by now: take it out`);
      }
      return { id, name, ...(vpcLabels ? { vpcLabels } : {}), hosts: [...rows, ...more] };
    })
    .toSorted((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1));
}

/** Every host of a service, each once; that of a form is none of the usual ones. */
function hostsOf(
  prefix: string,
  release: BotocoreEndpoints,
  partitions: readonly Partition[],
): Host[] {
  const found = new Map<string, Host>();
  let known = false;
  for (const partition of partitions) {
    const listed = release.partitions.find((each) => each.partition === partition.id);
    const service = listed?.services[prefix];
    if (!listed || !service) continue;
    known = true;
    const template = service.defaults?.hostname ?? listed.defaults.hostname;
    const here: Host[] = Object.entries(service.endpoints).flatMap(([key, endpoint]) => {
      if (endpoint.deprecated) return [];
      const isGlobal = key.endsWith("-global");
      const host =
        endpoint.hostname ??
        template
          .replace("{service}", prefix)
          .replace("{region}", key)
          .replace("{dnsSuffix}", listed.dnsSuffix);
      const isRegion = partition.regions.some(({ id }) => id === key);
      const region = isRegion ? key : (endpoint.credentialScope?.region ?? null);
      // What is neither global nor names its region is for trials: `localhost:8000`.
      if (!isGlobal && (region === null || !host.includes(region))) return [];
      const where = isGlobal ? null : region;
      const own = /(?:^|[.-])fips[.-]/.test(host) ? ("fips" as const) : ("usual" as const);
      const variants = (endpoint.variants ?? []).flatMap(({ hostname, tags }): Host[] =>
        hostname ? [{ host: hostname, form: formOf(tags), partition, region: where }] : [],
      );
      return [{ host, form: own, partition, region: where }, ...variants];
    });
    for (const form of ENDPOINT_FORMS) {
      for (const host of here.filter((each) => each.form === form)) {
        if (!found.has(host.host)) found.set(host.host, host);
      }
    }
  }
  if (!known) throw new Error(`botocore has no service ${prefix}`);
  return [...found.values()];
}

function formOf(tags: readonly string[]): EndpointForm {
  if (!tags.includes("fips")) return "dual-stack";
  return tags.includes("dualstack") ? "fips-dual-stack" : "fips";
}

/** One row for the hosts of the same template and form. */
function rowsOf(hosts: readonly Host[], partitions: readonly Partition[]): HostRow[] {
  const rows = new Map<string, { host: string; form: EndpointForm; regions: string[] }>();
  const globals: HostRow[] = [];
  for (const { host, form, partition, region } of hosts) {
    if (region === null) {
      globals.push({ host, ...shown(form), partition: partition.id });
      continue;
    }
    const template = templateOf(host, region, partition);
    const row = rows.get(`${form} ${template}`) ?? { host: template, form, regions: [] };
    rows.set(`${form} ${template}`, row);
    row.regions.push(region);
  }
  const regional = [...rows.values()].toSorted(
    (one, other) => ENDPOINT_FORMS.indexOf(one.form) - ENDPOINT_FORMS.indexOf(other.form),
  );
  return [
    ...globals,
    ...regional.map(({ host, form, regions }) => ({
      host,
      ...shown(form),
      regions: setOf(regions, partitions),
    })),
  ];
}

function shown(form: EndpointForm): { form?: EndpointForm } {
  return form === "usual" ? {} : { form };
}

function templateOf(
  host: string,
  region: string,
  { dnsSuffix, dualStackSuffix }: Partition,
): string {
  const suffix = [
    ["{dualstack}", dualStackSuffix],
    ["{suffix}", dnsSuffix],
  ].find(([, each]) => host.endsWith(`.${each}`));
  const start = suffix ? `${host.slice(0, -suffix[1]!.length)}${suffix[0]}` : host;
  return start.replace(region, "{region}");
}

/** Regions as a set: partitions whole (`aws`), regions without (`-ap-east-1`), and single ones. */
export function setOf(regions: readonly string[], partitions: readonly Partition[]): string {
  return partitions
    .flatMap((partition) => {
      const ids = partition.regions.map(({ id }) => id);
      const there = ids.filter((id) => regions.includes(id));
      const without = ids.filter((id) => !regions.includes(id));
      if (there.length <= without.length) return there;
      return [partition.id, ...without.map((id) => `-${id}`)];
    })
    .join(" ");
}

function sortKey({ name }: ServiceRow): string {
  return shortName(name).toLowerCase();
}

function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : 1;
}
