import { describe, expect, test } from "vitest";
import type { Certificate } from "../../src/core/certificate.ts";
import {
  expectsAmazon,
  findEndpoint,
  type EndpointContext,
} from "../../src/core/endpoint-finding.ts";
import { inspectorOf, type Inspector } from "../../src/core/inspector.ts";
import type { Observation } from "../../src/core/observation.ts";
import { FAILURE_CODES } from "../../src/core/vocabulary.ts";
import { layerOf } from "../../src/core/failure.ts";
import {
  catalogue,
  certificate,
  failure,
  INSPECTOR,
  observation,
  rootCertificate,
  rootOf,
  TLS,
} from "../made-up.ts";

const AWS = "https://sns.us-east-1.amazonaws.com/";
const CHINA = "https://sns.cn-north-1.amazonaws.com.cn/";
const CONSOLE = "https://eu-central-1.console.aws.amazon.com/";
const PRIVATE = "https://intranet.corp.example/";

const leaf = certificate("leaf");
const foreign = (name: string) =>
  certificate(`leaf by ${name}`, {
    issuer: `CN=${name}`,
    issuerName: name,
    issuerOrganization: name,
  });
const publicRoot = certificate("Some Public Root", { builtIn: true });

interface Case {
  url?: string;
  seen?: Partial<Observation>;
  chain?: Certificate[];
  around?: Partial<EndpointContext>;
}

/** What is found of a chain that the browser showed, leaf first. */
function found({ url = AWS, seen = {}, chain = [], around = {} }: Case) {
  const certificates = Object.fromEntries(chain.map((each) => [each.sha256, each]));
  const evidence = chain.length > 1 ? "anchor" : chain.length ? "issuer" : "load";
  const observed = observation({
    kind: "endpoint",
    root: null,
    url,
    evidence,
    tls: chain.length ? TLS : null,
    chain: chain.map(({ sha256 }) => sha256),
    ...seen,
  });
  return findEndpoint(observed, {
    catalogue,
    certificates,
    baselineLoaded: true,
    inspector: null,
    approvedInspectors: [],
    ...around,
  });
}

const inspects = (chain: Certificate[], approved: readonly string[] = []): Inspector =>
  inspectorOf(
    observation({ evidence: "anchor", chain: chain.map(({ sha256 }) => sha256) }),
    Object.fromEntries(chain.map((each) => [each.sha256, each])),
    approved,
  )!;

describe("a host that loaded", () => {
  const amazons = [leaf, certificate("intermediate"), rootCertificate(rootOf("amazon-root-ca-1"))];

  test.each([AWS, CONSOLE, CHINA, PRIVATE])("%s: on an Amazon root is trusted by it", (url) => {
    expect(found({ url, chain: amazons })).toEqual({
      finding: "trusted",
      authority: "amazon",
      anchor: "amazon-root-ca-1",
      inspector: null,
    });
  });

  test("on a private cross-certificate of an Amazon root is trusted by that", () => {
    expect(found({ chain: [...amazons, INSPECTOR] })).toMatchObject({
      finding: "trusted-by-cross-sign",
      authority: "amazon",
      anchor: null,
    });
  });

  test("of which nothing was shown is trusted, by nobody in particular", () => {
    for (const url of [AWS, PRIVATE]) {
      expect(found({ url })).toMatchObject({ finding: "trusted", authority: "unseen" });
    }
  });

  test.each([AWS, CONSOLE, CHINA, PRIVATE])(
    "%s: on another public root is trusted, and inspected by nobody",
    (url) => {
      const around = { inspector: inspects([foreign("x"), publicRoot]) };
      for (const known of [{}, around]) {
        expect(found({ url, chain: [foreign("x"), publicRoot], around: known })).toMatchObject({
          finding: "trusted",
          authority: "public",
          inspector: null,
        });
      }
    },
  );

  test("on a root that was added is inspected where Amazon's certificates belong", () => {
    const chain = [foreign("Example Inspection Root CA"), INSPECTOR];
    for (const url of [AWS, CONSOLE]) {
      expect(found({ url, chain })).toMatchObject({
        finding: "inspected",
        authority: "local",
        inspector: { name: INSPECTOR.name, approved: false },
      });
    }
  });

  test.each([
    "https://cloudformation.us-east-1.amazonaws.com/",
    "https://ec2.us-east-1.api.aws/",
    "https://public.ecr.aws/",
    "https://my.bucket.s3.eu-west-1.amazonaws.com/",
    "https://d111111abcdef8.cloudfront.net/",
    "https://vpce-0123456789abcdef0-abcdefgh.kms.us-east-1.vpce.amazonaws.com/",
    "https://sns.eusc-de-east-1.amazonaws.eu/",
    // No shop of Amazon's has a private authority either.
    "https://www.amazon.com/",
  ])("%s: on a root that was added is inspected, whoever has added it", (url) => {
    const chain = [foreign("Example Inspection Root CA"), INSPECTOR];
    expect(found({ url, chain })).toMatchObject({ finding: "inspected", authority: "local" });
    // Of a leaf alone no more can be said than that it is not Amazon's, unless its issuer is known to inspect.
    const around = { inspector: inspects(chain) };
    expect(found({ url, chain: [chain[0]!], around })).toMatchObject({ finding: "inspected" });
  });

  test.each([
    "https://my-alb-1234567890.us-east-1.elb.amazonaws.com/",
    "https://ec2-192-0-2-1.eu-west-1.compute.amazonaws.com/",
    "https://my-env.eu-west-1.elasticbeanstalk.com/",
    "https://vpce-0a-b.vpce-svc-0123456789abcdef0.us-east-1.vpce.amazonaws.com/",
    "https://mydb.c8xyzabc1234.us-east-1.rds.amazonaws.com/",
    "https://ABCDEF0123.gr7.us-east-1.eks.amazonaws.com/",
    "https://amazonaws.com.corp.example/",
  ])("%s: on a root that was added is its owner's business", (url) => {
    const chain = [foreign("Example Corp Root CA"), INSPECTOR];
    expect(found({ url, chain })).toMatchObject({ finding: "trusted", authority: "local" });
  });

  test.each([AWS, CHINA, PRIVATE, "https://my-alb-1.us-east-1.elb.amazonaws.com/"])(
    "%s: on an added root with the name of an inspecting product is inspected",
    (url) => {
      const product = certificate("Zscaler Root CA", { builtIn: false });
      expect(found({ url, chain: [foreign("Zscaler Root CA"), product] })).toMatchObject({
        finding: "inspected",
        inspector: { product: "Zscaler" },
      });
    },
  );

  test("of an inspecting product's maker, on a public root or a root of its own, is not inspected", () => {
    const own = certificate("FortiGate", { builtIn: false, issuer: "CN=FortiGate,O=Fortinet" });
    const url = "https://firewall.corp.example/";
    expect(found({ url, chain: [own], seen: { evidence: "anchor" } })).toMatchObject({
      finding: "trusted",
      authority: "local",
    });
    const named = { ...leaf, subject: "CN=vpn.zscaler.example,O=Zscaler Inc" };
    expect(found({ url, chain: [named, publicRoot] }).finding).toBe("trusted");
    expect(found({ url, chain: [named, INSPECTOR] }).finding).toBe("trusted");
  });

  test("on a root that was added is its owner's business elsewhere, unless that root is seen to inspect", () => {
    const chain = [foreign("Example Inspection Root CA"), INSPECTOR];
    for (const url of [PRIVATE, CHINA]) {
      expect(found({ url, chain })).toMatchObject({
        finding: "trusted",
        authority: "local",
        inspector: null,
      });
      const around = { inspector: inspects(chain) };
      expect(found({ url, chain, around })).toMatchObject({ finding: "inspected" });
      const other = {
        inspector: inspects([leaf, certificate("Another Root", { builtIn: false })]),
      };
      expect(found({ url, chain, around: other })).toMatchObject({ finding: "trusted" });
    }
  });

  test("is inspected, and approved, where an administrator approved the key", () => {
    const chain = [foreign("Example Inspection Root CA"), INSPECTOR];
    const around = { approvedInspectors: [INSPECTOR.spkiSha256] };
    for (const url of [AWS, PRIVATE]) {
      expect(found({ url, chain, around })).toMatchObject({
        finding: "inspected",
        inspector: { approved: true },
      });
    }
  });

  test("whose end cannot be told accuses nobody", () => {
    const torn = { ...INSPECTOR, reportedSpkiSha256: "ab".repeat(32) };
    expect(found({ chain: [leaf, torn] })).toMatchObject({
      finding: "inconclusive",
      authority: "unseen",
    });
  });

  test("through a warning that was clicked away is an exception, whoever signed", () => {
    const seen = { tls: { ...TLS, exception: "untrusted-issuer" as const } };
    for (const chain of [amazons, [foreign("x"), INSPECTOR]]) {
      expect(found({ chain, seen })).toMatchObject({ finding: "exception", inspector: null });
    }
  });
});

describe("a host of which only the leaf was seen", () => {
  test("is trusted where Amazon stands as issuer", () => {
    expect(found({ chain: [leaf] })).toMatchObject({ finding: "trusted", authority: "amazon" });
  });

  test("with another issuer is no proof of anything where Amazon's belong, and no matter elsewhere", () => {
    expect(found({ chain: [foreign("Some CA")] })).toMatchObject({ finding: "inconclusive" });
    expect(found({ url: PRIVATE, chain: [foreign("Some CA")] })).toMatchObject({
      finding: "trusted",
      authority: "unseen",
    });
  });

  test("is inspected where the issuer has the name of a product, or of who is seen to inspect", () => {
    const zscaler = foreign("Zscaler Intermediate Root CA");
    expect(found({ chain: [zscaler] })).toMatchObject({
      finding: "inspected",
      inspector: { product: "Zscaler" },
    });
    const around = { inspector: { ...inspects([leaf, INSPECTOR]), name: "Corp CA" } };
    for (const url of [AWS, PRIVATE]) {
      expect(found({ url, chain: [foreign("Corp CA")], around })).toMatchObject({
        finding: "inspected",
      });
      expect(found({ url, chain: [foreign("Other CA")], around }).finding).not.toBe("inspected");
    }
  });
});

describe("a host that failed", () => {
  const of = (code: (typeof FAILURE_CODES)[number], baselineLoaded = true) =>
    findEndpoint(failure(code, { kind: "endpoint", root: null, url: AWS }), {
      catalogue,
      certificates: {},
      baselineLoaded,
      inspector: null,
      approvedInspectors: [],
    }).finding;

  /** Words unread, and questions unanswered, say nothing against a certificate. */
  const silent = ["certificate-other", "revocation-unknown"];

  test.each(FAILURE_CODES.map((code) => [code] as const))("with %s", (code) => {
    const expected =
      code === "known-interception"
        ? "inspected"
        : layerOf(code) === "certificate" && !silent.includes(code)
          ? "not-trusted"
          : "inconclusive";
    expect(of(code)).toBe(expected);
    // Nothing is red while the baseline fails.
    expect(of(code, false)).not.toBe("not-trusted");
  });
});

test("a certificate fault in a known word is a refusal, one in words that nobody can read is none", () => {
  const of = (symbol: string | null) =>
    findEndpoint(
      failure("certificate-other", {
        kind: "endpoint",
        url: AWS,
        failure: { code: "certificate-other", raw: "Ein neuer Satz.", symbol },
      }),
      {
        catalogue,
        certificates: {},
        baselineLoaded: true,
        inspector: null,
        approvedInspectors: [],
      },
    ).finding;
  expect([of("SEC_ERROR_NEW"), of(null)]).toEqual(["not-trusted", "inconclusive"]);
});

test.each([
  [AWS, true],
  [CONSOLE, true],
  ["https://vpce-0123456789abcdef0-abcdefgh.sns.us-east-1.vpce.amazonaws.com/", true],
  ["https://bucket.s3.us-east-1.amazonaws.com/", true],
  [CHINA, false],
  [PRIVATE, false],
  ["https://www.amazon.com/", false],
  ["https://[2001:db8::1]:8443/", false],
])("whether %s is to have Amazon's certificate: %s", (url, expected) => {
  expect(expectsAmazon(url)).toBe(expected);
});
