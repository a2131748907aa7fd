import { expect, test } from "vitest";
import { currentAddress } from "../../../src/pages/guide/current-address.ts";

test.each([
  ["#sdks", "#programs"],
  ["#sdks/docker", "#programs/docker"],
  ["#sdks/python?shell=cmd&part=bundle", "#programs/boto3?shell=cmd&part=bundle"],
  ["#sdks/javascript", "#programs/node"],
  ["#sdks?part=tools", "#programs?part=programs"],
  ["#sdks/git?part=tool&shell=sh", "#programs/git?part=program&shell=sh"],
  ["#programs/python", "#programs/python"],
  ["#sdksmith", "#sdksmith"],
  ["#trust-stores", "#trust-stores"],
  ["", ""],
])("%s leads to %s", (before, now) => {
  expect(currentAddress(before)).toBe(now);
});
