import { describe, expect, test } from "vitest";
import { isTrouble, type EndpointFinding } from "../../src/core/endpoint-finding.ts";
import { placeText } from "../../src/core/endpoint-input.ts";
import { coversHost, patternFor } from "../../src/core/match-pattern.ts";
import { endpointMeaning } from "../../src/core/endpoint-meaning.ts";
import { endpointAdvice, type EndpointAdvice } from "../../src/guidance/endpoint-advice.ts";
import type { Observation } from "../../src/core/observation.ts";
import type { FailureCode } from "../../src/core/vocabulary.ts";
import { certificate, failure, INSPECTOR, observation } from "../made-up.ts";

const AWS = "https://sns.us-east-1.amazonaws.com/";
const OWN = "https://intranet.corp.example/";
const VPC = "https://vpce-0123456789abcdef0-abcdefgh.sns.us-east-1.vpce.amazonaws.com/";
const CHINA = "https://sns.cn-north-1.amazonaws.com.cn/";
const BALANCER = "https://my-alb-1234567890.us-east-1.elb.amazonaws.com/";
const RETAIL = "https://www.amazon.com/";
const DATABASE = "https://mydb.abcdefghijkl.us-east-1.rds.amazonaws.com/";
const DOTTED = "https://my.bucket.s3.eu-west-1.amazonaws.com/";
const TWICE = "https://bucket.bucket.s3.amazonaws.com/";
/** AWS hosts of other kinds than the listed endpoints. */
const UNLISTED =
  `cloudformation.us-east-1.amazonaws.com kms.eu-west-1.amazonaws.com ec2.us-east-1.api.aws
  public.ecr.aws my-bucket.s3.eu-west-1.amazonaws.com my.bucket.s3.amazonaws.com
  s3.dualstack.eu-west-1.amazonaws.com sns-fips.us-east-1.amazonaws.com d111111abcdef8.cloudfront.net
  abc123-ats.iot.us-east-1.amazonaws.com oidc.us-east-1.amazonaws.com`.split(/\s+/);
/** Hosts with authorities of their own. */
const OTHERS =
  `mydb.c8xyzabc1234.us-east-1.rds.amazonaws.com docs.cluster-c8.us-east-1.docdb.amazonaws.com
  ABCDEF.gr7.us-east-1.eks.amazonaws.com ABCDEF.gr7.eks-cluster.us-west-2.api.aws
  data.iot.us-east-1.amazonaws.com abc123.iot.us-east-1.amazonaws.com`.split(/\s+/);

const plain: EndpointFinding = {
  finding: "trusted",
  authority: "unseen",
  anchor: null,
  inspector: null,
};
const inspector = {
  name: INSPECTOR.name,
  organization: null,
  spkiSha256: null,
  product: null,
  approved: false,
};

describe("what a finding rests on", () => {
  const leaf = certificate("leaf", { issuerName: "Public CA" });
  const last = certificate("Some Root");
  const broken = { readable: false, sha256: "b", der: "", reportedSpkiSha256: null, builtIn: null };
  const table = { [leaf.sha256]: leaf, [last.sha256]: last, b: broken as never };
  const said = (found: Partial<EndpointFinding>, seen: Partial<Observation> = {}) =>
    endpointMeaning(observation({ url: AWS, ...seen }), { ...plain, ...found }, table);
  const anchored = { evidence: "anchor", chain: [leaf.sha256, last.sha256] } as const;

  test.each([
    ["loaded", {}, {}, null],
    ["amazon-anchor", { authority: "amazon", anchor: "amazon-root-ca-1" }, anchored, null],
    ["amazon-issuer", { authority: "amazon" }, { evidence: "issuer", chain: ["x"] }, null],
    ["private-cross-sign", { finding: "trusted-by-cross-sign" }, anchored, null],
    ["public", { authority: "public" }, anchored, "Some Root"],
    ["local", { authority: "local" }, anchored, "Some Root"],
    ["local", { authority: "local" }, { evidence: "anchor", chain: ["b"] }, null],
    ["other-issuer", {}, { evidence: "issuer", chain: [leaf.sha256] }, "Public CA"],
    ["inspected", { finding: "inspected", inspector }, anchored, INSPECTOR.name],
    [
      "inspected-approved",
      { finding: "inspected", inspector: { ...inspector, approved: true } },
      anchored,
      INSPECTOR.name,
    ],
    ["exception", { finding: "exception" }, anchored, null],
    ["unclear", { finding: "inconclusive" }, anchored, null],
  ] as const)("is %s", (meaning, found, seen, name) => {
    expect(said(found as Partial<EndpointFinding>, seen as Partial<Observation>)).toEqual({
      meaning,
      name,
    });
  });

  test("is its failure where it failed", () => {
    expect(endpointMeaning(failure("dns"), plain, {})).toEqual({ meaning: null, name: null });
  });
});

describe("what to do", () => {
  const advice = (code: FailureCode, url: string, finding: EndpointFinding["finding"]) =>
    endpointAdvice(failure(code, { url }), { ...plain, finding });

  test.each<[EndpointAdvice | null, FailureCode, string, EndpointFinding["finding"]]>([
    ["amazon-root", "untrusted-issuer", AWS, "not-trusted"],
    ["amazon-root", "untrusted-issuer", VPC, "not-trusted"],
    ["other-root", "untrusted-issuer", OWN, "not-trusted"],
    ["other-root", "untrusted-issuer", BALANCER, "not-trusted"],
    ["aws-root", "untrusted-issuer", CHINA, "not-trusted"],
    ["public-root", "untrusted-issuer", RETAIL, "not-trusted"],
    [null, "untrusted-issuer", DATABASE, "not-trusted"],
    ["own-name", "name-mismatch", OWN, "not-trusted"],
    ["vpc-name", "name-mismatch", VPC, "not-trusted"],
    ["aws-name", "name-mismatch", AWS, "not-trusted"],
    ["customer-name", "name-mismatch", BALANCER, "not-trusted"],
    ["dotted-bucket", "name-mismatch", DOTTED, "not-trusted"],
    ["bucket-twice", "name-mismatch", TWICE, "not-trusted"],
    ["other-certificate", "date-invalid", AWS, "not-trusted"],
    ["other-certificate", "date-invalid", DOTTED, "not-trusted"],
    ["somebody-else", "self-signed", AWS, "not-trusted"],
    ["somebody-else", "self-signed", CHINA, "not-trusted"],
    ["other-certificate", "self-signed", BALANCER, "not-trusted"],
    ["other-certificate", "self-signed", OWN, "not-trusted"],
    ["inspected", "known-interception", AWS, "inspected"],
    ["vpc-only", "dns", VPC, "inconclusive"],
    ["name-unknown", "dns", OWN, "inconclusive"],
    ["network", "refused", AWS, "inconclusive"],
    ["network", "timeout", VPC, "inconclusive"],
    ["permission", "permission-missing", AWS, "inconclusive"],
    ["unclear", "untrusted-issuer", AWS, "inconclusive"],
    ["revocation", "revocation-unknown", AWS, "inconclusive"],
  ])("is %s after %s", (expected, code, url, finding) => {
    expect(advice(code, url, finding)).toBe(expected);
  });

  test.each(UNLISTED)("%s is never taken for a host of one's own", (host) => {
    expect(advice("untrusted-issuer", `https://${host}/`, "not-trusted")).toBe("amazon-root");
  });

  test.each(OTHERS)("%s, refused for its own authority, is as it should be", (host) => {
    const url = `https://${host}/`;
    for (const code of ["untrusted-issuer", "self-signed"] as const) {
      expect(advice(code, url, "not-trusted")).toBeNull();
      expect(isTrouble(failure(code, { url }), { ...plain, finding: "not-trusted" })).toBe(false);
    }
    expect(advice("date-invalid", url, "not-trusted")).toBe("other-certificate");
  });

  test("is nothing where it is as it should be, and something where an exception hides that", () => {
    const loaded = observation({ url: AWS });
    expect(endpointAdvice(loaded, plain)).toBeNull();
    expect(endpointAdvice(loaded, { ...plain, finding: "exception" })).toBe("exception");
    expect(endpointAdvice(loaded, { ...plain, finding: "inconclusive" })).toBe("unclear");
    const approved = { ...plain, finding: "inspected", inspector } as const;
    expect(endpointAdvice(loaded, approved)).toBe("inspected");
    const fine = { ...approved, inspector: { ...inspector, approved: true } };
    expect([endpointAdvice(loaded, fine), isTrouble(loaded, fine)]).toEqual([null, false]);
  });
});

describe("a permission", () => {
  test.each([
    ["<all_urls>", "a.example", true],
    ["https://*/*", "a.example", true],
    ["*://*/*", "[::1]", true],
    ["https://a.example/*", "a.example", true],
    ["https://a.example/*", "b.a.example", false],
    ["https://*.a.example/*", "a.example", true],
    ["https://*.a.example/*", "b.a.example", true],
    ["https://*.a.example/*", "ba.example", false],
    ["http://a.example/*", "a.example", false],
    ["https://[::1]/*", "[::1]", true],
    ["nothing", "nothing", false],
    ["", "", false],
  ])("%s covers %s: %s", (pattern, host, covers) => {
    expect(coversHost(pattern, host)).toBe(covers);
  });

  test("that is asked for covers its own host", () => {
    for (const { url } of [{ url: AWS }, { url: VPC }, { url: "https://[2001:db8::1]:8443/" }]) {
      const { hostname } = new URL(url);
      expect(coversHost(patternFor(hostname), hostname)).toBe(true);
    }
  });
});

test("a place is kept as it is typed", () => {
  expect(placeText({ url: "https://a.example:8443/" })).toBe("a.example:8443");
  expect(placeText({ url: "https://[::1]/" })).toBe("[::1]");
});
