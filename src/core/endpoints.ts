/** API endpoints of AWS services: which hosts there are, and which one a host name is. */
import type { Sourced } from "./catalogue.ts";
import { elsewhere, services } from "./endpoints.json";
import { partitionById, partitionOf, type PartitionId } from "./partitions.ts";

export const SERVICE_IDS = [
  "sns",
  "ses",
  "ec2",
  "dynamodb",
  "s3",
  "sts",
  "sqs",
  "lambda",
  "iot-data",
  "cloudfront",
] as const;
export type ServiceId = (typeof SERVICE_IDS)[number];

/** A service's hosts in one partition: `host` holds `{region}` and `{suffix}`. */
interface RegionalHosts extends Sourced {
  partition: PartitionId;
  host: string;
  /** Regions without a host of this form. */
  notIn?: string[];
}

interface OtherHost extends Sourced {
  partition: PartitionId;
  region: string | null;
  host: string;
}

export interface Service {
  id: ServiceId;
  /** As AWS writes it; a name, not for translation. */
  name: string;
  /** Its label in the names of VPC interface endpoints, where these are recognised. */
  privateLink?: string;
  regional: RegionalHosts[];
  others: OtherHost[];
}

export interface Endpoint {
  host: string;
  service: ServiceId;
  partition: PartitionId;
  /** Null where one host serves all regions. */
  region: string | null;
  /** Whether this is the name of a VPC interface endpoint, which only its own network reaches. */
  privateLink: boolean;
}

/** Hosts of Amazon that another authority certifies. */
export const ELSEWHERE_IDS = ["amazon-retail", "rds-database"] as const;

export interface Elsewhere extends Sourced {
  id: (typeof ELSEWHERE_IDS)[number];
  /** Who certifies them; a name, not for translation. */
  authority: string;
}

interface ElsewhereRow extends Elsewhere {
  /** Labels, of which `{label}` is any and `{region}` any region of the partition. */
  name: string;
  partition: PartitionId;
  /** A beginning that none of its labels has. */
  unless?: string;
}

export const SERVICES: readonly Service[] = services as Service[];
const ELSEWHERE = elsewhere as ElsewhereRow[];

const ENDPOINTS: readonly Endpoint[] = SERVICES.flatMap((service) => [
  ...service.others.map(({ host, partition, region }) => ({
    host,
    service: service.id,
    partition,
    region,
    privateLink: false,
  })),
  ...service.regional.flatMap(({ partition, host, notIn = [] }) => {
    const { regions, dnsSuffix } = partitionById(partition);
    return regions
      .filter(({ id }) => !notIn.includes(id))
      .map(({ id }) => ({
        host: host.replace("{region}", id).replace("{suffix}", dnsSuffix),
        service: service.id,
        partition,
        region: id,
        privateLink: false,
      }));
  }),
]);

const BY_HOST = new Map(ENDPOINTS.map((endpoint) => [endpoint.host, endpoint]));

/** What to look for; a region also leaves out the hosts that serve all regions. */
export interface EndpointQuery {
  partition?: PartitionId;
  region?: string;
  service?: ServiceId;
}

/** The listed endpoints that answer the query: by service, then partition and region. */
export function endpointHosts({ partition, region, service }: EndpointQuery = {}): Endpoint[] {
  return ENDPOINTS.filter(
    (each) =>
      (partition === undefined || each.partition === partition) &&
      (region === undefined || each.region === region) &&
      (service === undefined || each.service === service),
  );
}

/** A name such as `vpce-0123456789abcdef0-abcdefgh-us-east-1a.sns.us-east-1.vpce.amazonaws.com`. */
const INTERFACE_ENDPOINT =
  /^vpce-(?:[0-9a-f]{8}|[0-9a-f]{17})-[a-z0-9]{8}(?:-([a-z0-9-]+)[a-z])?\.([a-z0-9-]+)\.([a-z0-9-]+)\.vpce\.(.+)$/;

/**
 * The AWS endpoint that a host name is: a listed one, or the VPC interface endpoint of a listed service.
 * Null for all others, names that customers give among them.
 */
export function awsEndpoint(host: string): Endpoint | null {
  const name = plainName(host);
  return BY_HOST.get(name) ?? interfaceEndpoint(name);
}

function interfaceEndpoint(host: string): Endpoint | null {
  const [, zoneRegion, label, region = "", suffix] = INTERFACE_ENDPOINT.exec(host) ?? [];
  const partition = partitionOf(region);
  const service = SERVICES.find(({ privateLink }) => privateLink && privateLink === label)?.id;
  if (!partition || !service || partition.dnsSuffix !== suffix) return null;
  if (zoneRegion !== undefined && zoneRegion !== region) return null;
  if (!endpointHosts({ region, service }).length) return null;
  return { host, service, partition: partition.id, region, privateLink: true };
}

/** What is known of a host of Amazon that rightly shows a certificate of another authority. */
export function certifiedElsewhere(host: string): Elsewhere | null {
  const labels = plainName(host).split(".");
  const row = ELSEWHERE.find((each) => hasName(each, labels));
  if (!row) return null;
  const { id, authority, source, date } = row;
  return { id, authority, source, date };
}

function hasName({ name, partition, unless }: ElsewhereRow, labels: string[]): boolean {
  const wanted = name.split(".");
  return (
    wanted.length === labels.length &&
    wanted.every((label, at) => {
      if (label === "{label}") return /^[a-z0-9-]+$/.test(labels[at]!);
      if (label === "{region}") return partitionOf(labels[at]!)?.id === partition;
      return label === labels[at];
    }) &&
    !labels.some((label) => unless !== undefined && label.startsWith(unless))
  );
}

function plainName(host: string): string {
  return host.toLowerCase().replace(/\.$/, "");
}
