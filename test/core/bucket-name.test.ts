import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketFault } from "../../src/core/bucket-name.ts";

test.each([
  ["a.b.s3.us-east-1.amazonaws.com", "dotted-bucket"],
  ["my.long.bucket.s3.amazonaws.com", "dotted-bucket"],
  ["a.b.s3-us-west-2.amazonaws.com", "dotted-bucket"],
  ["a.b.s3.dualstack.eu-west-1.amazonaws.com", "dotted-bucket"],
  ["a.b.s3-fips.us-gov-west-1.amazonaws.com", "dotted-bucket"],
  ["a.b.s3-accelerate.amazonaws.com", "dotted-bucket"],
  ["A.B.S3.cn-north-1.amazonaws.com.cn.", "dotted-bucket"],
  ["a.b.s3.eusc-de-east-1.amazonaws.eu", "dotted-bucket"],
  ["bucket.bucket.s3.us-east-1.amazonaws.com", "bucket-twice"],
  ["a.b.a.b.s3.us-east-1.amazonaws.com", "bucket-twice"],
  ["b.a.b.s3.us-east-1.amazonaws.com", "dotted-bucket"],
  ["bucket.s3.us-east-1.amazonaws.com", null],
  ["s3.us-east-1.amazonaws.com", null],
  ["s3.dualstack.us-east-1.amazonaws.com", null],
  ["s3-fips.dualstack.us-east-1.amazonaws.com", null],
  ["bucket.s3.dualstack.us-east-1.amazonaws.com", null],
  ["abc.execute-api.us-east-1.amazonaws.com", null],
  ["a.b.s3.us-east-1.amazonaws.com.evil.example", null],
  ["a.b.s3.nowhere.example", null],
  ["", null],
])("%j: %s", (host, fault) => {
  expect(bucketFault(host)).toBe(fault);
});

const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,8}[a-z0-9])?$/);

test("one label fits Amazon's certificate, and more never do", () => {
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 5 }), (labels) => {
      const fault = bucketFault(`${labels.join(".")}.s3.eu-west-1.amazonaws.com`);
      expect(fault === null).toBe(labels.length === 1);
    }),
  );
});
