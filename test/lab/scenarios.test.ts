import { layerOf } from "../../src/core/failure.ts";
import { describe, expect, test } from "vitest";
import builtIn from "../../src/core/catalogue.json" with { type: "json" };
import { testHosts, type Catalogue } from "../../src/core/catalogue.ts";
import type { FailureCode } from "../../src/core/vocabulary.ts";
import { labAuthority } from "./authority.ts";
import { ask } from "./client.ts";
import { labHosts } from "./hosts.ts";
import { startLab, type Lab } from "./lab.ts";
import { behaviourOf, type Expected, type Scenario } from "./scenario.ts";
import { SCENARIOS, scenarioNamed } from "./scenarios.ts";

const catalogue = builtIn as Catalogue;
const authority = await labAuthority(catalogue);
const hosts = labHosts(authority);
const ids = catalogue.roots.map((root) => root.id);

test("names are unique, and an unknown one is answered with all of them", () => {
  const names = SCENARIOS.map((row) => row.name);
  expect(new Set(names).size).toBe(names.length);
  expect(() => scenarioNamed("nothing")).toThrow(`No scenario "nothing". There are: ready, `);
});

test("there are 45 rows at least that each browser can show", () => {
  for (const family of ["chromium", "firefox"] as const) {
    const shown = SCENARIOS.filter(({ expected }) => expected[family]);
    expect(shown.length).toBeGreaterThanOrEqual(45);
  }
});

/** Rows whose faults node's own TLS calls by the same words as the browsers. */
const NODE_TELLS = [
  "ready",
  "starfield-present",
  "sfg2-absent",
  "cross-signed-only",
  "untrusted-root",
  "untrusted-root-one",
  "untrusted-root-some",
  "expired-leaf",
  "expired-leaf-all",
  "wrong-name",
  "wrong-name-one",
  "missing-intermediate",
  "huge-chain",
  "dns",
  "dns-new-style",
  "refused",
  "reset",
  "timeout",
  "all-down",
  "slow",
  "http-500",
  "redirect",
  "inspected",
  "inspected-untrusted",
  "captive-portal",
];

describe.each(SCENARIOS)("$name", (scenario: Scenario) => {
  const older = Object.values(scenario.older ?? {}).map(({ expected }) => expected ?? {});
  const expectations = [scenario.expected, ...older].flatMap(
    (expected) => Object.entries(expected) as [string, Expected][],
  );

  test("has a name and a summary that fit on one line of a list", () => {
    expect(scenario.name).toMatch(/^[a-z0-9]+([-.][a-z0-9]+)*$/);
    expect(scenario.summary).toMatch(/^[A-Z][^\n]{9,88}[^.\n]$/);
  });

  test("speaks of roots that there are, and every rule is about some host", () => {
    for (const id of scenario.trusted) authority.root(id);
    for (const rule of scenario.rules) {
      const alone = (host: (typeof hosts)[number]) => behaviourOf({ rules: [rule] }, host);
      const without = (host: (typeof hosts)[number]) => behaviourOf({ rules: [] }, host);
      const touched = hosts.filter(
        (host) => JSON.stringify(alone(host)) !== JSON.stringify(without(host)),
      );
      expect(touched, JSON.stringify(rule.when)).not.toEqual([]);
    }
  });

  test.each(expectations)("expects something sound of %s", (_browser, expected) => {
    expect(expected.verdict === "ready").toBe(expected.cause === "none");
    for (const [id, root] of Object.entries(expected.roots ?? {})) {
      expect(ids).toContain(id);
      if (!root?.failure) continue;
      // Without a test host nothing can fail; and what failed is not called good. Some browsers detect a proxy by failing.
      const row = catalogue.roots.find((one) => one.id === id)!;
      expect(testHosts(row, "valid"), id).toBeDefined();
      const bad = ["not-trusted", "inconclusive", "not-applicable"];
      const detected = root.failure === "known-interception" ? ["inspected"] : bad;
      // Of a host without an answer the control may speak.
      const silent = layerOf(root.failure) === "network" ? ["trusted"] : [];
      expect([...detected, ...silent], id).toContain(root.finding);
    }
  });

  test("expects something of each browser, or says why it cannot be had there", () => {
    for (const family of ["chromium", "firefox"] as const) {
      const { expected, cannot } = scenario;
      expect([family, expected[family] === undefined]).toEqual([family, !!cannot?.[family]]);
    }
  });

  test("can be told to both browsers, and leaves no name to be looked up", async () => {
    const lab = await startLab(scenario, { authority });
    const args = lab.chromiumArgs();
    const rules = args.find((arg) => arg.startsWith("--host-resolver-rules="));
    const local = String(lab.firefoxPrefs()["network.dns.localDomains"]).split(",");
    await lab.stop();
    expect(lab.firefoxPrefs()["network.dns.disabled"]).toBe(true);
    if (scenario.proxy) {
      // The names go to the proxy as they are.
      expect(rules).toMatch(/=MAP \* \^NOTFOUND,EXCLUDE 127\.0\.0\.1$/);
      expect(args).toContain(`--proxy-server=http://127.0.0.1:${lab.proxyPort}`);
      return;
    }
    expect(rules).toMatch(/,MAP \* \^NOTFOUND$|=MAP \* \^NOTFOUND$/);
    for (const host of hosts) {
      const served = behaviourOf(scenario, host).address === "lab";
      expect(rules?.includes(`MAP ${host.host}:443 127.0.0.1:${lab.port},`)).toBe(served);
      expect(local.includes(host.host)).toBe(served);
    }
  });

  if (!NODE_TELLS.includes(scenario.name)) return;

  test("does to node's own TLS what it expects a browser to see", { timeout: 20_000 }, async () => {
    const lab = await startLab(scenario, { authority });
    const seen = await Promise.all(
      catalogue.roots.map(async ({ id }) => [id, await failure(lab, scenario, id)] as const),
    );
    await lab.stop();
    const expected = ids.map(
      (id) => [id, scenario.expected.chromium?.roots?.[id]?.failure] as const,
    );
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(expected));
  });
});

test("two kinds of absence in one scenario are an error in Firefox", async () => {
  const lab = await startLab(
    {
      ...scenarioNamed("dns"),
      rules: [
        { when: { kind: "valid" }, then: { address: "none" } },
        { when: { kind: "baseline" }, then: { address: "refused" } },
      ],
    },
    { authority },
  );
  await lab.stop();
  expect(() => lab.firefoxPrefs()).toThrow("Firefox has one address for all names");
});

/** How node sees a root's valid host fail, at the first of its names that resolves; in the table's words. */
async function failure(
  lab: Lab,
  scenario: Scenario,
  root: string,
): Promise<FailureCode | undefined> {
  const names = hosts.filter((host) => host.root === root && host.kind === "valid");
  if (names.length === 0) return undefined;
  const host = names.find((name) => behaviourOf(scenario, name).address !== "none");
  if (!host) return "dns";
  if (behaviourOf(scenario, host).address === "refused") return "refused";
  const { delayMs } = behaviourOf(scenario, host).answer;
  const { error } = await ask(lab, host.host, { limitMs: delayMs + 1500 });
  if (error === undefined) return undefined;
  if (error === "TIMEOUT") return "timeout";
  if (error === "ECONNRESET") return "reset";
  if (error === "CERT_HAS_EXPIRED") return "date-invalid";
  if (error === "ERR_TLS_CERT_ALTNAME_INVALID") return "name-mismatch";
  return error.startsWith("UNABLE_TO_") ? "untrusted-issuer" : "unknown";
}
