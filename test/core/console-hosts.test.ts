import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CONSOLE_HOSTS,
  consoleOrigins,
  consolePage,
  type ConsoleRole,
} from "../../src/core/console-hosts.ts";
import { PARTITIONS, type PartitionId } from "../../src/core/partitions.ts";
import { parseUrl } from "../../src/core/parse-url.ts";

const BUCKET = "s3.us-east-1.amazonaws.com";

describe("a page of AWS", () => {
  test.each<[string, PartitionId, ConsoleRole]>([
    ["https://console.aws.amazon.com/", "aws", "console"],
    ["https://console.aws.amazon.com/console/home?region=us-east-1#", "aws", "console"],
    ["https://us-east-1.console.aws.amazon.com/ec2/home", "aws", "console"],
    ["https://eu-central-1.console.aws.amazon.com/", "aws", "console"],
    ["https://s3.console.aws.amazon.com/s3/buckets", "aws", "console"],
    ["https://support.console.aws.amazon.com/support/home", "aws", "console"],
    ["https://us-east-1.support.console.aws.amazon.com/", "aws", "console"],
    ["https://123456789012-abcdefgh.us-east-1.console.aws.amazon.com/", "aws", "console"],
    ["https://sa-west-1.console.aws.amazon.com/", "aws", "console"],
    ["https://CONSOLE.AWS.AMAZON.COM/", "aws", "console"],
    ["https://console.aws.amazon.com./", "aws", "console"],
    ["https://console.aws.amazon.com:443/", "aws", "console"],
    ["https://ｃonsole.aws.amazon.com/", "aws", "console"],
    ["https://health.aws.amazon.com/health/home", "aws", "console"],
    ["https://us-east-1.prod.pr.analytics.console.aws.a2z.com/", "aws", "console"],
    ["https://signin.aws.amazon.com/console", "aws", "sign-in"],
    ["https://us-east-2.signin.aws.amazon.com/oauth", "aws", "sign-in"],
    ["https://123456789012.signin.aws.amazon.com/console", "aws", "sign-in"],
    ["https://my-alias.signin.aws.amazon.com/console", "aws", "sign-in"],
    ["https://eu-west-1.signin.aws/platform/d-1234567890/login", "aws", "sign-in"],
    ["https://eu-west-2.sso.signin.aws/platform/d-1234567890/login", "aws", "sign-in"],
    ["https://ssoins-0123456789abcdef.portal.us-east-1.app.aws/", "aws", "sign-in"],
    ["https://ssoins-0123456789abcdef.portal.eu-north-1.app.aws/#/console", "aws", "sign-in"],
    ["https://ssoins-0123456789abcdef.us-east-1.portal.amazonaws.com/", "aws", "sign-in"],
    ["https://ssoins-0123456789abcdef.ap-south-2.portal.amazonaws.com/start", "aws", "sign-in"],
    ["https://d-1234567890.awsapps.com/start", "aws", "sign-in"],
    ["https://d-1234567890.awsapps.com/start/#/?tab=accounts", "aws", "sign-in"],
    ["https://my-company.awsapps.com/start?x=1", "aws", "sign-in"],
    ["https://view.awsapps.com/start/#/device", "aws", "sign-in"],
    ["https://phd.aws.amazon.com/phd/home#/", "aws", "console"],
    ["https://identitycenter.amazonaws.com/ssoins-0123456789abcdef", "aws", "sign-in"],
    ["https://identitycenter.amazonaws.com.cn/ssoins-0123456789abcdef", "aws-cn", "sign-in"],
    ["https://identitycenter.amazonaws.eu/ssoins-0123456789abcdef", "aws-eusc", "sign-in"],
    ["https://profile.aws.amazon.com/#/profile/details", "aws", "sign-in"],
    ["https://portal.aws.amazon.com/billing/signup", "aws", "sign-in"],
    ["https://console.amazonaws-us-gov.com/", "aws-us-gov", "console"],
    ["https://us-gov-west-1.console.amazonaws-us-gov.com/s3", "aws-us-gov", "console"],
    ["https://phd.amazonaws-us-gov.com/phd/home", "aws-us-gov", "console"],
    ["https://signin.amazonaws-us-gov.com/saml", "aws-us-gov", "sign-in"],
    ["https://us-gov-east-1.signin.amazonaws-us-gov.com/", "aws-us-gov", "sign-in"],
    ["https://us-gov-west-1.sso.signin.amazonaws-us-gov.com/", "aws-us-gov", "sign-in"],
    ["https://signin-fips.amazonaws-us-gov.com/", "aws-us-gov", "sign-in"],
    ["https://us-gov-west-1.sso.signin-fips.amazonaws-us-gov.com/", "aws-us-gov", "sign-in"],
    ["https://start.us-gov-home.awsapps.com/directory/d-1234567890", "aws-us-gov", "sign-in"],
    ["https://start.us-gov-east-1.us-gov-home.awsapps.com/", "aws-us-gov", "sign-in"],
    [
      "https://ssoins-0123456789abcdef.us-gov-west-1.portal.amazonaws.com/",
      "aws-us-gov",
      "sign-in",
    ],
    ["https://ssoins-0123456789abcdef.portal.us-gov-east-1.app.aws/", "aws-us-gov", "sign-in"],
    ["https://console.amazonaws.cn/", "aws-cn", "console"],
    ["https://cn-north-1.console.amazonaws.cn/", "aws-cn", "console"],
    ["https://health.amazonaws.cn/", "aws-cn", "console"],
    ["https://signin.amazonaws.cn/saml", "aws-cn", "sign-in"],
    ["https://123456789012.signin.amazonaws.cn/console", "aws-cn", "sign-in"],
    ["https://my-alias.signin.www.amazonaws.cn/console/", "aws-cn", "sign-in"],
    ["https://start.home.awsapps.cn/directory/d-1234567890", "aws-cn", "sign-in"],
    ["https://start.cn-north-1.home.awsapps.cn/directory/x#/", "aws-cn", "sign-in"],
    ["https://ssoins-0123456789abcdef.cn-north-1.portal.amazonaws.com.cn/", "aws-cn", "sign-in"],
    [
      "https://ssoins-0123456789abcdef.portal.cn-northwest-1.app.amazonwebservices.com.cn/",
      "aws-cn",
      "sign-in",
    ],
    ["https://eusc-de-east-1.console.amazonaws-eusc.eu/", "aws-eusc", "console"],
    ["https://console.amazonaws-eusc.eu/console/home", "aws-eusc", "console"],
    ["https://eusc-de-east-1.signin.amazonaws-eusc.eu/federation", "aws-eusc", "sign-in"],
    ["https://ssoins-0123456789abcdef.eusc-de-east-1.portal.amazonaws.eu/", "aws-eusc", "sign-in"],
    [
      "https://ssoins-0123456789abcdef.portal.eusc-de-east-1.api.amazonwebservices.eu/",
      "aws-eusc",
      "sign-in",
    ],
  ])("is %s (%s, %s)", (url, partition, role) => {
    const host = new URL(url).hostname.replace(/\.$/, "");
    expect(consolePage(url)).toEqual({ host, partition, role });
  });

  test.each([
    // Another name before or behind.
    "https://console.aws.amazon.com.evil.example/",
    "https://signin.aws.amazon.com.evil.example/console",
    "https://console.aws.amazon.com.example/",
    "https://console.aws.amazon.com.cn/",
    "https://console.aws.amazon.co/",
    "https://console.aws.amazon.comx/",
    "https://xconsole.aws.amazon.com/",
    "https://my-signin.aws.amazon.com/",
    "https://console-aws.amazon.com/",
    "https://console-aws-amazon.com/",
    "https://console.aws-amazon.com/",
    "https://consoleaws.amazon.com/",
    "https://console.aws.amazon.com-login.example/",
    "https://us-east-1-console.aws.amazon.com/",
    "https://xsignin.aws/",
    "https://signin.awsx/",
    "https://signin.aws.example/",
    "https://signin.aws-portal.example/",
    "https://xconsole.aws.a2z.com/",
    "https://aws.a2z.com/",
    "https://console.a2z.com/",
    "https://evil.example/console.aws.amazon.com/",
    "https://evil.example/?https://console.aws.amazon.com/",
    "https://evil.example/#console.aws.amazon.com",
    "https://evil.example\\.console.aws.amazon.com/",
    "https://evil.example/.console.aws.amazon.com",
    // Credentials, schemes, ports, empty labels.
    "https://console.aws.amazon.com@evil.example/",
    "https://console.aws.amazon.com:443@evil.example/",
    "https://console.aws.amazon.com%2F@evil.example/",
    "https://user@console.aws.amazon.com/",
    "https://user:secret@signin.aws.amazon.com/",
    "https://:secret@signin.aws.amazon.com/",
    "http://console.aws.amazon.com/",
    "http://signin.aws.amazon.com:443/",
    "ftp://console.aws.amazon.com/",
    "ws://console.aws.amazon.com/",
    "wss://console.aws.amazon.com/",
    "file://console.aws.amazon.com/",
    "data:text/html,https://console.aws.amazon.com/",
    "javascript:location='https://console.aws.amazon.com/'",
    "blob:https://console.aws.amazon.com/0e8e5a4c",
    "view-source:https://console.aws.amazon.com/",
    "about:blank#https://console.aws.amazon.com/",
    "https://console.aws.amazon.com:8443/",
    "https://console.aws.amazon.com:80/",
    "https://signin.aws.amazon.com:444/console",
    "https://.console.aws.amazon.com/",
    "https://a..console.aws.amazon.com/",
    "https://console.aws.amazon.com../",
    "console.aws.amazon.com",
    "//console.aws.amazon.com/",
    "https://console.aws.amazon .com/",
    "https://",
    "",
    // Look-alike letters.
    "https://сonsole.aws.amazon.com/",
    "https://console.aws.аmazon.com/",
    "https://console.aws.amаzon.com/",
    "https://signin.αws.amazon.com/",
    "https://signіn.aws.amazon.com/",
    "https://console.aws.amazon.ϲom/",
    "https://xn--onsole-5of.aws.amazon.com/",
    "https://console.aws.xn--mazon-3ve.com/",
    "https://c0nsole.aws.amazon.com/",
    "https://console.aws.arnazon.com/",
    // What customers publish, and other pages of Amazon.
    `https://${BUCKET}/`,
    `https://console.${BUCKET}/`,
    `https://console.aws.amazon.com.${BUCKET}/`,
    "https://signin.s3.amazonaws.com/",
    "https://portal.s3.amazonaws.com/",
    "https://portal.amazonaws.com.s3.amazonaws.com/",
    "https://console.amazonaws.com/",
    "https://xportal.amazonaws.com/",
    "https://abcdefghij.execute-api.us-east-1.amazonaws.com/start",
    "https://ec2-192-0-2-1.compute-1.amazonaws.com/",
    "https://abcdefgh.us-east-1.elb.amazonaws.com/",
    "https://d111111abcdef8.cloudfront.net/",
    "https://console.cloudfront.net/",
    "https://a.b.cdn.console.awsstatic.com/",
    "https://main.d123456789.amplifyapp.com/",
    "https://abcdef.us-east-1.awsapprunner.com/",
    "https://domain.auth.us-east-1.amazoncognito.com/login",
    "https://abcdefghij.lambda-url.us-east-1.on.aws/",
    "https://my-company.awsapps.com/",
    "https://my-company.awsapps.com/mail",
    "https://my-company.awsapps.com/workdocs/index.html",
    "https://my-company.awsapps.com/startup",
    "https://my-company.awsapps.com/x/start",
    "https://my-company.awsapps.com/START",
    "https://my-company.awsapps.com/workdocs/../mail/start",
    "https://my-company.awsapps.com.evil.example/start",
    "https://xawsapps.com/start",
    "https://my-company.awsapps.cn/start",
    "https://start.us-gov-homes.awsapps.com/directory/x",
    "https://app.aws/",
    "https://mlflow.sagemaker.us-east-1.app.aws/",
    "https://0123.aidevops.global.app.aws/",
    "https://x.portal.nowhere-1.app.aws/",
    "https://x.portal.us-east-1.app.aws.evil.example/",
    "https://x.xportal.us-east-1.app.aws/",
    "https://portal.app.aws/",
    "https://signin.us-east-1.api.aws/",
    "https://aws.amazon.com/",
    "https://aws.amazon.com/console/",
    "https://www.amazon.com/",
    "https://amazon.com/",
    "https://docs.aws.amazon.com/",
    "https://repost.aws/",
    "https://status.aws.amazon.com/",
    "https://x.health.aws.amazon.com/",
    "https://x.identitycenter.amazonaws.com/",
    "https://identitycenter.s3.amazonaws.com/",
    "https://identitycenter.amazonaws.com.evil.example/",
    "https://x.profile.aws.amazon.com/",
    "https://console.aws.amazon.com.mcas.ms/",
    "https://us-east-1---console---aws.amazon.com.rproxy.goskope.com/",
    "https://www.amazontrust.com/",
    "https://amazonaws-us-gov.com/",
    "https://console.amazonaws-us-gov.com.evil.example/",
    "https://xconsole.amazonaws-us-gov.com/",
    "https://www.amazonaws.cn/",
    "https://docs.amazonaws.cn/",
    "https://s3.cn-north-1.amazonaws.com.cn/",
    "https://console.amazonaws.com.cn/",
    "https://portal.cn-north-1.amazonaws.com.cn/",
    "https://amazonaws-eusc.eu/",
    "https://console.amazonaws.eu/",
    "https://s3.eusc-de-east-1.amazonaws.eu/",
    // Air-gapped partitions.
    "https://us-iso-east-1.console.c2shome.ic.gov/",
  ])("is not %s", (url) => {
    expect(consolePage(url)).toBeNull();
  });
});

/** Whether a URL falls under a match pattern: the browsers' rule, put down a second time. */
function matched(pattern: string, url: string): boolean {
  const [, below, domain = ""] = /^https:\/\/(\*\.)?([^/*]+)\/\*$/.exec(pattern)!;
  const any = below ? "(?:[^/]+\\.)?" : "";
  return new RegExp(`^https://${any}${domain.replaceAll(".", "\\.")}/`).test(url);
}

const origins = consoleOrigins();
const domains = origins.map((pattern) => pattern.replace(/^https:\/\/(?:\*\.)?|\/\*$/g, ""));
/** Every domain of the rows, with each region of its partition. */
const rows = CONSOLE_HOSTS.flatMap((row) =>
  (row.domain.includes("{region}")
    ? PARTITIONS.find(({ id }) => id === row.partition)!.regions
    : [{ id: "" }]
  ).map(({ id }) => ({ ...row, domain: row.domain.replace("{region}", id) })),
);

describe("the origins to ask for", () => {
  test("are match patterns that both browsers take, sorted, each once", () => {
    for (const pattern of origins) {
      expect(pattern).toMatch(/^https:\/\/(?:\*\.)?(?:[a-z0-9-]+\.)+[a-z]+\/\*$/);
    }
    expect(origins).toEqual([...new Set(origins)].toSorted());
  });

  test("cover every row but the withheld, which none covers", () => {
    for (const { domain, match, withheld } of rows) {
      const hosts = match === "subdomains" ? [domain, `x.${domain}`, `x.y.${domain}`] : [domain];
      for (const host of hosts) {
        const asked = origins.some((pattern) => matched(pattern, `https://${host}/`));
        expect([host, asked]).toEqual([host, withheld === undefined]);
      }
    }
  });

  test("cover nothing but pages of AWS", () => {
    for (const [at, pattern] of origins.entries()) {
      const host = domains[at]!;
      const hosts = pattern.includes("*.") ? [host, `x.${host}`, `x.y.${host}`] : [host];
      for (const each of hosts) expect(consolePage(`https://${each}/`)).not.toBeNull();
    }
  });

  test("overlap nowhere", () => {
    for (const [at, domain] of domains.entries()) {
      const others = origins.filter((_, index) => index !== at);
      expect(others.filter((pattern) => matched(pattern, `https://${domain}/`))).toEqual([]);
    }
  });

  test("leave out what holds things of customers", () => {
    const published = `${BUCKET} x.s3.amazonaws.com d111111abcdef8.cloudfront.net x.awsstatic.com
      my-company.awsapps.com awsapps.com mlflow.sagemaker.us-east-1.app.aws x.on.aws`;
    for (const host of published.split(/\s+/)) {
      expect(origins.filter((pattern) => matched(pattern, `https://${host}/`))).toEqual([]);
    }
  });

  test("withhold awsapps.com alone, and say why", () => {
    const withheld = CONSOLE_HOSTS.filter((row) => row.withheld !== undefined);
    expect(withheld.map(({ domain, path }) => [domain, path])).toEqual([["awsapps.com", "/start"]]);
    expect(withheld[0]?.withheld).toMatch(/\w{4}/);
  });
});

const label = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,10}[a-z0-9])?$/);
const domain = fc.constantFrom(...domains);

describe("whatever stands around a domain", () => {
  test("without a dot before it, it is another name", () => {
    fc.assert(
      fc.property(label, domain, (prefix, name) => {
        expect(consolePage(`https://${prefix}${name}/`)).toBeNull();
        expect(consolePage(`https://${prefix}-${name}/`)).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  test("with anything behind it, it is another name", () => {
    fc.assert(
      fc.property(label, domain, (suffix, name) => {
        expect(consolePage(`https://${name}${suffix}/start`)).toBeNull();
        expect(consolePage(`https://${name}.${suffix}.example/start`)).toBeNull();
        expect(consolePage(`https://x.${name}.${suffix}.example/start`)).toBeNull();
        expect(consolePage(`https://${name}@${suffix}.example/start`)).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  test("pages and patterns agree on any host and any text", () => {
    const host = fc
      .tuple(fc.array(label, { maxLength: 3 }), fc.oneof(domain, label))
      .map(([labels, name]) => [...labels, name].join("."));
    fc.assert(
      fc.property(fc.oneof(host, fc.webUrl(), fc.string()), (text) => {
        const url = parseUrl(text) ? text : `https://${text}/`;
        const page = consolePage(url);
        const href = parseUrl(url)?.href ?? "";
        const asked = origins.some((pattern) => matched(pattern, href));
        const apps = /^https:\/\/(?:[^/]+\.)?awsapps\.com\.?\/start/.test(href);
        expect(page !== null).toBe(asked || (apps && page !== null));
      }),
      { numRuns: 1000 },
    );
  });
});
