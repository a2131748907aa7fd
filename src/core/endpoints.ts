/** API endpoints of AWS services. Only pages load this list. */
import type { Sourced } from "./catalogue.ts";
import { plainName } from "./host.ts";
import { services } from "./endpoints.json";
import { PARTITIONS, partitionById, type Partition, type PartitionId } from "./partitions.ts";

/** `usual`: the default of SDKs. `dual-stack`: also over IPv6. `fips`: for the US standard FIPS 140. */
export const ENDPOINT_FORMS = ["usual", "dual-stack", "fips", "fips-dual-stack"] as const;
export type EndpointForm = (typeof ENDPOINT_FORMS)[number];

/** Rows without a source come from botocore. */
export interface HostRow extends Partial<Sourced> {
  /** May hold `{region}`, and the partition's `{suffix}` or `{dualstack}`. */
  host: string;
  form?: EndpointForm;
  /** Partitions (all their regions), single regions, and `-` before an excluded region. */
  regions?: string;
  partition?: PartitionId;
}

export interface ServiceRow {
  id: string;
  name: string;
  /** More labels of its VPC interface endpoints, besides those of its hosts. */
  vpcLabels?: string[];
  hosts: HostRow[];
}

/** `KMS`, not `AWS KMS`. */
export function shortName(name: string): string {
  return name.replace(/^(?:Amazon|AWS) /, "");
}

export interface Endpoint {
  host: string;
  service: string;
  partition: PartitionId;
  /** Null if one host serves all regions. */
  region: string | null;
  form: EndpointForm;
  /** Whether it is a VPC interface endpoint, which only its own network reaches. */
  privateLink: boolean;
}

export const SERVICES: readonly ServiceRow[] = services as ServiceRow[];

let listed: { all: readonly Endpoint[]; byHost: ReadonlyMap<string, Endpoint> } | null = null;

function list(): NonNullable<typeof listed> {
  if (listed) return listed;
  const all = SERVICES.flatMap(({ id, hosts }) => hosts.flatMap((row) => hostsOf(id, row)));
  listed = { all, byHost: new Map(all.map((endpoint) => [endpoint.host, endpoint])) };
  return listed;
}

function hostsOf(
  service: string,
  { host, form = "usual", regions = "", partition }: HostRow,
): Endpoint[] {
  const plain = { service, form, privateLink: false };
  if (partition) return [{ ...plain, host, partition, region: null }];
  return regionsIn(regions).map((each) => ({
    ...plain,
    host: hostIn(host, each.region, each.partition),
    partition: each.partition.id,
    region: each.region,
  }));
}

/** The host of a region: fills in the placeholders of `template`. */
export function hostIn(template: string, region: string, partition: Partition): string {
  return template
    .replace("{region}", region)
    .replace("{suffix}", partition.dnsSuffix)
    .replace("{dualstack}", partition.dualStackSuffix);
}

/** `set`: such as `aws -ap-east-1 us-gov-west-1`. */
export function regionsIn(
  set: string,
  partitions: readonly Partition[] = PARTITIONS,
): { partition: Partition; region: string }[] {
  const words = new Set(set.split(" "));
  return partitions.flatMap((partition) =>
    partition.regions
      .filter(({ id }) => words.has(id) || (words.has(partition.id) && !words.has(`-${id}`)))
      .map(({ id }) => ({ partition, region: id })),
  );
}

/** A region also excludes hosts that serve all regions. */
export interface EndpointQuery {
  partition?: PartitionId;
  region?: string;
  service?: string;
  form?: EndpointForm;
}

export function endpointHosts(query: EndpointQuery = {}): Endpoint[] {
  const { partition, region, service, form = "usual" } = query;
  return list().all.filter(
    (each) =>
      (partition === undefined || each.partition === partition) &&
      (region === undefined || each.region === region) &&
      (service === undefined || each.service === service) &&
      each.form === form,
  );
}

/** Such as `vpce-0123456789abcdef0-abcdefgh-us-east-1a.sns.us-east-1.vpce.amazonaws.com`. */
const INTERFACE_ENDPOINT =
  /^((?:[^.]+\.)*)vpce-(?:[0-9a-f]{8}|[0-9a-f]{17})-[a-z0-9]{4,8}(?:-([a-z0-9-]+)[a-z])?\.([a-z0-9.-]+)\.([a-z0-9-]+)\.vpce\.(.+)$/;

/** What may precede S3's interface endpoints: a bucket's or an access point's name, and the kind. */
const S3_BEFORE = /^(?:(?:[^.]+\.)?(?:bucket|accesspoint)\.|control\.)?$/;

/** A listed endpoint, or a listed service's VPC interface endpoint; null for others, such as customers' names. */
export function awsEndpoint(host: string): Endpoint | null {
  const name = plainName(host);
  return list().byHost.get(name) ?? interfaceEndpoint(name);
}

function interfaceEndpoint(host: string): Endpoint | null {
  const [, before = "", zone, label = "", region = "", suffix] =
    INTERFACE_ENDPOINT.exec(host) ?? [];
  const usual = list().byHost.get(`${label}.${region}.${suffix}`);
  const labelled = SERVICES.find(({ vpcLabels }) => vpcLabels?.includes(label));
  const found = usual ?? (labelled && endpointHosts({ region, service: labelled.id })[0]);
  if (!found || found.region !== region) return null;
  if (partitionById(found.partition).dnsSuffix !== suffix) return null;
  if (zone !== undefined && zone !== region) return null;
  if (!(found.service === "s3" ? S3_BEFORE.test(before) : before === "")) return null;
  return { ...found, host, form: usual?.form ?? "usual", privateLink: true };
}
