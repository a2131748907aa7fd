import { describe, expect, test } from "vitest";
import { openReport } from "../../src/core/open-report.ts";
import type { Report } from "../../src/core/report.ts";
import { withEndpoints, type TestedEndpoint } from "../../src/core/with-endpoints.ts";
import {
  certificate,
  failure,
  observation,
  reportWithEndpoints,
  START,
  WORLDS,
} from "../made-up.ts";

const report = WORLDS["ready, anchors seen"]!();
const probe = { kind: "endpoint", root: null } as const;
const nobody = { authority: "unseen", anchor: null, inspector: null } as const;
const leaf = certificate("leaf");
const tested: TestedEndpoint[] = [
  {
    seen: observation({ ...probe, url: "https://a.example/", chain: [leaf.sha256] }),
    found: { ...nobody, finding: "trusted" },
    testedAt: START,
  },
  {
    seen: failure("dns", { ...probe, url: "https://b.example/" }),
    found: { ...nobody, finding: "inconclusive" },
    testedAt: START + 1,
  },
];
const other = certificate("nobody's");
const table = { [leaf.sha256]: leaf, [other.sha256]: other };

describe("a report with endpoints", () => {
  const merged = withEndpoints(report, tested, table);

  test("leads from each outcome to its own observation", () => {
    expect(merged.endpoints).toEqual([
      {
        ...nobody,
        finding: "trusted",
        observation: report.observations.length,
        testedAt: new Date(START).toISOString(),
      },
      {
        ...nobody,
        finding: "inconclusive",
        observation: report.observations.length + 1,
        testedAt: new Date(START + 1).toISOString(),
      },
    ]);
    const urls = merged.endpoints.map(({ observation: at }) => merged.observations[at]!.url);
    expect(urls).toEqual(["https://a.example/", "https://b.example/"]);
  });

  test("takes the certificates that were shown, and no others", () => {
    expect(merged.certificates[leaf.sha256]).toEqual(leaf);
    expect(merged.certificates).not.toHaveProperty(other.sha256);
    expect(merged.certificates).toMatchObject(report.certificates);
  });

  test("says the same of all the rest, and leaves what was given alone", () => {
    const { observations, endpoints, certificates, ...rest } = merged;
    const { observations: own, endpoints: none, certificates: before, ...same } = report;
    expect(rest).toEqual(same);
    expect(none).toEqual([]);
    expect(observations.slice(0, own.length)).toEqual(own);
    expect([endpoints.length, Object.keys(certificates).length]).toEqual([
      2,
      Object.keys(before).length + 1,
    ]);
  });

  test("can be added to once more", () => {
    const twice = withEndpoints(merged, tested.slice(0, 1), table);
    expect(twice.endpoints).toHaveLength(3);
    expect(twice.observations[twice.endpoints[2]!.observation]!.url).toBe("https://a.example/");
  });
});

describe("an opened report", () => {
  const opened = (change: (given: Report) => void) => {
    const given = JSON.parse(JSON.stringify(reportWithEndpoints())) as Report;
    change(given);
    return openReport(JSON.stringify(given));
  };

  test.each<[string, (given: Report) => void]>([
    ["/endpoints/0/observation", ({ endpoints }) => (endpoints[0]!.observation = 0)],
    ["/endpoints/0/observation", ({ endpoints }) => (endpoints[0]!.observation = 999)],
    ["/endpoints/0/anchor", ({ endpoints }) => (endpoints[0]!.anchor = "nobodys-root")],
    ["/endpoints/1/testedAt", ({ endpoints }) => (endpoints[1]!.testedAt = "2026-99-99T00:00:00Z")],
  ])("that contradicts itself is invalid: %s", (where, change) => {
    expect(opened(() => {})).toMatchObject({ ok: true });
    expect(opened(change)).toEqual({ ok: false, fault: "invalid", where });
  });
});
