/** Holds the lists of AWS's hosts and regions against themselves and each other. */
import { describe, expect, test } from "vitest";
import blockedPorts from "../../src/core/blocked-ports.json" with { type: "json" };
import consoleHosts from "../../src/core/console-hosts.json" with { type: "json" };
import { CONSOLE_ROLES } from "../../src/core/console-hosts.ts";
import endpoints from "../../src/core/endpoints.json" with { type: "json" };
import { ELSEWHERE_IDS, endpointHosts, SERVICES } from "../../src/core/endpoints.ts";
import partitions from "../../src/core/partitions.json" with { type: "json" };
import { partitionById, PARTITION_IDS, PARTITIONS } from "../../src/core/partitions.ts";
import smtp from "../../src/guidance/smtp.json" with { type: "json" };

const FILES = { consoleHosts, endpoints, partitions, blockedPorts };
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
      expect(URL.canParse(source), path).toBe(true);
      const { protocol, hostname, port, username } = new URL(source);
      expect([protocol, port, username], path).toEqual(["https:", "", ""]);
      expect(hostname, path).toMatch(/^(?:[a-z0-9-]+\.)+(?:com|org|cn|aws)$/);
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

  test("have the names that the guide gives them", () => {
    const names = new Map(
      PARTITIONS.flatMap(({ regions }) => regions.map(({ id, name }) => [id, name])),
    );
    for (const { region, name } of smtp.regions)
      expect([region, names.get(region)]).toEqual([region, name]);
  });

  test("have Amazon SES wherever the guide names a mail server", () => {
    const regions = endpointHosts({ service: "ses" }).map(({ region }) => region);
    expect(smtp.regions.map(({ region }) => region).filter((id) => !regions.includes(id))).toEqual(
      [],
    );
  });
});

describe("endpoints", () => {
  test("are valid names, each once", () => {
    const hosts = endpointHosts().map(({ host }) => host);
    expect(hosts.length).toBeGreaterThan(300);
    expect(new Set(hosts).size).toBe(hosts.length);
    for (const host of hosts) expect(host).toMatch(HOST);
  });

  test("stand in the order of the partitions, and regions in their own", () => {
    for (const { id, regional, others } of SERVICES) {
      const order = regional.map(({ partition }) => PARTITION_IDS.indexOf(partition));
      expect(order, id).toEqual([...new Set(order)].toSorted((a, b) => a - b));
      expect(regional.length + others.length, id).toBeGreaterThan(0);
    }
  });

  test("except only regions that there are, in order", () => {
    for (const { id, regional } of SERVICES) {
      for (const { partition, host, notIn } of regional) {
        expect(host).toContain("{region}.{suffix}");
        if (!notIn) continue;
        expect(notIn, id).toEqual([...new Set(notIn)].toSorted());
        const regions = partitionById(partition).regions.map((region) => region.id);
        expect(
          notIn.filter((region) => !regions.includes(region)),
          id,
        ).toEqual([]);
        expect(notIn.length, id).toBeLessThan(regions.length);
      }
    }
  });

  test("end in the suffix of their partition", () => {
    for (const { host, partition } of endpointHosts()) {
      expect(host.endsWith(`.${partitionById(partition).dnsSuffix}`), host).toBe(true);
    }
  });

  test("name the authorities of hosts that are not for Amazon Trust Services", () => {
    const ids = endpoints.elsewhere.map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set(ELSEWHERE_IDS));
    for (const { name, partition } of endpoints.elsewhere) {
      const { regions } = PARTITIONS.find(({ id }) => id === partition)!;
      const example = name.replaceAll("{label}", "x").replace("{region}", regions[0]!.id);
      expect(example).toMatch(HOST);
    }
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
