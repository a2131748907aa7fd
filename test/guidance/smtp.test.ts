import { describe, expect, test } from "vitest";
import { endpointHosts } from "../../src/core/endpoints.ts";
import { ERROR_LINES } from "../../src/guidance/error-lines.ts";
import {
  COMMAND_SOURCES,
  CONNECTION_MODES,
  PORT_SOURCES,
  REGION_SOURCES,
  SMTP_PORTS,
  SMTP_REGIONS,
  TEST_ANSWERS,
  TEST_TOOLS,
  UNVERIFIED_REGIONS,
  hasFipsServer,
  modeOf,
  smtpHost,
  testCommands,
  type TestTool,
} from "../../src/guidance/smtp.ts";
import sources from "../../src/guidance/sources.json";
import { forbidden } from "./forbidden.ts";

const CASES = SMTP_REGIONS.flatMap(({ region }) =>
  SMTP_PORTS.flatMap(({ port }) => TEST_TOOLS.map((tool) => ({ region, port, tool }))),
);

/** How a command begins TLS, read off the command itself. */
function modeSeen(tool: TestTool, text: string): string {
  const starttls: Record<TestTool, boolean> = {
    openssl: text.includes(" -starttls smtp "),
    curl: / --ssl-reqd smtp:\/\//.test(text),
    powershell: text.includes("WriteLine('STARTTLS')"),
  };
  const wrapper: Record<TestTool, boolean> = {
    openssl: !text.includes("-starttls"),
    curl: / smtps:\/\//.test(text) && !text.includes("--ssl-reqd"),
    powershell: !text.includes("STARTTLS"),
  };
  return starttls[tool] ? "starttls" : wrapper[tool] ? "tls-wrapper" : "neither";
}

describe("the list of servers", () => {
  test("has each region and port once", () => {
    expect(new Set(SMTP_REGIONS.map(({ region }) => region)).size).toBe(SMTP_REGIONS.length);
    expect(new Set(SMTP_PORTS.map(({ port }) => port)).size).toBe(SMTP_PORTS.length);
  });

  test("has regions in the form of AWS, GovCloud with them", () => {
    for (const { region, name } of SMTP_REGIONS) {
      expect(region).toMatch(/^[a-z]{2}(-gov)?-[a-z]+-\d$/);
      expect(name).toMatch(/\(.+\)$/);
    }
    const regions = SMTP_REGIONS.map(({ region }) => region);
    expect(regions).toEqual(expect.arrayContaining(["us-gov-east-1", "us-gov-west-1"]));
  });

  test("has names for FIPS 140 only in regions that it lists, and the usual one elsewhere", () => {
    const regions = SMTP_REGIONS.map(({ region }) => region);
    expect(regions.filter(hasFipsServer).length).toBeGreaterThan(0);
    for (const region of regions) {
      const part = hasFipsServer(region) ? "email-smtp-fips" : "email-smtp";
      expect(smtpHost(region, "fips")).toBe(`${part}.${region}.amazonaws.com`);
      expect(smtpHost(region)).toBe(`email-smtp.${region}.amazonaws.com`);
    }
    expect(hasFipsServer("eu-west-1")).toBe(false);
  });

  test("says of every region of SES whether it has a server, or that this is not known", () => {
    const listed = SMTP_REGIONS.map(({ region }) => region);
    expect(UNVERIFIED_REGIONS.filter((region) => listed.includes(region))).toEqual([]);
    const ses = endpointHosts({ service: "ses" }).flatMap(({ region }) => region ?? []);
    const unsaid = ses.filter((region) => ![...listed, ...UNVERIFIED_REGIONS].includes(region));
    expect(unsaid).toEqual([]);
  });

  test("has AWS’s ports: STARTTLS on 25, 587, 2587, TLS at once on 465, 2465", () => {
    const ports = (mode: string) =>
      SMTP_PORTS.filter((row) => row.mode === mode)
        .map(({ port }) => port)
        .toSorted((one, other) => one - other);
    expect(ports("starttls")).toEqual([25, 587, 2587]);
    expect(ports("tls-wrapper")).toEqual([465, 2465]);
  });

  test("names sources that are there", () => {
    const ids = [...REGION_SOURCES, ...PORT_SOURCES, ...COMMAND_SOURCES];
    expect(ids.filter((id) => !(id in sources))).toEqual([]);
    expect([REGION_SOURCES, PORT_SOURCES, COMMAND_SOURCES].every((each) => each.length)).toBe(true);
  });

  test("knows no other port", () => {
    expect(() => modeOf(443)).toThrow("SMTP port 443");
  });
});

describe("commands", () => {
  test.each(CASES)(
    "$region, port $port, $tool: right host, port and mode",
    ({ region, port, tool }) => {
      const host = smtpHost(region);
      expect(host).toBe(`email-smtp.${region}.amazonaws.com`);
      const commands = testCommands(tool, modeOf(port), host, port);
      expect(commands.length).toBeGreaterThan(0);
      for (const { text } of commands) {
        expect(modeSeen(tool, text)).toBe(modeOf(port));
        expect(text).toContain(host);
        expect(text.match(new RegExp(`\\b${port}\\b`))).not.toBeNull();
        expect(text).not.toMatch(/\{\w+\}/);
        expect(forbidden(text)).toBe(false);
      }
    },
  );

  test("of OpenSSL check the name, and stop at a fault", () => {
    for (const mode of CONNECTION_MODES) {
      const [command, ...others] = testCommands("openssl", mode, "a.example", 465);
      expect(others).toEqual([]);
      expect(command?.shells).toEqual(["sh", "powershell", "cmd"]);
      expect(command?.text).toContain("-servername a.example -verify_return_error");
      expect(command?.text).toContain("-verify_hostname a.example");
    }
  });

  test("of curl call the program, not PowerShell’s alias", () => {
    for (const mode of CONNECTION_MODES) {
      const commands = testCommands("curl", mode, "a.example", 465);
      expect(commands.map(({ shells }) => shells)).toEqual([["sh"], ["powershell", "cmd"]]);
      expect(commands[1]?.text).toMatch(/^curl\.exe /);
    }
  });

  test("of PowerShell are for PowerShell alone and have whole blocks", () => {
    for (const mode of CONNECTION_MODES) {
      const commands = testCommands("powershell", mode, "a.example", 465);
      expect(commands.map(({ shells }) => shells)).toEqual([["powershell"]]);
      const count = (char: string) => commands[0]!.text.split(char).length;
      expect(count("{")).toBe(count("}"));
      expect(commands[0]!.text).not.toContain("{{");
    }
  });

  test("over HTTPS ask the host", () => {
    const texts = TEST_TOOLS.flatMap((tool) => testCommands(tool, "https", "a.example", 443));
    expect(texts.filter(({ text }) => !/a\.example[:/]/.test(text))).toEqual([]);
    expect(texts.filter(({ text }) => forbidden(text))).toEqual([]);
  });

  test("nothing is made up for a mode that is not there", () => {
    expect(() => testCommands("curl", "imap" as never, "a.example", 1)).toThrow(
      "command of curl for imap",
    );
  });
});

describe("answers", () => {
  test("have ids of their own, and a good one for each tool", () => {
    expect(new Set(TEST_ANSWERS.map(({ id }) => id)).size).toBe(TEST_ANSWERS.length);
    for (const tool of TEST_TOOLS) {
      const own = TEST_ANSWERS.filter((answer) => answer.tool === tool);
      expect(own[0]?.good).toBe(true);
      expect(own.some(({ good }) => !good)).toBe(true);
    }
  });

  test("lead to error lines that are there and say the same", () => {
    for (const { errorLine, line } of TEST_ANSWERS) {
      if (errorLine === undefined) continue;
      const row = ERROR_LINES.find(({ id }) => id === errorLine);
      expect(
        row?.lines.some((each) => line.includes(each)),
        line,
      ).toBe(true);
    }
  });
});
