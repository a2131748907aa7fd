/** The generator of `endpoints.json`, on made-up releases of botocore. */
import { describe, expect, test } from "vitest";
import {
  partitionsOf,
  servicesOf,
  setOf,
  type BotocoreEndpoints,
  type BotocorePartitions,
  type WantedService,
} from "../../build/botocore.ts";
import { PARTITIONS, partitionById, type Partition } from "../../src/core/partitions.ts";

const FROM = { source: "https://github.example/botocore", date: "2026-01-02" };

const made = (
  id: "aws" | "aws-cn",
  regions: string[],
  suffix: string,
  dual: string,
): Partition => ({
  ...partitionById(id),
  dnsSuffix: suffix,
  dualStackSuffix: dual,
  regions: regions.map((region) => ({ id: region, name: `Name of ${region}` })),
});
const PLACES = [
  made("aws", ["ap-a-1", "eu-a-1", "us-a-1"], "aws.example", "api.aws.example"),
  made("aws-cn", ["cn-a-1", "cn-b-1"], "aws.cn.example", "api.cn.example"),
];

type Services = BotocoreEndpoints["partitions"][number]["services"];
const release = (aws: Services, cn: Services = {}): BotocoreEndpoints => ({
  partitions: [
    { partition: "aws-iso", dnsSuffix: "iso.example", services: aws },
    { partition: "aws", dnsSuffix: "aws.example", services: aws },
    { partition: "aws-cn", dnsSuffix: "aws.cn.example", services: cn },
  ].map((partition) => ({
    ...partition,
    defaults: { hostname: "{service}.{region}.{dnsSuffix}" },
  })),
});
const wanted = (prefixes: string[], more: Partial<WantedService> = {}): WantedService => ({
  id: "one",
  name: "Amazon One",
  prefixes,
  ...more,
});
const hosts = (aws: Services, cn: Services = {}, more: Partial<WantedService> = {}) =>
  servicesOf([wanted(["one"], more)], release(aws, cn), PLACES)[0]!.hosts;

describe("the hosts of a service", () => {
  test("of one form stand in one row, over all partitions", () => {
    const everywhere = { endpoints: { "ap-a-1": {}, "eu-a-1": {}, "us-a-1": {} } };
    const one = { endpoints: { "cn-b-1": {} } };
    expect(hosts({ one: everywhere }, { one })).toEqual([
      { host: "one.{region}.{suffix}", regions: "aws cn-b-1" },
    ]);
  });

  test("in most regions are told by those without, in few by name", () => {
    expect(hosts({ one: { endpoints: { "ap-a-1": {}, "us-a-1": {} } } })[0]!.regions).toBe(
      "aws -eu-a-1",
    );
    expect(hosts({ one: { endpoints: { "eu-a-1": {} } } })[0]!.regions).toBe("eu-a-1");
  });

  test("have the forms that a region lists, and no template's promises", () => {
    const endpoints = {
      "us-a-1": {
        variants: [
          { hostname: "one-fips.us-a-1.aws.example", tags: ["fips"] },
          { hostname: "one-fips.us-a-1.api.aws.example", tags: ["dualstack", "fips"] },
          { hostname: "one.dualstack.us-a-1.aws.example", tags: ["dualstack"] },
        ],
      },
      "eu-a-1": {},
    };
    expect(hosts({ one: { endpoints } })).toEqual([
      { host: "one.{region}.{suffix}", regions: "aws -ap-a-1" },
      { host: "one.dualstack.{region}.{suffix}", form: "dual-stack", regions: "us-a-1" },
      { host: "one-fips.{region}.{suffix}", form: "fips", regions: "us-a-1" },
      { host: "one-fips.{region}.{dualstack}", form: "fips-dual-stack", regions: "us-a-1" },
    ]);
  });

  test("that serve a whole partition have no region", () => {
    const endpoints = {
      "aws-global": { hostname: "one.aws.example", credentialScope: { region: "us-a-1" } },
    };
    expect(hosts({ one: { endpoints } })).toEqual([{ host: "one.aws.example", partition: "aws" }]);
  });

  test("under keys of their own belong to the region that their name tells", () => {
    const endpoints = {
      "us-a-1": {},
      "one-runtime-us-a-1": {
        hostname: "one-runtime.us-a-1.aws.example",
        credentialScope: { region: "us-a-1" },
      },
      "one-runtime-fips-us-a-1": {
        hostname: "one-runtime-fips.us-a-1.aws.example",
        credentialScope: { region: "us-a-1" },
      },
      local: { hostname: "localhost:8000", credentialScope: { region: "us-a-1" } },
    };
    expect(hosts({ one: { endpoints } }).map(({ host, form }) => [host, form])).toEqual([
      ["one.{region}.{suffix}", undefined],
      ["one-runtime.{region}.{suffix}", undefined],
      ["one-runtime-fips.{region}.{suffix}", "fips"],
    ]);
  });

  test("that are deprecated, or the usual ones under another name, are left out", () => {
    const endpoints = {
      "us-a-1": { variants: [{ hostname: "one.us-a-1.aws.example", tags: ["fips"] }] },
      "us-a-1-fips": { deprecated: true, hostname: "one-fips.us-a-1.aws.example" },
    };
    expect(hosts({ one: { endpoints } })).toEqual([
      { host: "one.{region}.{suffix}", regions: "us-a-1" },
    ]);
  });

  test("beyond botocore are added with their source, and may share a service's regions", () => {
    const endpoints = { "ap-a-1": {}, "eu-a-1": {}, "us-a-1": {} };
    const cn = { one: { endpoints: { "cn-a-1": {}, "cn-b-1": {} } } };
    const more = [
      { host: "git-one.{region}.{suffix}", regionsOf: "one", except: ["eu-a-1"], ...FROM },
      { host: "x.{region}.{suffix}", regionsOf: "one", partitions: ["aws" as const], ...FROM },
      { host: "one.example", partition: "aws" as const, ...FROM },
    ];
    expect(hosts({ one: { endpoints } }, cn, { hosts: more }).slice(1)).toEqual([
      { host: "git-one.{region}.{suffix}", regions: "aws -eu-a-1 aws-cn", ...FROM },
      { host: "x.{region}.{suffix}", regions: "aws", ...FROM },
      { host: "one.example", partition: "aws", ...FROM },
    ]);
  });

  test("that botocore came to list are to be taken out of what is beyond it", () => {
    const more = [{ host: "one.aws.example", partition: "aws" as const, ...FROM }];
    const endpoints = { "aws-global": { hostname: "one.aws.example" } };
    expect(() => hosts({ one: { endpoints } }, {}, { hosts: more })).toThrow("one.aws.example");
  });

  test("of a service that is not there are an error", () => {
    expect(() => hosts({})).toThrow("botocore has no service one");
  });
});

test("services stand by what follows the maker's name", () => {
  const names = ["Amazon Zebra", "AWS Alpha", "Elastic Middle"];
  const services = names.map((name, at) => wanted(["one"], { name, id: `s${at}` }));
  const aws = { one: { endpoints: { "us-a-1": {} } } };
  expect(servicesOf(services, release(aws), PLACES).map(({ name }) => name)).toEqual([
    "AWS Alpha",
    "Elastic Middle",
    "Amazon Zebra",
  ]);
});

test("a set of regions is told in the fewest words", () => {
  expect(setOf([], PLACES)).toBe("");
  expect(setOf(["us-a-1", "cn-b-1", "cn-a-1"], PLACES)).toBe("us-a-1 aws-cn");
  expect(setOf(["us-a-1", "eu-a-1", "ap-a-1"], PLACES)).toBe("aws");
});

describe("partitions", () => {
  const told: BotocorePartitions = {
    partitions: PARTITIONS.map(({ id, dnsSuffix, dualStackSuffix, regionPattern, regions }) => ({
      id,
      regionRegex: regionPattern,
      outputs: { dnsSuffix, dualStackDnsSuffix: dualStackSuffix },
      regions: {
        ...Object.fromEntries(
          regions.map((region) => [region.id, { description: "another name" }]),
        ),
        [`${id}-global`]: { description: "no region" },
      },
    })),
  };

  test("keep their names, and what botocore does not know of them", () => {
    const before = PARTITIONS.map((partition) => ({ ...partition, ...FROM }));
    expect(partitionsOf(PARTITIONS, told, FROM)).toEqual(before);
  });

  test("take up a new region in its place, by botocore's name", () => {
    const newer = structuredClone(told);
    newer.partitions[0]!.regions["aa-new-1"] = { description: "Newland" };
    const [first] = partitionsOf(PARTITIONS, newer, FROM);
    expect(first!.regions[0]).toEqual({ id: "aa-new-1", name: "Newland" });
    expect(first!.regions).toHaveLength(PARTITIONS[0]!.regions.length + 1);
  });

  test("that are gone are an error", () => {
    expect(() => partitionsOf(PARTITIONS, { partitions: [] }, FROM)).toThrow("no partition aws");
  });
});
