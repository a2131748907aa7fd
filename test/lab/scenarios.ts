/** The scenario table: one row per state that a browser and its network can be in. */
import type { FailureCode, Finding } from "../../src/core/words.ts";
import type { Expected, Scenario } from "./scenario.ts";
import { INSPECTING_ROOT, PUBLIC_ROOT } from "./words.ts";

const CA_1 = "amazon-root-ca-1";
const CA_2 = "amazon-root-ca-2";
const CA_3 = "amazon-root-ca-3";
const CA_4 = "amazon-root-ca-4";
const SERVICES_G2 = "starfield-services-g2";
const CLASS_2 = "starfield-class-2";
const EU_RSA = "amazon-rsa-2048-root-eu-m1";
const EU_256 = "amazon-ecdsa-256-root-eu-m1";
const EU_384 = "amazon-ecdsa-384-root-eu-m1";

const AMAZON = [CA_1, CA_2, CA_3, CA_4];
const EU = [EU_RSA, EU_256, EU_384];
/**
 * What a browser of today relies on: no EU root, no Starfield Class 2. Starfield Services G2 has a scenario
 * of its own: Firefox prefers a cross-sign that the server sends to a root that was added by hand, which it
 * does not do with its built-in ones.
 */
const TODAY = [...AMAZON, PUBLIC_ROOT];

type Roots = NonNullable<Expected["roots"]>;

function found(ids: readonly string[], finding: Finding, failure?: FailureCode): Roots {
  return Object.fromEntries(ids.map((id) => [id, { finding, ...(failure ? { failure } : {}) }]));
}

const CLASS_2_APART = found([CLASS_2], "not-applicable");
/** Stock Chromium shows no certificate: whatever loads is trusted. */
const ALL_LOAD: Roots = { ...found([...AMAZON, SERVICES_G2, ...EU], "trusted"), ...CLASS_2_APART };
/** Firefox names the root at the end of the chain, which for these is another one. */
const ALL_ANCHORED: Roots = {
  ...found(AMAZON, "trusted"),
  ...found([SERVICES_G2, ...EU], "trusted-by-cross-sign"),
  ...CLASS_2_APART,
};

const READY: Scenario["expected"] = {
  chromium: { verdict: "ready", cause: "none", roots: ALL_LOAD },
  firefox: { verdict: "ready", cause: "none", roots: ALL_ANCHORED },
};

/** No root can be judged, for one and the same reason. */
function undecided(cause: Expected["cause"], failure: FailureCode): Scenario["expected"] {
  const tested = found([...AMAZON, SERVICES_G2, ...EU], "inconclusive", failure);
  const roots = { ...tested, ...CLASS_2_APART };
  const expected: Expected = { verdict: "inconclusive", cause, roots };
  return { chromium: expected, firefox: expected };
}

/** Ready, but for some roots. */
function but(
  verdict: Expected["verdict"],
  cause: Expected["cause"],
  roots: Roots,
): Scenario["expected"] {
  return {
    chromium: { verdict, cause, roots: { ...ALL_LOAD, ...roots } },
    firefox: { verdict, cause, roots: { ...ALL_ANCHORED, ...roots } },
  };
}

const UNTRUSTED = "untrusted-issuer";

/** Chrome's programme has dropped G2, so that in Chromium its absence is nothing to speak of. */
const NONE_TRUSTED: Scenario["expected"] = (() => {
  const expected = but("action-needed", "missing-root", {
    ...found(AMAZON, "not-trusted", UNTRUSTED),
    ...found([SERVICES_G2, ...EU], "not-applicable", UNTRUSTED),
  });
  Object.assign(expected.firefox.roots!, found([SERVICES_G2], "not-trusted", UNTRUSTED));
  return expected;
})();

const OF_AMAZON = { amazon: true };

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "ready",
    summary: "All is well: the browser trusts Amazon's roots and the network lets it through",
    trusted: TODAY,
    rules: [],
    expected: READY,
  },
  {
    name: "starfield-present",
    summary:
      "All is well, and the browser also has Starfield Services G2, which signed Amazon's roots",
    trusted: [...TODAY, SERVICES_G2],
    rules: [],
    expected: {
      chromium: READY.chromium,
      firefox: {
        verdict: "ready",
        cause: "none",
        roots: {
          ...found([...AMAZON, ...EU], "trusted-by-cross-sign"),
          ...found([SERVICES_G2], "trusted"),
          ...CLASS_2_APART,
        },
      },
    },
  },
  {
    name: "untrusted-root",
    summary: "The browser has none of Amazon's roots; other sites work",
    trusted: [PUBLIC_ROOT],
    rules: [],
    expected: NONE_TRUSTED,
  },
  {
    name: "untrusted-root-one",
    summary: "Only Amazon Root CA 2 is missing, and no Starfield root helps out",
    trusted: [CA_1, CA_3, CA_4, PUBLIC_ROOT],
    rules: [],
    expected: but("action-needed", "missing-root", found([CA_2], "not-trusted", UNTRUSTED)),
  },
  {
    name: "untrusted-root-some",
    summary: "Amazon Root CA 2 and 4 are missing, and no Starfield root helps out",
    trusted: [CA_1, CA_3, PUBLIC_ROOT],
    rules: [],
    expected: but("action-needed", "missing-root", {
      ...found([CA_2, CA_4], "not-trusted", UNTRUSTED),
      ...found([EU_384], "not-applicable", UNTRUSTED),
    }),
  },
  {
    name: "cross-signed-only",
    summary: "Of all these roots the browser has only Starfield Services G2, which signed Amazon's",
    trusted: [SERVICES_G2, PUBLIC_ROOT],
    rules: [],
    expected: {
      chromium: {
        verdict: "ready",
        cause: "none",
        roots: { ...ALL_LOAD, ...found(EU, "not-applicable", UNTRUSTED) },
      },
      firefox: {
        verdict: "ready",
        cause: "none",
        roots: {
          ...found(AMAZON, "trusted-by-cross-sign"),
          ...found([SERVICES_G2], "trusted"),
          ...found(EU, "not-applicable", UNTRUSTED),
          ...CLASS_2_APART,
        },
      },
    },
  },
  {
    name: "expired-leaf",
    summary: "Amazon forgot to renew the test certificate of Root CA 1",
    trusted: TODAY,
    rules: [
      {
        when: { kind: "valid", root: CA_1 },
        then: { certificate: { valid: { from: -100, to: -3 } } },
      },
    ],
    expected: but("inconclusive", "amazon-side", found([CA_1], "inconclusive", "date-invalid")),
  },
  {
    name: "wrong-name",
    summary: "Something answers for Amazon's hosts with a certificate for another name",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { certificate: { names: ["other.lab.example"] } } }],
    expected: undecided("blocked", "name-mismatch"),
  },
  {
    name: "inspected",
    summary: "A company's proxy opens all TLS connections and signs every host anew",
    trusted: [...TODAY, INSPECTING_ROOT],
    rules: [{ when: {}, then: { certificate: { issuer: INSPECTING_ROOT } } }],
    expected: {
      // Nothing that stock Chromium shows an extension tells this proxy, which keeps expiry dates, from none.
      chromium: READY.chromium,
      "chromium-security-info": inspectedBy(),
      firefox: inspectedBy(),
    },
  },
  {
    name: "dns",
    summary: "None of Amazon's test hosts resolves; other names do",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { address: "none" } }],
    expected: undecided("dns", "dns"),
  },
  {
    name: "dns-new-style",
    summary: "Only the older names of Amazon's test hosts resolve",
    trusted: TODAY,
    rules: [{ when: { ...OF_AMAZON, style: "new" }, then: { address: "none" } }],
    expected: but("ready", "none", found(EU, "inconclusive", "dns")),
  },
  {
    name: "refused",
    summary: "Connections to Amazon's hosts are refused; others work",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { address: "refused" } }],
    expected: undecided("amazon-side", "refused"),
  },
  {
    name: "reset",
    summary: "A firewall cuts connections to Amazon's hosts as soon as it reads their names",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { connection: "reset" } }],
    expected: undecided("blocked", "reset"),
  },
  {
    name: "timeout",
    summary: "Connections to Amazon's hosts open and then nothing more comes",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { connection: "hang" } }],
    expected: undecided("amazon-side", "timeout"),
  },
  {
    name: "slow",
    summary: "Amazon's hosts take three seconds to answer",
    trusted: TODAY,
    rules: [{ when: { kind: "valid" }, then: { answer: { delayMs: 3000 } } }],
    expected: READY,
  },
  {
    name: "http-500",
    summary: "Amazon's hosts are trusted but answer with an error page",
    trusted: TODAY,
    rules: [{ when: OF_AMAZON, then: { answer: { status: 500 } } }],
    expected: READY,
  },
  {
    name: "redirect",
    summary: "Amazon's hosts are trusted and send the browser on to another host",
    trusted: TODAY,
    rules: [
      {
        when: OF_AMAZON,
        then: { answer: { status: 302, headers: { location: "https://elsewhere.lab.example/" } } },
      },
    ],
    expected: READY,
  },
  {
    name: "mixed",
    summary: "Root CA 2 is missing, the host of CA 3 hangs, that of CA 4 is out of order",
    trusted: [CA_1, CA_3, CA_4, PUBLIC_ROOT],
    rules: [
      { when: { root: CA_3 }, then: { connection: "hang" } },
      { when: { root: CA_4 }, then: { answer: { status: 500 } } },
      { when: { root: EU }, then: { address: "none" } },
    ],
    expected: but("action-needed", "missing-root", {
      ...found([CA_2], "not-trusted", UNTRUSTED),
      ...found([CA_3], "inconclusive", "timeout"),
      ...found(EU, "inconclusive", "dns"),
    }),
  },
  {
    name: "all-down",
    summary: "No host answers at all, Amazon's or others",
    trusted: TODAY,
    rules: [{ when: {}, then: { address: "refused" } }],
    expected: undecided("offline", "refused"),
  },
];

function inspectedBy(): Expected {
  return {
    verdict: "inspected",
    cause: "tls-inspection",
    roots: { ...found([...AMAZON, SERVICES_G2, ...EU], "inspected"), ...CLASS_2_APART },
  };
}

/** The row with this name. Throws, naming all rows, where there is none. */
export function scenarioNamed(name: string): Scenario {
  const scenario = SCENARIOS.find((row) => row.name === name);
  if (scenario) return scenario;
  const known = SCENARIOS.map((row) => row.name).join(", ");
  throw new Error(`No scenario "${name}". There are: ${known}`);
}
