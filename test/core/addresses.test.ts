import { describe, expect, test } from "vitest";
import ranges from "../../src/core/address-ranges.json";
import {
  ADDRESS_KINDS,
  addressKind,
  kindsOfAnswers,
  standInFor,
  type AddressKind,
} from "../../src/core/addresses.ts";
import { failure, observation } from "../made-up.ts";

describe("the kind of an address", () => {
  test.each<[ip: string, kind: AddressKind | null]>([
    ["10.0.0.0", "private"],
    ["10.255.255.255", "private"],
    ["9.255.255.255", null],
    ["11.0.0.0", null],
    ["172.16.0.1", "private"],
    ["172.31.255.255", "private"],
    ["172.15.255.255", null],
    ["172.32.0.0", null],
    ["192.168.1.1", "private"],
    ["192.169.0.1", null],
    ["100.64.0.0", "shared"],
    ["100.127.255.255", "shared"],
    ["100.128.0.0", null],
    ["100.63.255.255", null],
    ["169.254.1.1", "link-local"],
    ["198.18.0.1", "benchmark"],
    ["198.19.255.255", "benchmark"],
    ["198.20.0.0", null],
    ["fd12:3456::9", "private"],
    ["fc00::", "private"],
    ["fe00::1", null],
    ["fe80::1%eth0", "link-local"],
    ["febf::1", "link-local"],
    ["fec0::1", null],
    ["::ffff:10.1.2.3", "private"],
    ["[fd00::1]", "private"],
    // Amazon's own, and this machine.
    ["18.66.0.1", null],
    ["2600:9000:2000::1", null],
    ["0a00::1", null],
    ["127.0.0.1", null],
    ["::1", null],
    ["::ffff:127.0.0.1", null],
    ["0.0.0.0", null],
    ["::", null],
    // No addresses.
    ["", null],
    ["10.0.0", null],
    ["10.0.0.256", null],
    ["010.0.0.1x", null],
    ["fd00::1::2", null],
    ["(redacted)", null],
  ])("of %s is %s", (ip, kind) => {
    expect(addressKind(ip)).toBe(kind);
  });

  test.each(ADDRESS_KINDS)("outlives the address: %s", (kind) => {
    expect(addressKind(standInFor(kind))).toBe(kind);
  });
});

describe("what answered for Amazon", () => {
  test("is told by its kinds, each once, in one order", () => {
    expect(
      kindsOfAnswers([
        observation({ ip: "100.64.0.1" }),
        observation({ ip: "10.0.0.1" }),
        observation({ ip: "10.0.0.2", kind: "revoked" }),
        observation({ ip: "18.66.0.1" }),
      ]),
    ).toEqual(["private", "shared"]);
  });

  test("is not told of other hosts, of failures, or without an address", () => {
    expect(
      kindsOfAnswers([
        observation({ ip: "10.0.0.1", kind: "baseline", root: null }),
        observation({ ip: "10.0.0.1", kind: "endpoint", root: null }),
        failure("reset", { ip: "10.0.0.1" }),
        observation({ ip: null }),
        observation({ ip: "127.0.0.1" }),
      ]),
    ).toEqual([]);
  });
});

test("each range has its kind, its source and its date", () => {
  expect(new Set(ranges.ranges.map(({ kind }) => kind))).toEqual(new Set(ADDRESS_KINDS));
  for (const { range, source, date } of ranges.ranges) {
    expect(range).toMatch(/^[\d.]+\/\d+$|^[0-9a-f:]+\/\d+$/);
    expect(source).toMatch(/^https:\/\/www\.rfc-editor\.org\/rfc\/rfc\d+$/);
    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});
