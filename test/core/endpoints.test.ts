import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  awsEndpoint,
  ENDPOINT_FORMS,
  endpointHosts,
  regionsIn,
  SERVICES,
  type EndpointForm,
} from "../../src/core/endpoints.ts";
import {
  partitionById,
  partitionOf,
  PARTITION_IDS,
  PARTITIONS,
  type PartitionId,
} from "../../src/core/partitions.ts";

const hostsOf = (query: Parameters<typeof endpointHosts>[0]) =>
  endpointHosts(query).map(({ host }) => host);

describe("the listed endpoints", () => {
  test("of one service in one region are one", () => {
    expect(endpointHosts({ service: "sns", region: "eu-west-1" })).toEqual([
      {
        host: "sns.eu-west-1.amazonaws.com",
        service: "sns",
        partition: "aws",
        region: "eu-west-1",
        form: "usual",
        privateLink: false,
      },
    ]);
  });

  test.each([
    ["us-east-1", "amazonaws.com"],
    ["us-gov-west-1", "amazonaws.com"],
    ["cn-north-1", "amazonaws.com.cn"],
    ["eusc-de-east-1", "amazonaws.eu"],
  ])("of a region are those that people need: %s", (region, suffix) => {
    const needed =
      `sns ec2 dynamodb s3 sts sqs lambda kms secretsmanager ssm ssmmessages logs monitoring cloudformation
      api.ecr ecs eks events kinesis firehose rds elasticloadbalancing apigateway acm autoscaling states cloudtrail
      athena glue oidc portal.sso sso`.split(/\s+/);
    const there = hostsOf({ region });
    const missing = needed.filter((name) => !there.includes(`${name}.${region}.${suffix}`));
    expect(missing).toEqual([]);
  });

  test.each<[string, string[]]>([
    ["us-east-1", ["cognito-idp", "bedrock", "bedrock-runtime", "ec2messages", "git-codecommit"]],
    ["us-gov-west-1", ["email", "cognito-idp", "bedrock", "bedrock-runtime", "ec2messages"]],
    ["cn-north-1", ["ec2messages", "git-codecommit"]],
    ["eusc-de-east-1", ["email", "cognito-idp", "bedrock"]],
  ])("of a region are those that are not everywhere: %s", (region, names) => {
    const suffix = partitionOf(region)!.dnsSuffix;
    expect(hostsOf({ region })).toEqual(
      expect.arrayContaining(names.map((name) => `${name}.${region}.${suffix}`)),
    );
  });

  test.each<[PartitionId, string[]]>([
    [
      "aws",
      `iam.amazonaws.com route53.amazonaws.com organizations.us-east-1.amazonaws.com
      support.us-east-1.amazonaws.com global.health.amazonaws.com ce.us-east-1.amazonaws.com
      cloudfront.amazonaws.com s3.amazonaws.com sts.amazonaws.com public.ecr.aws`.split(/\s+/),
    ],
    [
      "aws-us-gov",
      `iam.us-gov.amazonaws.com route53.us-gov.amazonaws.com organizations.us-gov-west-1.amazonaws.com
      support.us-gov-west-1.amazonaws.com global.health.us-gov.amazonaws.com`.split(/\s+/),
    ],
    [
      "aws-cn",
      `iam.cn-north-1.amazonaws.com.cn route53.amazonaws.com.cn organizations.cn-northwest-1.amazonaws.com.cn
      support.cn-north-1.amazonaws.com.cn global.health.amazonaws.com.cn ce.cn-northwest-1.amazonaws.com.cn
      cloudfront.cn-northwest-1.amazonaws.com.cn`.split(/\s+/),
    ],
    ["aws-eusc", []],
  ])("of no region: %s", (partition, hosts) => {
    const global = endpointHosts({ partition }).filter(({ region }) => region === null);
    expect(global.map(({ host }) => host).toSorted()).toEqual(hosts.toSorted());
  });

  test.each<[EndpointForm, string, number, string]>([
    ["dual-stack", "sns", 34, "sns.us-east-1.api.aws"],
    ["dual-stack", "sqs", 34, "sqs.cn-north-1.api.amazonwebservices.com.cn"],
    ["dual-stack", "lambda", 36, "lambda.us-gov-west-1.api.aws"],
    ["dual-stack", "ec2", 22, "ec2.us-east-1.api.aws"],
    ["dual-stack", "s3", 36, "s3.dualstack.cn-north-1.amazonaws.com.cn"],
    ["dual-stack", "ses", 27, "email.eu-west-1.api.aws"],
    ["dual-stack", "dsql", 0, ""],
    ["fips", "s3", 8, "s3-fips.us-gov-east-1.amazonaws.com"],
    ["fips", "sts", 4, "sts-fips.us-east-1.amazonaws.com"],
    ["fips", "dsql", 5, "dsql-fips.ca-west-1.api.aws"],
    ["fips-dual-stack", "s3", 6, "s3-fips.dualstack.ca-west-1.amazonaws.com"],
    ["fips-dual-stack", "sns", 4, "sns-fips.us-west-2.api.aws"],
  ])("%s of %s: %i, %s among them", (form, service, count, host) => {
    const hosts = hostsOf({ form, service });
    expect(hosts).toHaveLength(count);
    if (host) expect(hosts).toContain(host);
    for (const each of hosts) expect(awsEndpoint(each)).toMatchObject({ form, service });
  });

  test.each([
    ["ses", "ap-east-1"],
    ["ses", "mx-central-1"],
    ["ses", "cn-north-1"],
    ["iot-data", "af-south-1"],
    ["iot-data", "eusc-de-east-1"],
    ["cloudfront", "us-east-1"],
    ["cloudfront", "us-gov-west-1"],
    ["sns", "us-iso-east-1"],
    ["sns", "nowhere-1"],
  ])("have no %s in %s", (service, region) => {
    expect(endpointHosts({ service, region })).toEqual([]);
  });

  test("have IoT's odd name in Beijing and no other there", () => {
    expect(hostsOf({ service: "iot-data", partition: "aws-cn" })).toEqual([
      "data-ats.iot.cn-northwest-1.amazonaws.com.cn",
      "data.ats.iot.cn-north-1.amazonaws.com.cn",
    ]);
  });

  test("are recognised, each as itself", () => {
    for (const form of ENDPOINT_FORMS) {
      for (const endpoint of endpointHosts({ form })) {
        expect(awsEndpoint(endpoint.host)).toEqual(endpoint);
        expect(awsEndpoint(`${endpoint.host.toUpperCase()}.`)).toEqual(endpoint);
      }
    }
  });

  test("know partition and name of all that they name", () => {
    const ids = SERVICES.map(({ id }) => id);
    for (const { partition, service, region } of endpointHosts()) {
      expect(PARTITION_IDS).toContain(partition);
      expect(ids).toContain(service);
      if (region !== null) expect(partitionOf(region)?.id).toBe(partition);
    }
  });
});

describe("a host", () => {
  test.each([
    "",
    "amazonaws.com",
    "sns.amazonaws.com",
    "sns.us-east-1.amazonaws.com.evil.example",
    "xsns.us-east-1.amazonaws.com",
    "x.sns.us-east-1.amazonaws.com",
    "sns.us-east-1.amazonaws.com.cn",
    "sns.cn-north-1.amazonaws.com",
    "sns.us-gov-west-1.amazonaws.eu",
    "bucket.s3.us-east-1.amazonaws.com",
    "s3.s3.amazonaws.com",
    "sns.nowhere-1.api.aws",
    "https://sns.us-east-1.amazonaws.com",
    "sns.us-east-1.amazonaws.com:443",
    "d111111abcdef8.cloudfront.net",
    "abc123-ats.iot.us-east-1.amazonaws.com",
  ])("is none of the listed: %s", (host) => {
    expect(awsEndpoint(host)).toBeNull();
  });

  const ID = "vpce-0123456789abcdef0-abcdefgh";

  test.each([
    [`${ID}.sns.us-east-1.vpce.amazonaws.com`, "sns", "us-east-1"],
    [`${ID}-us-east-1a.sns.us-east-1.vpce.amazonaws.com`, "sns", "us-east-1"],
    [`${ID}.email.eu-west-1.vpce.amazonaws.com`, "ses", "eu-west-1"],
    [`${ID}.dynamodb.us-gov-west-1.vpce.amazonaws.com`, "dynamodb", "us-gov-west-1"],
    [`${ID}.sqs.cn-northwest-1.vpce.amazonaws.com.cn`, "sqs", "cn-northwest-1"],
    [`${ID}.lambda.eusc-de-east-1.vpce.amazonaws.eu`, "lambda", "eusc-de-east-1"],
    ["vpce-0a1b2c3d-0a1b2c3d.ec2.us-west-2.vpce.amazonaws.com", "ec2", "us-west-2"],
    [`${ID.toUpperCase()}.STS.us-west-2.vpce.amazonaws.com.`, "sts", "us-west-2"],
    [`${ID}.email-smtp.us-west-2.vpce.amazonaws.com`, "ses", "us-west-2"],
    [`${ID}.api.ecr.us-east-1.vpce.amazonaws.com`, "ecr", "us-east-1"],
    [`${ID}.dkr.ecr.us-east-1.vpce.amazonaws.com`, "ecr", "us-east-1"],
    [`${ID}.execute-api.us-east-1.vpce.amazonaws.com`, "api-gateway", "us-east-1"],
    [`${ID}.data.iot.us-east-1.vpce.amazonaws.com`, "iot-data", "us-east-1"],
    [`${ID}.ssmmessages.cn-north-1.vpce.amazonaws.com.cn`, "ssm", "cn-north-1"],
    [`${ID}.bedrock-runtime.us-east-1.vpce.amazonaws.com`, "bedrock", "us-east-1"],
    [`${ID}.s3.us-east-1.vpce.amazonaws.com`, "s3", "us-east-1"],
    ["bucket.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com", "s3", "us-east-1"],
    [`accesspoint.${ID}.s3.us-east-1.vpce.amazonaws.com`, "s3", "us-east-1"],
    [`control.${ID}.s3.us-east-1.vpce.amazonaws.com`, "s3", "us-east-1"],
    [`my-bucket.bucket.${ID}.s3.us-east-1.vpce.amazonaws.com`, "s3", "us-east-1"],
  ])("is a VPC interface endpoint: %s", (host, service, region) => {
    expect(awsEndpoint(host)).toEqual({
      host: host.toLowerCase().replace(/\.$/, ""),
      service,
      partition: partitionOf(region)!.id,
      region,
      form: "usual",
      privateLink: true,
    });
  });

  test("of every listed host with a region has its VPC endpoint's name", () => {
    for (const { host, service, partition, region } of endpointHosts()) {
      const { dnsSuffix } = partitionById(partition);
      if (region === null || !host.endsWith(`.${region}.${dnsSuffix}`)) continue;
      const start = host.slice(0, -dnsSuffix.length);
      expect(awsEndpoint(`${ID}.${start}vpce.${dnsSuffix}`)).toMatchObject({
        service,
        partition,
        region,
        privateLink: true,
      });
    }
  });

  test.each([
    // A service of a customer's own, with the customer's certificate.
    `${ID}.vpce-svc-0123456789abcdef0.us-east-1.vpce.amazonaws.com`,
    "vpce-svc-0123456789abcdef0.us-east-1.vpce.amazonaws.com",
    `${ID}.some-service.us-east-1.vpce.amazonaws.com`,
    `bucket.${ID}.sns.us-east-1.vpce.amazonaws.com`,
    `my-bucket.${ID}.s3.us-east-1.vpce.amazonaws.com`,
    `a.b.bucket.${ID}.s3.us-east-1.vpce.amazonaws.com`,
    `${ID}.sns.us-east-1.vpce.amazonaws.com.cn`,
    `${ID}.sns.us-east-1.vpce.amazonaws.com.evil.example`,
    `${ID}.sns.cn-north-1.vpce.amazonaws.com`,
    `${ID}.sns.nowhere-1.vpce.amazonaws.com`,
    `${ID}.email.ap-east-1.vpce.amazonaws.com`,
    `${ID}-us-west-2a.sns.us-east-1.vpce.amazonaws.com`,
    `${ID}-us-east-1.sns.us-east-1.vpce.amazonaws.com`,
    `${ID}.sns.us-east-1.amazonaws.com`,
    `x${ID}.sns.us-east-1.vpce.amazonaws.com`,
    `x.${ID}.sns.us-east-1.vpce.amazonaws.com`,
    "vpce-0123.sns.us-east-1.vpce.amazonaws.com",
    "sns.us-east-1.vpce.amazonaws.com",
    `${ID}.undefined.us-east-1.vpce.amazonaws.com`,
  ])("is no VPC interface endpoint of AWS's own: %s", (host) => {
    expect(awsEndpoint(host)).toBeNull();
  });

  test("with anything before or behind it is another one", () => {
    const listed = fc.constantFrom(...endpointHosts().map(({ host }) => host));
    const label = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    fc.assert(
      fc.property(listed, label, (host, text) => {
        expect(awsEndpoint(`${text}${host}`)).toBeNull();
        expect(awsEndpoint(`${text}.${host}`)).toBeNull();
        expect(awsEndpoint(`${host}${text}`)).toBeNull();
        expect(awsEndpoint(`${host}.${text}.example`)).toBeNull();
      }),
    );
  });

  test("can be any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(awsEndpoint(text)).toBeNull();
      }),
    );
  });
});

describe("a set of regions", () => {
  const ids = (set: string) => regionsIn(set).map(({ region }) => region);

  test("has partitions whole, without regions, and single ones", () => {
    expect(ids("aws-us-gov")).toEqual(["us-gov-east-1", "us-gov-west-1"]);
    expect(ids("aws-cn -cn-north-1 us-gov-west-1")).toEqual(["us-gov-west-1", "cn-northwest-1"]);
    expect(ids("aws")).toHaveLength(partitionById("aws").regions.length);
    expect(ids("")).toEqual([]);
  });
});

describe("partitions", () => {
  test("are found by id and by region", () => {
    expect(PARTITIONS.map(({ id }) => id)).toEqual([...PARTITION_IDS]);
    for (const id of PARTITION_IDS) expect(partitionById(id).id).toBe(id);
    expect(partitionOf("us-gov-east-1")?.id).toBe("aws-us-gov");
    expect(partitionOf("us-iso-east-1")).toBeNull();
    expect(partitionOf("")).toBeNull();
  });

  test("say where Amazon has not named its authority", () => {
    const unsaid = PARTITIONS.filter(({ amazonTrust }) => !amazonTrust.confirmed);
    expect(unsaid.map(({ id }) => id)).toEqual(["aws-us-gov", "aws-cn"]);
  });
});
