import { describe, expect, test } from "vitest";
import { findEndpoint, isTrouble } from "../../src/core/endpoint-finding.ts";
import { groupEndpoints } from "../../src/report-text/endpoint-groups.ts";
import { endpointText } from "../../src/report-text/endpoint-facts.ts";
import { catalogue, failure, observation, WORLDS } from "../made-up.ts";
import { viewHere, translateHere as t } from "../preview/view-context.ts";

const report = WORLDS["endpoints tested"]!();
const ITEMS = report.endpoints.map(({ observation: at, ...found }) => ({
  seen: report.observations[at]!,
  found,
}));
const groupsOf = (items: Parameters<typeof groupEndpoints>[0]) =>
  groupEndpoints(items, report, viewHere);

/** Hosts that load without a certificate, or fail where the name begins with `untrusted.`. */
const itemsOf = (hosts: readonly string[]) =>
  hosts.map((host) => {
    const probe = { kind: "endpoint", root: null, url: `https://${host}/` } as const;
    const seen = host.startsWith("untrusted.")
      ? failure("untrusted-issuer", probe)
      : observation(probe);
    const around = { catalogue, certificates: {}, baselineLoaded: true, inspector: null };
    return { seen, found: findEndpoint(seen, { ...around, approvedInspectors: [] }) };
  });

describe("every kind of host", () => {
  const { troubles, fine } = groupsOf(ITEMS);

  test("is in one group, by whether it needs a look", () => {
    const told = (groups: readonly { told: { item: { seen: { url: string } } }[] }[]) =>
      groups.flatMap((group) => group.told.map(({ item }) => item.seen.url)).toSorted();
    const urls = (isWanted: boolean) =>
      ITEMS.filter(({ seen, found }) => isTrouble(seen, found) === isWanted)
        .map(({ seen }) => seen.url)
        .toSorted();
    expect(urls(true).length).toBeGreaterThan(1);
    expect(urls(false).length).toBeGreaterThan(1);
    expect(told(troubles)).toEqual(urls(true));
    expect(told(fine)).toEqual(urls(false));
  });

  test("keeps its own explanation, and in trouble shares it with its group alone", () => {
    for (const { text, told } of troubles) {
      for (const { item } of told) expect(endpointText(item, report, viewHere)).toBe(text);
    }
    for (const { item, text } of fine.flatMap(({ told }) => told)) {
      expect(text).toBe(endpointText(item, report, viewHere));
    }
  });

  test("that is fine says in its row what the common sentences leave open", () => {
    for (const { item, text, note } of fine.flatMap(({ told }) => told)) {
      const { anchor, authority } = item.found;
      const root = report.roots.find(({ id }) => id === anchor)?.name;
      if (root !== undefined) expect(text).toContain(note ?? "nothing");
      else if (authority === "amazon" || item.seen.evidence === "load") {
        expect([null, text]).toContain(note);
      } else expect(note).toBe(text);
    }
    const anchored = fine.flatMap(({ told }) => told).filter(({ item }) => item.found.anchor);
    expect(anchored.map(({ note }) => note)).toContain("Amazon Root CA 1");
  });
});

describe("the order", () => {
  test("of reasons is by the number of their hosts, and of services by name, with others last", () => {
    const { troubles, fine } = groupsOf(
      itemsOf([
        "b.example",
        "untrusted.corp.example",
        "sqs.eu-west-1.amazonaws.com",
        "console.aws.amazon.com",
        "kms.eu-west-1.amazonaws.com",
        "kms.us-east-1.amazonaws.com",
      ]),
    );
    expect(troubles.map(({ told }) => told.map(({ host }) => host))).toEqual([
      ["untrusted.corp.example"],
    ]);
    expect(fine.map(({ service, told, isPart }) => [service.name, told.length, isPart])).toEqual([
      ["Amazon SQS", 1, false],
      [t("endpointsSignInHosts"), 1, false],
      ["AWS KMS", 2, false],
      [t("endpointsOtherHosts"), 1, true],
    ]);
  });

  test("counts for each common sentence the hosts that it is true of", () => {
    // Another authority certifies the shop: the common sentence is not all that is to be said of it.
    const { common } = groupsOf(itemsOf(["a.example", "b.example", "www.amazon.com"]));
    expect(common).toEqual([{ meaning: "loaded", count: 2 }]);
  });
});

test("a host that is refused for an authority of its own is neither trouble nor fine", () => {
  const hosts = [
    "a1b2.iot.eu-central-1.amazonaws.com",
    "db.c1.eu-central-1.rds.amazonaws.com",
    "sts.eu-central-1.amazonaws.com",
  ];
  const around = { catalogue, certificates: {}, baselineLoaded: true, inspector: null };
  const items = hosts.map((host) => {
    const seen = failure("untrusted-issuer", {
      kind: "endpoint",
      root: null,
      url: `https://${host}/`,
    });
    return { seen, found: findEndpoint(seen, { ...around, approvedInspectors: [] }) };
  });
  const { troubles, byDesign, fine } = groupsOf(items);
  expect(byDesign.map(({ host }) => host)).toEqual(hosts.slice(0, 2));
  expect(byDesign.every(({ note }) => note !== null && note.length > 20)).toBe(true);
  expect(troubles.flatMap(({ told }) => told.map(({ host }) => host))).toEqual(hosts.slice(2));
  expect(fine).toEqual([]);
});
