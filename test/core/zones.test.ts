import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CONSOLE_HOSTS } from "../../src/core/console-hosts.ts";
import { endpointHosts, ENDPOINT_FORMS } from "../../src/core/endpoints.ts";
import { PARTITIONS, type PartitionId } from "../../src/core/partitions.ts";
import { presetHosts, PRESET_IDS } from "../../src/core/endpoint-presets.ts";
import { awsHost, certifiedElsewhere, isVpcEndpoint } from "../../src/core/zones.ts";
import zones from "../../src/core/zones.json" with { type: "json" };

const said = (host: string) => {
  const found = awsHost(host);
  if (!found) return "nothing";
  if (found.kind === "elsewhere") return found.elsewhere.id;
  return found.kind === "customer" ? "customer" : `${found.kind} ${found.partition}`;
};

describe("a host name of AWS", () => {
  test.each([
    // Services and hosts of customers that AWS certifies.
    ["cloudformation.us-east-1.amazonaws.com", "amazon aws"],
    ["ec2.us-east-1.api.aws", "amazon aws"],
    ["public.ecr.aws", "amazon aws"],
    ["s3.dualstack.eu-west-1.amazonaws.com", "amazon aws"],
    ["my-bucket.s3.eu-west-1.amazonaws.com", "amazon aws"],
    ["my.bucket.s3.amazonaws.com", "amazon aws"],
    ["123456789012.dkr.ecr.us-east-1.amazonaws.com", "amazon aws"],
    ["abcdefghij.execute-api.us-east-1.amazonaws.com", "amazon aws"],
    ["abcdefghij.lambda-url.us-east-1.on.aws", "amazon aws"],
    ["d111111abcdef8.cloudfront.net", "amazon aws"],
    ["d-1234567890.awsapps.com", "amazon aws"],
    ["abc123-ats.iot.us-east-1.amazonaws.com", "amazon aws"],
    ["abc123.credentials.iot.us-east-1.amazonaws.com", "amazon aws"],
    ["mydb.cluster-c8xyzabc1234.us-east-1.neptune.amazonaws.com", "amazon aws"],
    ["oidc.eks.us-east-1.amazonaws.com", "amazon aws"],
    ["eks.us-east-1.amazonaws.com", "amazon aws"],
    ["rds.us-east-1.amazonaws.com", "amazon aws"],
    ["my.proxy-c8xyzabc1234.us-east-1.rds.amazonaws.com", "amazon aws"],
    ["bucket.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com", "amazon aws"],
    // A region that opened after the list was made.
    ["sns.eu-nowhere-7.amazonaws.com", "amazon aws"],
    ["sns.eusc-de-east-1.amazonaws.eu", "amazon aws-eusc"],
    ["sns.eusc-de-east-1.api.amazonwebservices.eu", "amazon aws-eusc"],
    ["valid.rootca1.demo.amazontrust.com", "amazon aws"],
    // Partitions of which AWS does not say it.
    ["sns.us-gov-west-1.amazonaws.com", "unconfirmed aws-us-gov"],
    ["s3-us-gov-west-1.amazonaws.com", "unconfirmed aws-us-gov"],
    ["iam.us-gov.amazonaws.com", "unconfirmed aws-us-gov"],
    ["sns.us-gov-future-3.amazonaws.com", "unconfirmed aws-us-gov"],
    ["us-gov-west-1.s3.us-east-1.amazonaws.com", "amazon aws"],
    ["sns.us-gov-east-1.api.aws", "unconfirmed aws-us-gov"],
    ["start.us-gov-home.awsapps.com", "unconfirmed aws-us-gov"],
    ["sns.cn-north-1.amazonaws.com.cn", "unconfirmed aws-cn"],
    ["sns.cn-north-1.api.amazonwebservices.com.cn", "unconfirmed aws-cn"],
    ["mydb.abc.eusc-de-east-1.rds.amazonaws.eu", "unconfirmed aws-eusc"],
    ["rds.eusc-de-east-1.amazonaws.eu", "amazon aws-eusc"],
    // Machines of customers.
    ["ec2-192-0-2-1.eu-west-1.compute.amazonaws.com", "customer"],
    ["ec2-192-0-2-1.compute-1.amazonaws.com", "customer"],
    ["ec2-192-0-2-1.cn-north-1.compute.amazonaws.com.cn", "customer"],
    ["f5lnz-0khrm.ap-southeast-2.ip.aws", "customer"],
    ["my-alb-1234567890.us-east-1.elb.amazonaws.com", "customer"],
    ["internal-my-alb-1234567890.eu-west-1.elb.amazonaws.com", "customer"],
    ["my-nlb-0123456789abcdef.elb.us-east-2.amazonaws.com", "customer"],
    ["my-nlb-0123456789abcdef.elb.eu-nowhere-7.amazonaws.com", "customer"],
    ["my-alb-1.us-gov-west-1.elb.amazonaws.com", "customer"],
    ["my-env.eu-west-1.elasticbeanstalk.com", "customer"],
    ["my-env.cn-north-1.eb.amazonaws.com.cn", "customer"],
    ["a1234567890abcdef.awsglobalaccelerator.com", "customer"],
    ["x.cvpn-endpoint-0102bc4c2e.prod.clientvpn.us-west-2.amazonaws.com", "customer"],
    ["app.edge-00c3.vai-0ce0.prod.verified-access.us-east-2.amazonaws.com", "customer"],
    ["snra-05c8.rcfg-0c83.4232ccc.vpc-lattice-rsc.us-east-1.on.aws", "customer"],
    ["vpce-0a-b.vpce-svc-0123456789abcdef0.us-east-1.vpce.amazonaws.com", "customer"],
    ["vpce-svc-0123456789abcdef0.us-east-1.vpce.amazonaws.com", "customer"],
    // Other authorities.
    ["www.amazon.com", "amazon-retail"],
    ["amazon.de", "amazon-retail"],
    ["mydb.c8xyzabc1234.us-east-1.rds.amazonaws.com", "rds-database"],
    ["mydb.c8xyzabc1234.us-gov-west-1.rds.amazonaws.com", "rds-database"],
    ["mydb.c8xyzabc1234.rds.cn-north-1.amazonaws.com.cn", "rds-database"],
    ["my-docdb.cluster-c8xyz.us-east-1.docdb.amazonaws.com", "documentdb-cluster"],
    ["my-docdb.cluster-c8xyz.docdb.cn-north-1.amazonaws.com.cn", "documentdb-cluster"],
    ["ABCDEF0123.gr7.us-east-1.eks.amazonaws.com", "eks-cluster"],
    ["ABCDEF0123.yl4.cn-north-1.eks.amazonaws.com.cn", "eks-cluster"],
    ["ABCDEF0123.gr7.eks-cluster.us-west-2.api.aws", "eks-cluster"],
    ["data.iot.us-east-1.amazonaws.com", "iot-legacy"],
    ["abc123.iot.eu-central-1.amazonaws.com", "iot-legacy"],
  ])("%s: %s", (host, kind) => {
    expect(said(host)).toBe(kind);
    expect(said(`${host.toUpperCase()}.`)).toBe(kind);
  });

  test.each([
    "",
    ".",
    "amazonaws.com.evil.example",
    "sns.us-east-1.amazonaws.com.evil.example",
    "xamazonaws.com",
    "amazonaws.com-login.example",
    "amazonaws.co",
    "amazonaws.com.example",
    "my.amazonaws.com.cn.example",
    "xcloudfront.net",
    "on.aws.example",
    // Companies have names of their own below this domain.
    "aws",
    "intranet.aws",
    "xon.aws",
    "a..amazonaws.com",
    ".amazonaws.com",
    "smile.amazon.com",
    "xwww.amazon.com",
    "intranet.corp.example",
    "192.0.2.1",
    "[2001:db8::1]",
    "console.aws.amazon.com.mcas.ms",
  ])("is none: %j", (host) => {
    expect(awsHost(host)).toBeNull();
  });
});

const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,12}[a-z0-9])?$/);
const labels = fc.array(label, { minLength: 1, maxLength: 3 }).map((each) => each.join("."));
const zone = fc.constantFrom(...zones.zones.map((row) => row.zone));
const anyCase = fc.infiniteStream(fc.boolean());

describe("whatever customers call theirs", () => {
  test("below a zone it is AWS's, in any case and with a dot at its end", () => {
    fc.assert(
      fc.property(labels, zone, anyCase, fc.boolean(), (before, name, upper, dot) => {
        const host = `${before}.${name}`;
        const written = Array.from(host, (char) =>
          upper.next().value ? char.toUpperCase() : char,
        ).join("");
        expect(awsHost(host)).not.toBeNull();
        expect(said(`${written}${dot ? "." : ""}`)).toBe(said(host));
      }),
      { numRuns: 1000 },
    );
  });

  test("a bucket, an API, a function or a distribution is expected to be Amazon's", () => {
    const service = fc.constantFrom(
      "s3.us-east-1.amazonaws.com",
      "s3.amazonaws.com",
      "execute-api.eu-west-1.amazonaws.com",
      "lambda-url.eu-west-1.on.aws",
      "cloudfront.net",
      "sns.eu-west-1.vpce.amazonaws.com",
    );
    fc.assert(
      fc.property(label, service, (name, below) => {
        expect(said(`${name}.${below}`)).toBe("amazon aws");
      }),
      { numRuns: 1000 },
    );
  });

  test("a load balancer or a machine is its customer's", () => {
    const service = fc.constantFrom(
      "eu-west-1.elb.amazonaws.com",
      "elb.eu-west-1.amazonaws.com",
      "eu-west-1.compute.amazonaws.com",
      "eu-west-1.elasticbeanstalk.com",
    );
    fc.assert(
      fc.property(labels, service, (name, below) => {
        expect(said(`${name}.${below}`)).toBe("customer");
      }),
    );
  });

  const names = zones.zones.map((row) => row.zone);
  const below = new Set(names.filter((name) => names.some((other) => name.endsWith(`.${other}`))));

  test("without a dot before the zone, or with anything behind it, it is somebody else's", () => {
    fc.assert(
      fc.property(label, zone, (text, name) => {
        if (!below.has(name)) expect(awsHost(`${text}${name}`)).toBeNull();
        expect(awsHost(`${name}${text}`)).toBeNull();
        expect(awsHost(`${name}.${text}.example`)).toBeNull();
        expect(awsHost(`x.${name}.${text}.example`)).toBeNull();
        expect(awsHost(`x.${name}-${text}.example`)).toBeNull();
      }),
    );
  });

  test("any text has an answer", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect([null, "customer"]).toContain(awsHost(text)?.kind ?? null);
        expect(certifiedElsewhere(text)).toBeNull();
      }),
    );
  });
});

test("every listed endpoint is AWS's, in its own partition, and certified by nobody else", () => {
  for (const form of ENDPOINT_FORMS) {
    for (const { host, partition } of endpointHosts({ form })) {
      expect([host, awsHost(host)]).toEqual([host, expect.objectContaining({ partition })]);
      expect([host, isVpcEndpoint(host)]).toEqual([host, false]);
    }
  }
});

test("every host of a preset and of the console is AWS's, in its own partition", () => {
  const isOf = (host: string, partition: PartitionId) =>
    expect([host, awsHost(host)]).toEqual([host, expect.objectContaining({ partition })]);
  for (const { id } of PARTITIONS) {
    for (const preset of PRESET_IDS) {
      for (const host of presetHosts(preset, id)) isOf(host, id);
    }
  }
  for (const { domain, partition } of CONSOLE_HOSTS) {
    const { regions } = PARTITIONS.find(({ id }) => id === partition)!;
    isOf(domain.replace("{region}", regions[0]!.id), partition);
  }
});

test.each([
  ["vpce-0123456789abcdef0-abcdefgh.sns.us-east-1.vpce.amazonaws.com", true],
  ["vpce-0123456789abcdef0-abcdefgh.some-new-service.us-gov-west-1.vpce.amazonaws.com", true],
  ["VPCE-0123456789abcdef0-abcdefgh.sns.cn-north-1.vpce.amazonaws.com.cn.", true],
  ["vpce-0a-b.vpce-svc-0123456789abcdef0.us-east-1.vpce.amazonaws.com", false],
  ["sns.us-east-1.amazonaws.com", false],
  ["a.us-east-1.vpce.amazonaws.com.evil.example", false],
  ["vpce.corp.example", false],
])("whether %s is a VPC endpoint of a service: %s", (host, is) => {
  expect(isVpcEndpoint(host)).toBe(is);
});
