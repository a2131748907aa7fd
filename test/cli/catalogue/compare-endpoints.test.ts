/** Our regions and hosts against releases of botocore. */
import { describe, expect, test } from "vitest";
import type {
  BotocoreEndpoints,
  BotocorePartitions,
  WantedService,
} from "../../../build/botocore.ts";
import { servicesOf } from "../../../build/botocore.ts";
import { comparePartitions, compareServices } from "../../../cli/catalogue/compare-endpoints.ts";
import type { Difference } from "../../../cli/catalogue/difference.ts";
import { partitionById, type Partition } from "../../../src/core/partitions.ts";

const AWS: Partition = {
  ...partitionById("aws"),
  dnsSuffix: "aws.example",
  dualStackSuffix: "api.aws.example",
  regionPattern: "^x$",
  regions: ["eu-a-1", "us-a-1"].map((id) => ({ id, name: `Name of ${id}` })),
};

const words = (differences: readonly Difference[]) =>
  differences.map(({ severity, code, about }) => `${severity} ${code} ${about}`);

describe("partitions", () => {
  const release = (change: object = {}, regions = ["eu-a-1", "us-a-1", "aws-global"]) => ({
    partitions: [
      {
        id: "aws",
        regionRegex: "^x$",
        outputs: { dnsSuffix: "aws.example", dualStackDnsSuffix: "api.aws.example" },
        regions: Object.fromEntries(regions.map((id) => [id, { description: id }])),
        ...change,
      },
      {
        id: "aws-iso-b",
        regionRegex: "",
        outputs: { dnsSuffix: "", dualStackDnsSuffix: "" },
        regions: {},
      },
    ],
  });
  const differences = (listed: BotocorePartitions) => words(comparePartitions([AWS], listed));

  test("are the same", () => {
    expect(differences(release())).toEqual([]);
  });

  test("have a region more or less", () => {
    expect(differences(release({}, ["eu-a-1", "us-a-1", "us-b-1"]))).toEqual([
      "change region-new us-b-1",
    ]);
    expect(differences(release({}, ["eu-a-1"]))).toEqual(["change region-gone us-a-1"]);
  });

  test("have another pattern or suffix", () => {
    expect(differences(release({ regionRegex: "^y$" }))).toEqual(["change partition-changed aws"]);
    const outputs = { dnsSuffix: "a.example", dualStackDnsSuffix: "b.example" };
    expect(differences(release({ outputs }))).toEqual([
      "change partition-changed aws",
      "change partition-changed aws",
    ]);
  });

  test("are more or less", () => {
    expect(differences(release({ id: "aws-new" }))).toEqual([
      "change partition-gone aws",
      "change partition-new aws-new",
    ]);
  });
});

describe("services", () => {
  const wanted: WantedService[] = [{ id: "one", name: "Amazon One", prefixes: ["one"] }];
  type Endpoints = BotocoreEndpoints["partitions"][number]["services"][string]["endpoints"];
  const release = (endpoints: Endpoints): BotocoreEndpoints => ({
    partitions: [
      {
        partition: "aws",
        dnsSuffix: "aws.example",
        defaults: { hostname: "{service}.{region}.{dnsSuffix}" },
        services: { one: { endpoints } },
      },
    ],
  });
  const both: Endpoints = { "eu-a-1": {}, "us-a-1": {} };
  const known = servicesOf(wanted, release(both), [AWS]);
  const compare = (endpoints: BotocoreEndpoints, partitions = [AWS]) =>
    compareServices(known, [AWS], wanted, { endpoints, partitions });

  test("are the same", () => {
    expect(compare(release(both))).toEqual([]);
  });

  test("have hosts more or less, by their names", () => {
    const fips = { variants: [{ hostname: "one-fips.us-a-1.aws.example", tags: ["fips"] }] };
    const [more, ...rest] = compare(release({ ...both, "us-a-1": fips }));
    expect(rest).toEqual([]);
    expect(more).toMatchObject({ severity: "change", code: "hosts-new", about: "one" });
    expect(more!.message).toBe("Amazon One: new: one-fips.us-a-1.aws.example (fips)");
    const [less] = compare(release({ "eu-a-1": {} }));
    expect(less!.message).toBe("Amazon One: gone: one.us-a-1.aws.example");
    expect(words([less!])).toEqual(["change hosts-gone one"]);
  });

  test("in a region that is new say nothing of their own", () => {
    const opened = { ...AWS, regions: [...AWS.regions, { id: "us-b-1", name: "B" }] };
    expect(compare(release({ ...both, "us-b-1": {} }), [opened])).toEqual([]);
    const closed = { ...AWS, regions: AWS.regions.slice(0, 1) };
    expect(compare(release({ "eu-a-1": {} }), [closed])).toEqual([]);
  });

  test("that are gone are named", () => {
    const none: BotocoreEndpoints = {
      partitions: [{ ...release(both).partitions[0]!, services: {} }],
    };
    expect(words(compare(none))).toEqual(["change services-unreadable one"]);
  });

  test("with many hosts are cut short", () => {
    const regions = Array.from({ length: 12 }, (_, index) => ({ id: `eu-${index}-1`, name: "" }));
    const place = { ...AWS, regions };
    const endpoints = Object.fromEntries(regions.map(({ id }) => [id, {}]));
    const [difference] = compareServices([], [place], wanted, {
      endpoints: release(endpoints),
      partitions: [place],
    });
    expect(difference!.message).toMatch(/^Amazon One: new: (?:[^,]+, ){7}[^,]+ and 4 more$/);
  });
});
