/** Names of buckets of Amazon S3 that no certificate of Amazon's fits: its wildcard covers one label. */
import { plainName } from "./host.ts";
import { namePattern } from "./zones.ts";

export const BUCKET_FAULTS = ["dotted-bucket", "bucket-twice"] as const;
export type BucketFault = (typeof BUCKET_FAULTS)[number];

/** Where a bucket's name stands before the service's. */
const PLACES = [
  "{labels}.s3.{suffix}",
  "{labels}.s3.{region}.{suffix}",
  "{labels}.s3-{region}.{suffix}",
  "{labels}.s3.dualstack.{region}.{suffix}",
  "{labels}.s3-fips.{region}.{suffix}",
  "{labels}.s3-fips.dualstack.{region}.{suffix}",
  "{labels}.s3-accelerate.{suffix}",
  "{labels}.s3-accelerate.dualstack.{suffix}",
].map(namePattern);

/** Why no certificate can fit a bucket's host name; null for every other name. */
export function bucketFault(host: string): BucketFault | null {
  const name = plainName(host);
  const labels = PLACES.map((place) => place.exec(name)?.[1]).find((each) => each !== undefined);
  if (!labels?.includes(".")) return null;
  const each = labels.split(".");
  const half = each.slice(each.length / 2).join(".");
  return labels === `${half}.${half}` ? "bucket-twice" : "dotted-bucket";
}
