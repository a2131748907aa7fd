/** What is known of a host that an error names. */
import { bucketFault } from "../../core/bucket-name.ts";
import { awsEndpoint } from "../../core/endpoints.ts";
import { PARTITIONS } from "../../core/partitions.ts";
import { awsHost, ELSEWHERE_IDS, isVpcEndpoint } from "../../core/zones.ts";

/** Messages `errorHost_<kind>`. */
export const HOST_KINDS = [
  ...ELSEWHERE_IDS,
  "aws",
  "bucket-twice",
  "customer",
  "dotted-bucket",
  "local",
  "other",
  "own-name",
  "unconfirmed",
  "unknown-region",
  "vpc-endpoint",
  "zone-for-region",
] as const;
export type HostKind = (typeof HOST_KINDS)[number];

export interface HostFacts {
  host: string;
  kind: HostKind;
  /** Id of the service in endpoints.json; null if it is not listed. */
  service: string | null;
}

const REGIONS = new Set(PARTITIONS.flatMap(({ regions }) => regions.map(({ id }) => id)));
const REGION_FORM = /^[a-z]{2}(?:-[a-z]{2,6})?-[a-z]{3,10}-\d+$/;
const ZONE_FORM = /^([a-z]{2}(?:-[a-z]{2,6})?-[a-z]{4,10}-\d)[a-z]$/;
const LOCAL =
  /^(?:\d{1,3}(?:\.\d{1,3}){3}|[^.]+|.*\.(?:local|internal|localhost|test|invalid|lan))$/;

/** The service's own label twice: a setting put it there, not the bucket's name. */
const S3_TWICE = /\.s3\.s3[.-]/;

export function hostFacts(host: string, certificateNames: readonly string[]): HostFacts {
  const facts = (kind: HostKind) => ({ host, kind, service: awsEndpoint(host)?.service ?? null });
  const found = awsHost(host);
  if (found === null) {
    if (LOCAL.test(host)) return facts("local");
    return facts(certificateNames.some(isNameOfAws) ? "own-name" : "other");
  }
  if (found.kind === "elsewhere") return facts(found.elsewhere.id);
  if (found.kind === "customer") return facts("customer");
  const bucket = S3_TWICE.test(host) ? null : bucketFault(host);
  if (bucket) return facts(bucket);
  const place = misplaced(host);
  if (place) return facts(place);
  if (isVpcEndpoint(host)) return facts("vpc-endpoint");
  return facts(found.kind === "amazon" ? "aws" : "unconfirmed");
}

export function isAtAws({ kind }: HostFacts): boolean {
  return kind !== "local" && kind !== "other" && kind !== "own-name";
}

/** Sources of packages and images, which have certificates of public authorities. By the ends of their names. */
const PUBLIC_SOURCES =
  `alpinelinux.org amazonlinux.com anaconda.com anaconda.org archive.ubuntu.com crates.io deb.debian.org
  docker.io gcr.io ghcr.io github.com githubusercontent.com golang.org gradle.org hashicorp.com hex.pm huggingface.co
  maven.apache.org maven.org npmjs.org nuget.org packagist.org pub.dev pypa.io pypi.org pythonhosted.org quay.io
  registry.k8s.io registry.terraform.io rubygems.org security.ubuntu.com yarnpkg.com`
    .split(/\s+/)
    .map((name) => `.${name}`);

export function isPublicSource({ host }: HostFacts): boolean {
  return PUBLIC_SOURCES.some((name) => `.${host}`.endsWith(name));
}

/** Whether a label is no region, but nearly one. */
function misplaced(host: string): "zone-for-region" | "unknown-region" | null {
  const labels = host.split(".").slice(0, -2);
  if (labels.some((label) => REGIONS.has(ZONE_FORM.exec(label)?.[1] ?? ""))) {
    return isVpcEndpoint(host) ? null : "zone-for-region";
  }
  const strange = labels.slice(1).find((label) => REGION_FORM.test(label));
  return strange !== undefined && !REGIONS.has(strange) ? "unknown-region" : null;
}

function isNameOfAws(name: string): boolean {
  return awsHost(name.replace(/^\*\./, "any.")) !== null;
}
