import { describe, expect, test } from "vitest";
import { CONSOLE_HOSTS } from "../../src/core/console-hosts.ts";
import { endpointHosts } from "../../src/core/endpoints.ts";
import { products } from "../../src/core/inspectors.json";
import { PARTITION_IDS, type PartitionId } from "../../src/core/partitions.ts";
import { ALLOW_LISTS, allowList, type AllowListId } from "../../src/guidance/allow-lists.ts";
import data from "../../src/guidance/allow-lists.json";
import { INSPECTOR_SETTINGS, inspectorSettings } from "../../src/guidance/inspector-settings.ts";
import { testedHosts } from "../../src/guidance/repair.ts";
import sources from "../../src/guidance/sources.json";
import { catalogue } from "../made-up.ts";

/** The lists that someone in a partition is told to copy. */
const LISTS_OF: Record<PartitionId, AllowListId[]> = {
  aws: ["aws"],
  "aws-us-gov": ["aws", "aws-us-gov"],
  "aws-cn": ["aws-cn"],
  "aws-eusc": ["aws-eusc"],
};

function isCovered(host: string, ids: readonly AllowListId[]): boolean {
  return ids
    .flatMap((id) => allowList(id).hosts)
    .some((pattern) =>
      pattern.startsWith("*.") ? host.endsWith(pattern.slice(1)) : host === pattern,
    );
}

describe("allow lists", () => {
  test("are there, each once, with sources, sorted and without doubles", () => {
    expect(data.lists.map(({ id }) => id)).toEqual([...ALLOW_LISTS]);
    for (const { hosts, sources: ids } of data.lists) {
      expect(hosts).toEqual([...new Set(hosts)].toSorted());
      expect(ids.length).toBeGreaterThan(0);
      expect(ids.filter((id) => !(id in sources))).toEqual([]);
    }
  });

  test("hold host names, after `*.` for all names below, and no whole top-level domain", () => {
    const names = data.lists.flatMap(({ hosts }) => hosts);
    const odd = names.filter((name) => !/^(?:\*\.)?(?:[a-z0-9-]+\.)+[a-z]{2,}$/.test(name));
    expect(odd).toEqual([]);
  });

  test.each(PARTITION_IDS)("cover each API of the partition %s", (partition) => {
    const hosts = endpointHosts({ partition }).map(({ host }) => host);
    expect(hosts.length).toBeGreaterThan(5);
    expect(hosts.filter((host) => !isCovered(host, LISTS_OF[partition]))).toEqual([]);
  });

  test("cover each page of console and sign-in, in the partition's own lists", () => {
    const bare = CONSOLE_HOSTS.filter(({ partition, domain, match }) => {
      const host = domain.replace("{region}", "us-east-1");
      const name = match === "subdomains" ? `x.${host}` : host;
      return !isCovered(name, LISTS_OF[partition]);
    });
    expect(bare.map(({ partition, domain }) => `${partition} ${domain}`)).toEqual([]);
  });

  test("cover the test servers, and what Amazon's certificates name for revocation", () => {
    expect(testedHosts(catalogue).filter((host) => !isCovered(host, ["aws"]))).toEqual([]);
    const named = allowList("revocation-hosts").hosts;
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((host) => !isCovered(host, ["revocation"]))).toEqual([]);
    for (const root of ["rootca1", "rootca2", "rootca3", "rootca4", "rootg2"]) {
      expect(named).toContain(`ocsp.${root}.amazontrust.com`);
      expect(named).toContain(`crl.${root}.amazontrust.com`);
    }
  });
});

describe("settings of inspecting products", () => {
  test("are of known products, each once, with a page that is there", () => {
    const known = products.map(({ name }) => name);
    const named = INSPECTOR_SETTINGS.map(({ product }) => product);
    expect(named).toEqual([...new Set(named)].toSorted());
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
    for (const { menu, source } of INSPECTOR_SETTINGS) {
      expect(menu).not.toMatch(/^\s|\s$|>|"/);
      expect(Object.keys(sources)).toContain(source);
    }
  });

  test("are found by the product's name alone", () => {
    expect(inspectorSettings("Zscaler")?.source).toBe("zscaler-ssl-inspection");
    expect(inspectorSettings("zscaler")).toBeNull();
    expect(inspectorSettings("toString")).toBeNull();
    expect(inspectorSettings(null)).toBeNull();
  });
});
