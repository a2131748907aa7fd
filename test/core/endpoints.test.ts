import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  awsEndpoint,
  certifiedElsewhere,
  endpointHosts,
  SERVICE_IDS,
  SERVICES,
  type ServiceId,
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
        privateLink: false,
      },
    ]);
  });

  test("of a region are of each service that is there", () => {
    expect(hostsOf({ region: "us-east-1" })).toEqual([
      "sns.us-east-1.amazonaws.com",
      "email.us-east-1.amazonaws.com",
      "ec2.us-east-1.amazonaws.com",
      "dynamodb.us-east-1.amazonaws.com",
      "s3.us-east-1.amazonaws.com",
      "sts.us-east-1.amazonaws.com",
      "sqs.us-east-1.amazonaws.com",
      "lambda.us-east-1.amazonaws.com",
      "data-ats.iot.us-east-1.amazonaws.com",
    ]);
    expect(hostsOf({ region: "eusc-de-east-1" })).toEqual([
      "sns.eusc-de-east-1.amazonaws.eu",
      "email.eusc-de-east-1.amazonaws.eu",
      "ec2.eusc-de-east-1.amazonaws.eu",
      "dynamodb.eusc-de-east-1.amazonaws.eu",
      "s3.eusc-de-east-1.amazonaws.eu",
      "sts.eusc-de-east-1.amazonaws.eu",
      "sqs.eusc-de-east-1.amazonaws.eu",
      "lambda.eusc-de-east-1.amazonaws.eu",
    ]);
  });

  test.each<[PartitionId, string[]]>([
    ["aws", ["s3.amazonaws.com", "sts.amazonaws.com", "cloudfront.amazonaws.com"]],
    ["aws-us-gov", []],
    ["aws-cn", ["cloudfront.cn-northwest-1.amazonaws.com.cn"]],
    ["aws-eusc", []],
  ])("of no region: %s", (partition, hosts) => {
    const global = endpointHosts({ partition }).filter(({ region }) => region === null);
    expect(global.map(({ host }) => host)).toEqual(hosts);
  });

  test.each<[ServiceId, string]>([
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
      "data.ats.iot.cn-north-1.amazonaws.com.cn",
      "data-ats.iot.cn-northwest-1.amazonaws.com.cn",
    ]);
  });

  test("are recognised, each as itself", () => {
    for (const endpoint of endpointHosts()) {
      expect(awsEndpoint(endpoint.host)).toEqual(endpoint);
      expect(awsEndpoint(`${endpoint.host.toUpperCase()}.`)).toEqual(endpoint);
    }
  });

  test("know partition and name of all that they name", () => {
    for (const { partition, service, region } of endpointHosts()) {
      expect(PARTITION_IDS).toContain(partition);
      expect(SERVICE_IDS).toContain(service);
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
    "sns.us-east-1.api.aws",
    "https://sns.us-east-1.amazonaws.com",
    "sns.us-east-1.amazonaws.com:443",
    "d111111abcdef8.cloudfront.net",
    "abc123-ats.iot.us-east-1.amazonaws.com",
  ])("is none of the listed: %s", (host) => {
    expect(awsEndpoint(host)).toBeNull();
  });

  const ID = "vpce-0123456789abcdef0-abcdefgh";

  test.each<[string, ServiceId, string]>([
    [`${ID}.sns.us-east-1.vpce.amazonaws.com`, "sns", "us-east-1"],
    [`${ID}-us-east-1a.sns.us-east-1.vpce.amazonaws.com`, "sns", "us-east-1"],
    [`${ID}.email.eu-west-1.vpce.amazonaws.com`, "ses", "eu-west-1"],
    [`${ID}.dynamodb.us-gov-west-1.vpce.amazonaws.com`, "dynamodb", "us-gov-west-1"],
    [`${ID}.sqs.cn-northwest-1.vpce.amazonaws.com.cn`, "sqs", "cn-northwest-1"],
    [`${ID}.lambda.eusc-de-east-1.vpce.amazonaws.eu`, "lambda", "eusc-de-east-1"],
    ["vpce-0a1b2c3d-0a1b2c3d.ec2.us-west-2.vpce.amazonaws.com", "ec2", "us-west-2"],
    [`${ID.toUpperCase()}.STS.us-west-2.vpce.amazonaws.com.`, "sts", "us-west-2"],
  ])("is a VPC interface endpoint: %s", (host, service, region) => {
    expect(awsEndpoint(host)).toEqual({
      host: host.toLowerCase().replace(/\.$/, ""),
      service,
      partition: partitionOf(region)!.id,
      region,
      privateLink: true,
    });
  });

  test.each([
    // A service of a customer's own, with the customer's certificate.
    `${ID}.vpce-svc-0123456789abcdef0.us-east-1.vpce.amazonaws.com`,
    "vpce-svc-0123456789abcdef0.us-east-1.vpce.amazonaws.com",
    `${ID}.execute-api.us-east-1.vpce.amazonaws.com`,
    `bucket.${ID}.s3.us-east-1.vpce.amazonaws.com`,
    `${ID}.s3.us-east-1.vpce.amazonaws.com`,
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
        expect(certifiedElsewhere(text)).toBeNull();
      }),
    );
  });
});

describe("certified elsewhere", () => {
  test.each([
    ["www.amazon.com", "amazon-retail", "DigiCert"],
    ["WWW.Amazon.com.", "amazon-retail", "DigiCert"],
    ["mydb.c8xyzabc1234.us-east-1.rds.amazonaws.com", "rds-database", "Amazon RDS"],
    ["my-db.cluster-ro-c8xyzabc1234.eu-west-1.rds.amazonaws.com", "rds-database", "Amazon RDS"],
    ["mydb.c8xyzabc1234.us-gov-west-1.rds.amazonaws.com", "rds-database", "Amazon RDS"],
    ["mydb.c8xyzabc1234.rds.cn-north-1.amazonaws.com.cn", "rds-database", "Amazon RDS"],
  ])("is %s (%s)", (host, id, authority) => {
    expect(certifiedElsewhere(host)).toMatchObject({ id, authority });
  });

  test.each([
    "amazon.com",
    "aws.amazon.com",
    "xwww.amazon.com",
    "www.amazon.com.evil.example",
    // The API of RDS, and its proxies.
    "rds.us-east-1.amazonaws.com",
    "rds.cn-north-1.amazonaws.com.cn",
    "my.proxy-c8xyzabc1234.us-east-1.rds.amazonaws.com",
    "us-east-1.rds.amazonaws.com",
    "c8xyzabc1234.us-east-1.rds.amazonaws.com",
    "a.b.c8xyzabc1234.us-east-1.rds.amazonaws.com",
    "mydb.c8xyzabc1234.nowhere-1.rds.amazonaws.com",
    "mydb.c8xyzabc1234.us-east-1.rds.amazonaws.com.evil.example",
    "mydb..us-east-1.rds.amazonaws.com",
    "mydb.c8xyzabc1234.cn-north-1.rds.amazonaws.com.cn",
  ])("is not %s", (host) => {
    expect(certifiedElsewhere(host)).toBeNull();
  });

  test("is none of the listed endpoints", () => {
    for (const { host } of endpointHosts()) expect(certifiedElsewhere(host)).toBeNull();
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

  test("have the services in the order of their ids", () => {
    expect(SERVICES.map(({ id }) => id)).toEqual([...SERVICE_IDS]);
  });
});
