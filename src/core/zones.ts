/** Which certificate authority belongs on a host name, by its DNS zone. */
import type { Sourced } from "./catalogue.ts";
import { plainName } from "./host.ts";
import { isWithin } from "./match-pattern.ts";
import { partitionById, PARTITIONS, type PartitionId } from "./partitions.ts";
import { elsewhere, open, zones } from "./zones.json";

/** Services of Amazon with another authority than Amazon Trust Services. */
export const ELSEWHERE_IDS = [
  "amazon-retail",
  "rds-database",
  "documentdb-cluster",
  "eks-cluster",
  "iot-legacy",
] as const;

export interface Elsewhere extends Sourced {
  id: (typeof ELSEWHERE_IDS)[number];
  /** Who certifies them; a name, not for translation. */
  authority: string;
  /** False if browsers refuse that authority, rightly. */
  knownToBrowsers: boolean;
}

interface ElsewhereRow extends Elsewhere {
  name: string;
  /** No label may start or end with these. */
  notStarting?: string;
  notEnding?: string;
}

interface ZoneRow extends Sourced {
  zone: string;
  /** Whose hosts are below it; if several, a region in the name decides. */
  partitions: PartitionId[];
}

interface OpenRow extends Sourced {
  zone: string;
  why: "customer" | "unverified";
}

/**
 * What a host name of Amazon's is. `amazon`: Amazon Trust Services certifies it. `unconfirmed`: AWS runs it, and nobody
 * said who certifies it. `customer`: a customer's machine answers, with a certificate of the customer's choice.
 */
export type AwsHost =
  | { kind: "amazon" | "unconfirmed"; partition: PartitionId }
  | { kind: "customer" }
  | { kind: "elsewhere"; elsewhere: Elsewhere };

const ZONES = (zones as ZoneRow[]).toSorted((a, b) => b.zone.length - a.zone.length);

const REGION = `(?:${PARTITIONS.map(({ regionPattern }) => withoutAnchors(regionPattern)).join("|")})`;
const SUFFIX = `(?:${[...new Set(PARTITIONS.map(({ dnsSuffix }) => escapePattern(dnsSuffix)))].join("|")})`;
const PARTS: Record<string, string> = {
  "{label}": "[^.]+",
  "{labels}": "([^.]+(?:\\.[^.]+)*)",
  "{region}": REGION,
  "{suffix}": SUFFIX,
  "{id}": "[0-9a-z]+",
};

const OPEN = (open as OpenRow[]).map((row) => ({
  ...row,
  pattern: new RegExp(`^(?:.+\\.)?${expandTemplate(row.zone)}$`),
}));
const ELSEWHERE = (elsewhere as ElsewhereRow[]).map((row) => ({
  ...row,
  pattern: namePattern(row.name),
}));

/** What a host name of Amazon's is; null for the names of others, look-alikes included. */
export function awsHost(host: string): AwsHost | null {
  const name = plainName(host);
  if (name.split(".").includes("")) return null;
  const other = certifiedElsewhere(name);
  if (other) return { kind: "elsewhere", elsewhere: other };
  const row = ZONES.find(({ zone }) => isWithin(name, zone));
  const opened = OPEN.find(({ pattern }) => pattern.test(name));
  if (opened?.why === "customer") return { kind: "customer" };
  if (!row) return null;
  const partition = partitionOfName(name, row.partitions);
  const confirmed = !opened && partitionById(partition).amazonTrust.confirmed;
  return { kind: confirmed ? "amazon" : "unconfirmed", partition };
}

/** The other authority that rightly certifies a host of Amazon; null for all other hosts. */
export function certifiedElsewhere(host: string): Elsewhere | null {
  const name = plainName(host);
  const row = ELSEWHERE.find(
    ({ pattern, notStarting, notEnding }) =>
      pattern.test(name) &&
      !name
        .split(".")
        .some(
          (label) =>
            (notStarting !== undefined && label.startsWith(notStarting)) ||
            (notEnding !== undefined && label.endsWith(notEnding)),
        ),
  );
  if (!row) return null;
  const { id, authority, knownToBrowsers, source, date } = row;
  return { id, authority, knownToBrowsers, source, date };
}

/** Whether a name is that of a VPC interface endpoint of an AWS service, which only its own network reaches. */
export function isVpcEndpoint(host: string): boolean {
  const found = awsHost(host);
  const isAws = found?.kind === "amazon" || found?.kind === "unconfirmed";
  return isAws && VPC_ENDPOINT.test(plainName(host));
}

const VPC_ENDPOINT = new RegExp(`\\.${REGION}\\.vpce\\.${SUFFIX}$`);

const REGION_ENDS = PARTITIONS.map(({ id, regionPattern }) => ({
  id,
  pattern: new RegExp(`(?:^|-)${withoutAnchors(regionPattern)}$`),
}));

/** The partition by the last label that names a region (`s3-us-gov-west-1` too); else the first of the zone. */
function partitionOfName(name: string, ids: readonly PartitionId[]): PartitionId {
  if (ids.length === 1) return ids[0]!;
  const here = REGION_ENDS.filter(({ id }) => ids.includes(id));
  for (const label of name.split(".").toReversed()) {
    const found = here.find(({ pattern }) => pattern.test(label));
    if (found) return found.id;
  }
  return ids[0]!;
}

/** A pattern for names of a form, as zones.json has them; its first group is `{labels}`. */
export function namePattern(template: string): RegExp {
  return new RegExp(`^${expandTemplate(template)}$`);
}

function expandTemplate(template: string): string {
  return template.replace(/\{\w+\}|[^{]+/g, (part) => PARTS[part] ?? escapePattern(part));
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&");
}

/** A pattern without its anchors. */
function withoutAnchors(pattern: string): string {
  return pattern.replace(/^\^/, "").replace(/\$$/, "");
}
