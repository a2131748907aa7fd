import { describe, expect, test } from "vitest";
import { consoleOrigins, consolePage } from "../../src/core/console-hosts.ts";
import { reverseProxied } from "../../src/core/reverse-proxy.ts";
import { awsHost } from "../../src/core/zones.ts";

const DEFENDER = "Microsoft Defender for Cloud Apps";

const NAMES = [
  ["console.aws.amazon.com.mcas.ms", DEFENDER, "console.aws.amazon.com"],
  ["us-east-1.console.aws.amazon.com.mcas.ms", DEFENDER, "us-east-1.console.aws.amazon.com"],
  ["Signin.AWS.amazon.com.MCAS.ms.", DEFENDER, "signin.aws.amazon.com"],
  ["console.amazonaws-us-gov.com.mcas-gov.us", DEFENDER, "console.amazonaws-us-gov.com"],
  ["us-west-2---console---aws.amazon.com.rproxy.goskope.com", "Netskope", ""],
  ["aws.amazon.com.rproxy.goskope.com", "Netskope", "aws.amazon.com"],
  ["signin---aws.amazon.com.rproxy.govskope.us", "Netskope", "signin.aws.amazon.com"],
] as const;

describe("the name of a reverse proxy", () => {
  test.each(NAMES)("is %s", (name, product, host) => {
    expect(reverseProxied(name)).toEqual({
      product,
      host: host || "us-west-2.console.aws.amazon.com",
    });
  });

  test.each(NAMES)("is no page and no host of AWS: %s", (name) => {
    expect(consolePage(`https://${name}/`)).toBeNull();
    expect(awsHost(name)).toBeNull();
    expect(consoleOrigins().filter((origin) => /mcas|skope/.test(origin))).toEqual([]);
  });

  test.each([
    "outlook.office.com.mcas.ms",
    "contoso-onmicrosoft-com.access.mcas.ms",
    "mcas.ms",
    "console.aws.amazon.com",
    "console.aws.amazon.com.xmcas.ms",
    "console.aws.amazon.com.mcas.ms.evil.example",
    "console.aws.amazon.com.goskope.com",
    "console.aws.amazon.com.evil.example.mcas.ms",
    "",
  ])("is not %j", (name) => {
    expect(reverseProxied(name)).toBeNull();
  });
});
