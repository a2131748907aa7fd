/** S3 bucket names with a dot: Amazon's wildcard certificates cover one label only. */
import { plainName } from "./host.ts";
import { namePattern } from "./zones.ts";

export const BUCKET_FAULTS = ["dotted-bucket", "bucket-twice"] as const;
export type BucketFault = (typeof BUCKET_FAULTS)[number];

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

/** Null if the host is not a bucket, or if a certificate can fit it. */
export function bucketFault(host: string): BucketFault | null {
  const name = plainName(host);
  const labels = PLACES.map((place) => place.exec(name)?.[1]).find((each) => each !== undefined);
  if (!labels?.includes(".")) return null;
  const each = labels.split(".");
  const half = each.slice(each.length / 2).join(".");
  return labels === `${half}.${half}` ? "bucket-twice" : "dotted-bucket";
}
