import { describe, expect, test } from "vitest";
import type { Certificate } from "../../src/core/certificate.ts";
import {
  expectsAmazon,
  findEndpoint,
  type EndpointSurroundings,
} from "../../src/core/endpoint-finding.ts";
import { inspectorOf, type Inspector } from "../../src/core/inspector.ts";
import type { Observation } from "../../src/core/observation.ts";
import { FAILURE_CODES } from "../../src/core/words.ts";
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
  around?: Partial<EndpointSurroundings>;
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

  test.each(FAILURE_CODES.map((code) => [code] as const))("with %s", (code) => {
    const expected =
      code === "known-interception"
        ? "inspected"
        : layerOf(code) === "certificate" && code !== "certificate-other"
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
  [CHINA, false],
  [PRIVATE, false],
  ["https://www.amazon.com/", false],
  ["https://bucket.s3.us-east-1.amazonaws.com/", false],
])("whether %s is to have Amazon's certificate: %s", (url, expected) => {
  expect(expectsAmazon(url)).toBe(expected);
});
