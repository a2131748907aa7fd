/** Which CA belongs on a host name, by its DNS zone. */
import type { Sourced } from "./catalogue.ts";
import { plainName } from "./host.ts";
import { isWithin } from "./match-pattern.ts";
import { partitionById, PARTITIONS, type PartitionId } from "./partitions.ts";
import { elsewhere, open, zones } from "./zones.json";

/** Services of Amazon that use another CA. */
export const ELSEWHERE_IDS = [
  "amazon-retail",
  "rds-database",
  "documentdb-cluster",
  "eks-cluster",
  "iot-legacy",
] as const;

export interface Elsewhere extends Sourced {
  id: (typeof ELSEWHERE_IDS)[number];
  authority: string;
  /** False if browsers rightly refuse that CA. */
  knownToBrowsers: boolean;
}

interface ElsewhereRow extends Elsewhere {
  name: string;
  notStarting?: string;
  notEnding?: string;
}

interface ZoneRow extends Sourced {
  zone: string;
  /** If there are several, a region in the name decides. */
  partitions: PartitionId[];
}

interface OpenRow extends Sourced {
  zone: string;
  why: "customer" | "unverified";
}

/** `unconfirmed`: AWS runs it, but nobody said which CA certifies it. `customer`: the customer chooses the CA. */
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

/** Null for the names of others, including look-alikes. */
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

/** The CA that rightly certifies a host of Amazon instead of Amazon Trust Services. */
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

/** By the last label that names a region (`s3-us-gov-west-1` too), else the first of `ids`. */
function partitionOfName(name: string, ids: readonly PartitionId[]): PartitionId {
  if (ids.length === 1) return ids[0]!;
  const here = REGION_ENDS.filter(({ id }) => ids.includes(id));
  for (const label of name.split(".").toReversed()) {
    const found = here.find(({ pattern }) => pattern.test(label));
    if (found) return found.id;
  }
  return ids[0]!;
}

/** For names in the form of zones.json; the first group is `{labels}`. */
export function namePattern(template: string): RegExp {
  return new RegExp(`^${expandTemplate(template)}$`);
}

function expandTemplate(template: string): string {
  return template.replace(/\{\w+\}|[^{]+/g, (part) => PARTS[part] ?? escapePattern(part));
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&");
}

function withoutAnchors(pattern: string): string {
  return pattern.replace(/^\^/, "").replace(/\$$/, "");
}
