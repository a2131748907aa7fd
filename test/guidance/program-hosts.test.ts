import { describe, expect, test } from "vitest";
import { isPresetHost } from "../../src/core/endpoint-presets.ts";
import { readEndpointInput, readEndpointList } from "../../src/core/endpoint-input.ts";
import { awsEndpoint } from "../../src/core/endpoints.ts";
import { PARTITIONS } from "../../src/core/partitions.ts";
import { awsHost, certifiedElsewhere } from "../../src/core/zones.ts";
import {
  HOST_LISTS,
  hostListOf,
  listedHosts,
  regionOf,
  testableHosts,
} from "../../src/guidance/program-hosts.ts";
import { PROGRAMS } from "../../src/guidance/programs.ts";
import { SMTP_REGIONS } from "../../src/guidance/smtp.ts";
import { hostsOfAddress } from "../../src/pages/endpoints/hosts-of-address.ts";

const REGIONS = PARTITIONS.flatMap(({ id, regions }) =>
  regions.map((region) => [id, region.id] as const),
);
const texts = (id: (typeof HOST_LISTS)[number], region: string) =>
  listedHosts(id, region).map(({ text }) => text);

describe.each(HOST_LISTS)("the hosts of %s", (id) => {
  test.each(REGIONS)("are hosts, each once (%s, %s)", (partition, region) => {
    const hosts = listedHosts(id, region);
    expect(new Set(hosts.map(({ text }) => text)).size).toBe(hosts.length);
    for (const { text, isTestable, authority, sources } of hosts) {
      const name = text.replace(/^\*\./, "name.").replace(/:\d+$/, "");
      expect(readEndpointInput(name)).toMatchObject({ ok: true, value: { kind: "name" } });
      // In the data about endpoints for this partition, or with a source of its own.
      const known = awsEndpoint(name);
      const isListed = known?.partition === partition && [null, region].includes(known.region);
      const isFixed = known?.partition === partition && name.endsWith("us-east-1.amazonaws.com");
      const isPattern = text.startsWith("*.") || text === "d2td7dqidlhjx7.cloudfront.net";
      expect([
        text,
        isListed || isFixed || isPresetHost(name) || sources.length > 0 || isPattern,
      ]).toEqual([text, true]);
      expect([text, authority]).toEqual([
        text,
        text.startsWith("*.iot.") ? null : (certifiedElsewhere(name)?.id ?? null),
      ]);
      expect(isTestable).toBe(text === name && authority === null);
    }
  });

  test("can be tested as they are", () => {
    for (const [, region] of REGIONS) {
      const lines = testableHosts(id, region);
      const read = readEndpointList(lines.join("\n"));
      expect([region, read.faults, read.duplicates]).toEqual([region, [], 0]);
      expect(read.values).toHaveLength(lines.length);
    }
  });

  test("name some host in the default region", () => {
    expect(testableHosts(id, regionOf(null)).length).toBeGreaterThan(0);
  });
});

test("hosts to test are AWS's, except those that AWS's page for Amazon Q names", () => {
  const others = HOST_LISTS.flatMap((id) => testableHosts(id, "us-east-1")).filter(
    (host) => awsHost(host)?.kind !== "amazon",
  );
  expect(new Set(others)).toEqual(new Set(["idetoolkits.amazonwebservices.com"]));
});

describe("lists", () => {
  test("fill in the region and what belongs to its partition", () => {
    expect(texts("session-manager", "eu-west-1")).toEqual([
      "ssm.eu-west-1.amazonaws.com",
      "ssmmessages.eu-west-1.amazonaws.com",
      "ec2messages.eu-west-1.amazonaws.com",
    ]);
    expect(texts("session-manager", "cn-north-1")[0]).toBe("ssm.cn-north-1.amazonaws.com.cn");
    expect(texts("deployment", "us-gov-west-1")).toContain("iam.us-gov.amazonaws.com");
    expect(texts("deployment", "us-gov-west-1")).not.toContain("iam.amazonaws.com");
  });

  test("of Docker name the bucket with the layers", () => {
    expect(texts("ecr", "ap-south-1")).toEqual(
      expect.arrayContaining([
        "api.ecr.ap-south-1.amazonaws.com",
        "*.dkr.ecr.ap-south-1.amazonaws.com",
        "prod-ap-south-1-starport-layer-bucket.s3.ap-south-1.amazonaws.com",
        "public.ecr.aws",
      ]),
    );
  });

  test("of the AWS CLI hold the sign-in, too", () => {
    const hosts = texts("aws-cli", "eu-west-1");
    expect(hosts).toEqual(expect.arrayContaining(texts("identity-center", "eu-west-1")));
    expect(hosts).toEqual(
      expect.arrayContaining(["oidc.eu-west-1.amazonaws.com", "*.awsapps.com"]),
    );
  });

  test("mark a cluster's own authority, and do not test it", () => {
    const cluster = listedHosts("eks", "eu-west-1").find(({ authority }) => authority !== null);
    expect(cluster).toMatchObject({ text: "*.eu-west-1.eks.amazonaws.com", isTestable: false });
    expect(cluster?.authority).toBe("eks-cluster");
  });

  test("name ports that are not 443, and do not test them", () => {
    expect(texts("iot", "eu-west-1")).toContain("data-ats.iot.eu-west-1.amazonaws.com:8883");
    expect(testableHosts("iot", "eu-west-1")).toEqual(["data-ats.iot.eu-west-1.amazonaws.com"]);
  });

  test("have SMTP servers in the regions that the page about mail knows", () => {
    const withSmtp = REGIONS.map(([, region]) => region).filter((region) =>
      texts("ses-smtp", region).includes(`email-smtp.${region}.amazonaws.com:587`),
    );
    expect(withSmtp.toSorted()).toEqual(SMTP_REGIONS.map(({ region }) => region).toSorted());
  });

  test("belong to some program, except those for what is none", () => {
    const used = new Set(PROGRAMS.flatMap(({ hosts }) => hosts ?? []));
    expect(HOST_LISTS.filter((id) => !used.has(id))).toEqual(["identity-center", "workspaces"]);
  });
});

describe("addresses", () => {
  test("name a list and a region", () => {
    expect(hostsOfAddress("#hosts/session-manager?region=eu-west-1")).toEqual(
      testableHosts("session-manager", "eu-west-1"),
    );
    expect(hostsOfAddress("#hosts/session-manager")).toEqual(
      testableHosts("session-manager", "us-east-1"),
    );
  });

  test.each(["", "#hosts", "#hosts/", "#hosts/constructor", "#ecr", "#hosts/ecr/x"])(
    "%s names none",
    (hash) => {
      expect(hostsOfAddress(hash)).toEqual([]);
    },
  );

  test("with an unknown region or list lead to the default", () => {
    expect(regionOf("__proto__")).toBe("us-east-1");
    expect(regionOf("eu-west-1")).toBe("eu-west-1");
    expect(hostListOf("constructor")).toBe("aws-cli");
  });
});
