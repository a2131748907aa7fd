/** What the rows of the scenario table have in common: stores, hosts, and expectations. */
import builtIn from "../../../src/core/catalogue.json" with { type: "json" };
import type { Catalogue, CatalogueRoot } from "../../../src/core/catalogue.ts";
import type { Cause, FailureCode, Finding, VerdictCode } from "../../../src/core/vocabulary.ts";
import type { Expected, HostMatch, Scenario } from "../scenario.ts";
import { PUBLIC_ROOT } from "../words.ts";

export const CA_1 = "amazon-root-ca-1";
export const CA_2 = "amazon-root-ca-2";
export const CA_3 = "amazon-root-ca-3";
export const CA_4 = "amazon-root-ca-4";
export const SERVICES_G2 = "starfield-services-g2";
export const CLASS_2 = "starfield-class-2";
export const EU_256 = "amazon-ecdsa-256-root-eu-m1";

const idsOf = (belongs: (root: CatalogueRoot) => boolean) =>
  (builtIn as Catalogue).roots.filter(belongs).map(({ id }) => id);

export const AMAZON = idsOf(({ decides }) => decides);
export const EU = idsOf(({ role }) => role === "eu");
export const euSignedBy = (signer: string) =>
  idsOf(({ role, crossSignedBy }) => role === "eu" && crossSignedBy.includes(signer));
/** All that have a test host. */
export const TESTED = idsOf(({ tests }) => tests.length > 0);

/**
 * What a browser of today relies on: no EU root, no Starfield Class 2. Starfield Services G2 has a scenario
 * of its own: Firefox prefers a cross-sign that the server sends to a root that was added by hand, which it
 * does not do with its built-in ones.
 */
export const TODAY = [...AMAZON, PUBLIC_ROOT];

export function todayWithout(...ids: readonly string[]): string[] {
  return TODAY.filter((id) => !ids.includes(id));
}

export const OF_AMAZON: HostMatch = { amazon: true };
export const EVERY: HostMatch = {};

export type Roots = NonNullable<Expected["roots"]>;
/** What both browsers should say. */
export type Both = Required<Pick<Scenario["expected"], "chromium" | "firefox">>;

export function found(ids: readonly string[], finding: Finding, failure?: FailureCode): Roots {
  return Object.fromEntries(ids.map((id) => [id, { finding, ...(failure ? { failure } : {}) }]));
}

export const CLASS_2_APART = found([CLASS_2], "not-applicable");
/** Stock Chromium shows no certificate: whatever loads is trusted. */
export const ALL_LOAD: Roots = { ...found(TESTED, "trusted"), ...CLASS_2_APART };
/** Firefox names the root at the end of the chain, which for these is another one. */
export const ALL_ANCHORED: Roots = {
  ...found(AMAZON, "trusted"),
  ...found([SERVICES_G2, ...EU], "trusted-by-cross-sign"),
  ...CLASS_2_APART,
};
/** All load, and something else shows that loading proves nothing. */
export const NOTHING_PROVEN: Roots = { ...found(TESTED, "inconclusive"), ...CLASS_2_APART };

/** Ready but for some roots, where any are given; in both browsers. */
export function but(verdict: VerdictCode, cause: Cause, roots: Roots = {}): Both {
  return {
    chromium: { verdict, cause, roots: { ...ALL_LOAD, ...roots } },
    firefox: { verdict, cause, roots: { ...ALL_ANCHORED, ...roots } },
  };
}

/** Roots are missing. An outdated browser is told to update first. */
const WITHOUT_ROOTS = {
  verdict: "action-needed",
  cause: "missing-root",
  causeIfOutdated: "outdated-trust-store",
} as const;

/** These roots are missing, and what else is given; the others are trusted. */
export function without(missing: readonly string[], roots: Roots = {}): Both {
  const all = { ...found(missing, "not-trusted", UNTRUSTED), ...roots };
  return also(but("action-needed", "missing-root", all), WITHOUT_ROOTS);
}

export const READY = but("ready", "none");

/** The same for both browsers, and this besides. */
export function also(expected: Both, more: Partial<Expected>): Both {
  return {
    chromium: { ...expected.chromium, ...more },
    firefox: { ...expected.firefox, ...more },
  };
}

/** No root can be judged, for one and the same reason, which the browsers may call by different codes. */
export function undecided(cause: Cause, failure: FailureCode, inFirefox = failure): Both {
  const expected = (code: FailureCode): Expected => ({
    verdict: "inconclusive",
    cause,
    roots: { ...found(TESTED, "inconclusive", code), ...CLASS_2_APART },
  });
  return { chromium: expected(failure), firefox: expected(inFirefox) };
}

/** The same, but for these roots. */
export function overlaid(expected: Both, roots: Roots): Both {
  return {
    chromium: { ...expected.chromium, roots: { ...expected.chromium.roots, ...roots } },
    firefox: { ...expected.firefox, roots: { ...expected.firefox.roots, ...roots } },
  };
}

export const UNTRUSTED = "untrusted-issuer";

const MISSING = found(AMAZON, "not-trusted", UNTRUSTED);
/** Chrome's programme has dropped G2, so that in Chromium its absence is nothing to speak of. */
const APART = { ...found([SERVICES_G2, ...EU], "not-applicable", UNTRUSTED), ...CLASS_2_APART };

export const NONE_TRUSTED: Both = {
  chromium: { ...WITHOUT_ROOTS, roots: { ...MISSING, ...APART } },
  firefox: {
    ...WITHOUT_ROOTS,
    roots: { ...MISSING, ...APART, ...found([SERVICES_G2], "not-trusted", UNTRUSTED) },
  },
};

/** What is said where the foreign chain itself was seen. */
export const INSPECTED: Expected = {
  verdict: "inspected",
  cause: "tls-inspection",
  roots: { ...found(TESTED, "inspected"), ...CLASS_2_APART },
};

/** A proxy that copies expiry dates looks to stock Chromium like none: no certificate is shown there. */
export function inspectedWhereShown(inspector?: string | null): Scenario["expected"] {
  const shown = inspector === undefined ? INSPECTED : { ...INSPECTED, inspector };
  return { chromium: READY.chromium, "chromium-security-info": shown, firefox: shown };
}
