/** Holds the lists of AWS's hosts and regions against themselves and each other. */
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import blockedPorts from "../../src/core/blocked-ports.json" with { type: "json" };
import consoleHosts from "../../src/core/console-hosts.json" with { type: "json" };
import { CONSOLE_ROLES, consolePage } from "../../src/core/console-hosts.ts";
import endpoints from "../../src/core/endpoints.json" with { type: "json" };
import presets from "../../src/core/endpoint-presets.json" with { type: "json" };
import { parseUrl } from "../../src/core/parse-url.ts";
import { PRESET_IDS, presetHosts } from "../../src/core/endpoint-presets.ts";
import {
  awsEndpoint,
  ENDPOINT_FORMS,
  endpointHosts,
  SERVICES,
  shortName,
} from "../../src/core/endpoints.ts";
import partitions from "../../src/core/partitions.json" with { type: "json" };
import { PARTITION_IDS, partitionOf, PARTITIONS } from "../../src/core/partitions.ts";
import reverseProxies from "../../src/core/reverse-proxies.json" with { type: "json" };
import zones from "../../src/core/zones.json" with { type: "json" };
import { ELSEWHERE_IDS, namePattern } from "../../src/core/zones.ts";
import smtp from "../../src/guidance/smtp.json" with { type: "json" };
import { SMTP_REGIONS } from "../../src/guidance/smtp.ts";
import { importsOf, read } from "./repository.ts";

const FILES = { consoleHosts, endpoints, presets, partitions, blockedPorts, reverseProxies, zones };
const HOST =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const isDay = (day: string) =>
  !Number.isNaN(Date.parse(day)) && new Date(day).toISOString() === `${day}T00:00:00.000Z`;

/** Every object within that has a source, with its path. */
function sourced(value: unknown, path: string): [string, { source: string; date: string }][] {
  if (typeof value !== "object" || value === null) return [];
  const own: [string, { source: string; date: string }][] =
    "source" in value ? [[path, value as { source: string; date: string }]] : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, each]) => sourced(each, `${path}.${key}`)),
  ];
}

describe.each(Object.entries(FILES))("%s", (name, file) => {
  const rows = sourced(file, name);

  test("has a public page and a day before its review for every row", () => {
    expect(isDay(file.date)).toBe(true);
    expect(rows.length).toBeGreaterThan(0);
    for (const [path, { source, date }] of rows) {
      expect(parseUrl(source), path).not.toBeNull();
      const { protocol, hostname, port, username } = new URL(source);
      expect([protocol, port, username], path).toEqual(["https:", "", ""]);
      expect(hostname, path).toMatch(/^(?:[a-z0-9-]+\.)+(?:com|org|cn|aws|us|ca)$/);
      expect(isDay(date) && date <= file.date, path).toBe(true);
      // What was read longer ago than this has to be read again before the file gets a new date.
      expect(Date.parse(file.date) - Date.parse(date), path).toBeLessThan(366 * 86_400_000);
    }
  });
});

describe("partitions and regions", () => {
  test("stand once each, the regions in order and named", () => {
    const ids = PARTITIONS.flatMap(({ regions }) => regions.map(({ id }) => id));
    const names = PARTITIONS.flatMap(({ regions }) => regions.map(({ name }) => name));
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(names).size).toBe(names.length);
    for (const { regions } of PARTITIONS) {
      const own = regions.map(({ id }) => id);
      expect(own).toEqual(own.toSorted());
      for (const { id, name } of regions) {
        expect(id).toMatch(/^[a-z]{2,4}(?:-[a-z]+){1,2}-\d$/);
        expect(name).toMatch(/^[\p{L}(). -]+$/u);
      }
    }
  });

  test("have as many regions as were read", () => {
    const counts = PARTITIONS.map(({ id, regions }) => [id, regions.length]);
    expect(counts).toEqual([
      ["aws", 34],
      ["aws-us-gov", 2],
      ["aws-cn", 2],
      ["aws-eusc", 1],
    ]);
  });

  test("give the guide the names of its mail servers' regions", () => {
    for (const { region, name } of SMTP_REGIONS)
      expect(name).toBe(partitionOf(region)!.regions.find(({ id }) => id === region)!.name);
  });

  test("have Amazon SES wherever the guide names a mail server", () => {
    const regions = endpointHosts({ service: "ses" }).map(({ region }) => region);
    expect(smtp.regions.filter((id) => !regions.includes(id))).toEqual([]);
  });
});

describe("endpoints", () => {
  const all = ENDPOINT_FORMS.flatMap((form) => endpointHosts({ form }));

  test("are valid names, each once", () => {
    const hosts = all.map(({ host }) => host);
    expect(hosts.length).toBeGreaterThan(4000);
    expect(new Set(hosts).size).toBe(hosts.length);
    for (const host of hosts) expect(host).toMatch(HOST);
  });

  test("are of services in order, each once", () => {
    const names = SERVICES.map(({ name }) => shortName(name).toLowerCase());
    expect(names).toEqual([...new Set(names)].toSorted());
    expect(new Set(SERVICES.map(({ id }) => id)).size).toBe(names.length);
    for (const { id, name } of SERVICES) {
      expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(name).toMatch(/^(?:Amazon|AWS|Elastic) [\w -]+$/);
    }
  });

  test("name only regions, partitions and suffixes that there are", () => {
    const known = new Set([
      ...PARTITION_IDS,
      ...PARTITIONS.flatMap(({ regions }) => regions.flatMap(({ id }) => [id, `-${id}`])),
    ]);
    for (const { id, hosts } of SERVICES) {
      expect(hosts.length, id).toBeGreaterThan(0);
      for (const { host, form, regions, partition, source, date } of hosts) {
        expect((regions ?? "aws").split(" ").filter((word) => !known.has(word))).toEqual([]);
        expect([host, (regions === undefined) !== (partition === undefined)]).toEqual([host, true]);
        expect(host.replaceAll(/\{(?:region|suffix|dualstack)\}/g, "")).not.toMatch(/[{}]/);
        expect(form === undefined || ENDPOINT_FORMS.includes(form)).toBe(true);
        // botocore's rows have the source of the file.
        expect(source === undefined).toBe(date === undefined);
      }
    }
  });

  test("are few bytes: what a page loads for a list of thousands", () => {
    expect(read("src/core/endpoints.json").length).toBeLessThan(60_000);
  });

  test.each(["src/background/index.ts", "popup/main.tsx"])("are not loaded by %s", (entry) => {
    const loaded = modulesOf(entry);
    expect(loaded.size).toBeGreaterThan(20);
    for (const file of ["endpoints", "endpoint-presets", "reverse-proxies"]) {
      expect([file, loaded.has(`src/core/${file}.json`)]).toEqual([file, false]);
    }
    // That the way is followed to data at all.
    if (entry.startsWith("src")) expect(loaded).toContain("src/core/zones.json");
  });
});

/** Every file of ours that an entry loads before it runs. */
function modulesOf(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  if (!/\.tsx?$/.test(entry)) return seen;
  for (const { specifier, typeOnly } of importsOf(entry, read(entry))) {
    if (typeOnly || !specifier.startsWith(".")) continue;
    modulesOf(posix.join(posix.dirname(entry), specifier), seen);
  }
  return seen;
}

describe("zones", () => {
  test("stand once each, in partitions that there are", () => {
    const names = zones.zones.map(({ zone }) => zone);
    expect(new Set(names).size).toBe(names.length);
    for (const { zone, partitions: ids } of zones.zones) {
      expect(zone).toMatch(HOST);
      for (const id of ids) expect(PARTITION_IDS).toContain(id);
      expect(ids.length).toBeGreaterThan(0);
    }
  });

  test("name the authorities of hosts that are not for Amazon Trust Services", () => {
    expect(new Set(zones.elsewhere.map(({ id }) => id))).toEqual(new Set(ELSEWHERE_IDS));
  });

  test("are patterns that some name fits", () => {
    const templates = [
      ...zones.open.map(({ zone }) => zone),
      ...zones.elsewhere.map(({ name }) => name),
    ];
    for (const template of templates) {
      const example = template
        .replaceAll(/\{labels?\}|\{id\}/g, "x1")
        .replace("{region}", "eu-west-1")
        .replace("{suffix}", "amazonaws.com");
      expect(example).toMatch(HOST);
      expect(example).toMatch(namePattern(template));
    }
  });

  test("leave open only for a reason", () => {
    for (const { why } of zones.open) expect(["customer", "unverified"]).toContain(why);
  });
});

describe("presets", () => {
  test("have hosts in each partition and region, each valid and once", () => {
    expect(presets.presets.map(({ id }) => id)).toEqual([...PRESET_IDS]);
    for (const { id: partition, regions } of PARTITIONS) {
      for (const { id: region } of regions) {
        for (const preset of PRESET_IDS) {
          const hosts = presetHosts(preset, partition, region);
          expect(hosts.length).toBeGreaterThan(4);
          expect(new Set(hosts).size).toBe(hosts.length);
          for (const host of hosts) expect(host).toMatch(HOST);
        }
      }
    }
  });

  test("of the CLI are listed endpoints, and where it signs in and is had from", () => {
    for (const { id } of PARTITIONS) {
      const others = presetHosts("cli", id).filter((host) => !awsEndpoint(host));
      for (const host of others) {
        const is =
          consolePage(`https://${host}/`)?.role === "sign-in" || host.startsWith("awscli.");
        expect([host, is]).toEqual([host, true]);
      }
    }
  });

  test("of the console are its pages, and the endpoints of IAM Identity Center", () => {
    for (const { id } of PARTITIONS) {
      for (const host of presetHosts("console", id)) {
        const is = consolePage(`https://${host}/`) ?? awsEndpoint(host)?.service;
        expect([host, is ?? null]).not.toEqual([host, null]);
      }
    }
  });
});

describe("reverse proxies", () => {
  test("have a suffix each, below which nothing is AWS's", () => {
    const suffixes = reverseProxies.proxies.map(({ suffix }) => suffix);
    expect(new Set(suffixes).size).toBe(suffixes.length);
    for (const suffix of suffixes) expect(suffix).toMatch(HOST);
  });
});

describe("console hosts", () => {
  test("stand in order, each once, in a known partition and role", () => {
    const key = ({ partition, role, domain }: (typeof consoleHosts.hosts)[number]) =>
      `${PARTITION_IDS.findIndex((id) => id === partition)} ${role} ${domain}`;
    const keys = consoleHosts.hosts.map(key);
    expect(keys).toEqual([...new Set(keys)].toSorted());
    for (const { partition, role, match } of consoleHosts.hosts) {
      expect(PARTITION_IDS).toContain(partition);
      expect(CONSOLE_ROLES).toContain(role);
      expect(["exact", "subdomains"]).toContain(match);
    }
  });

  test("are valid names, none of them wide", () => {
    const wide =
      `amazonaws.com amazonaws.com.cn amazonaws.eu amazonaws.cn amazon.com aws.amazon.com app.aws
      api.aws cloudfront.net awsstatic.com awsapps.cn a2z.com aws.a2z.com amazonaws-us-gov.com
      amazonaws-eusc.eu amazonwebservices.com.cn app.amazonwebservices.com.cn
      api.amazonwebservices.eu`.split(/\s+/);
    for (const { domain } of consoleHosts.hosts) {
      expect(domain.replace("{region}", "us-east-1")).toMatch(HOST);
      expect(wide).not.toContain(domain);
    }
  });
});

describe("blocked ports", () => {
  const { ports } = blockedPorts;

  test("stand in order, each once", () => {
    expect(ports).toEqual([...new Set(ports)].toSorted((a, b) => a - b));
  });

  test("are those that node's fetch refuses before it asks anybody", async () => {
    for (const port of ports.filter((each) => each > 0)) {
      const refused = await fetch(`https://127.0.0.1:${port}/`).then(
        () => null,
        (error: Error & { cause?: Error }) => error.cause?.message,
      );
      expect([port, refused]).toEqual([port, "bad port"]);
    }
  });
});
