/**
 * Walks checks in which every probe brings any outcome, in any order: whenever the result is called certain, the complete
 * report says the same on the card.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { earlyResult } from "../../src/core/decided.ts";
import { makeReport, type Gathered } from "../../src/core/make-report.ts";
import type { Certificate } from "../../src/core/certificate.ts";
import type { Observation } from "../../src/core/observation.ts";
import { planCheck, wantsFreshLook, type PlannedProbe } from "../../src/core/plan.ts";
import { evidenceOf, evidenceOn } from "../../src/core/evidence.ts";
import type { Report } from "../../src/core/report.ts";
import { FAILURE_CODES, type BrowserFamily } from "../../src/core/vocabulary.ts";
import { verdictSentences } from "../../src/report-text/sentences.ts";
import { caseOf } from "../../src/guidance/situation.ts";
import {
  BROWSERS,
  catalogue,
  certificate,
  INSPECTOR,
  ownChain,
  rootOf,
  START,
  TLS,
  type Answer,
} from "../made-up.ts";
import { viewHere } from "../preview/view-context.ts";

const DAY_MS = 24 * 3_600_000;
const LOCAL = new Date(START).toISOString();

/** The time that a server tells. */
function told(aheadMs: number): Observation["serverTime"] {
  return { server: new Date(START + aheadMs).toISOString(), local: LOCAL };
}

function isRight(time: Observation["serverTime"]): boolean {
  return time !== null && time.server === time.local;
}

const OTHER_INSPECTOR = certificate("Zscaler Root CA", { issuerOrganization: "Zscaler Inc." });
const foreignLeaf = (by: Certificate & { readable: true }) =>
  certificate(`leaf by ${by.name}`, {
    issuer: by.subject,
    issuerName: by.name,
    issuerOrganization: by.issuerOrganization,
  });

const TIMES: Answer[] = [
  { serverTime: told(0) },
  { serverTime: told(3 * DAY_MS) },
  { serverTime: null },
];

const foreign = (by: Certificate & { readable: true }): Answer => {
  return { evidence: "anchor", tls: TLS, chain: [foreignLeaf(by), by] };
};

/** Loads that each family can see. `stock`: Chromium that shows no certificates. */
const LOADS: Record<"stock" | "chromium" | "firefox", Answer[]> = {
  stock: [{}, { status: 403 }],
  chromium: [
    { evidence: "issuer", chain: [certificate("a leaf of Amazon's")] },
    { evidence: "issuer", chain: [foreignLeaf(INSPECTOR)] },
    { evidence: "issuer", chain: [foreignLeaf(OTHER_INSPECTOR)], status: 403 },
  ],
  firefox: [
    ownChain(rootOf("amazon-root-ca-1")),
    ownChain(rootOf("starfield-services-g2")),
    { ...ownChain(rootOf("amazon-root-ca-1")), status: 403 },
    foreign(INSPECTOR),
    { ...foreign(OTHER_INSPECTOR), status: 403 },
    { evidence: "anchor", tls: TLS, chain: [{ ...INSPECTOR, readable: false } as Certificate] },
    {},
    ...(["untrusted-issuer", "name-mismatch", "date-invalid"] as const).map((exception): Answer => {
      return { ...ownChain(rootOf("amazon-root-ca-1")), tls: { ...TLS, exception } };
    }),
  ],
};

type Sight = keyof typeof LOADS;

const FAILURES: Answer[] = [
  ...FAILURE_CODES.filter((code) => code !== "permission-missing").map((fails): Answer => {
    return { fails };
  }),
  ...["some words", "other words"].map((raw): Answer => ({ fails: "certificate-other", raw })),
];

interface Outcome {
  answer: Answer;
  /** Of the second look, if there is one. */
  again: Answer;
}

/** A check in the middle: what has come of each probe, in the order in which it came. */
interface Walk {
  sight: Sight;
  online: boolean;
  version: string;
  /** By the place in the plan. */
  outcomes: Outcome[];
  order: number[];
}

function planOf(family: BrowserFamily): PlannedProbe[] {
  return planCheck(catalogue, BROWSERS[family].programme);
}

function observed(planned: PlannedProbe, url: string, { answer }: Pick<Outcome, "answer">) {
  const { fails, raw, chain = [], ...rest } = answer;
  const { kind, root } = planned;
  const isBlind = kind === "baseline";
  const seen: Observation = {
    kind,
    root,
    url,
    outcome: fails ? "failed" : "loaded",
    startedMs: 1,
    durationMs: 80,
    status: fails || isBlind ? null : 200,
    ip: null,
    serverTime: null,
    // An unread word has no symbol, every other failure has one.
    failure: fails ? { code: fails, raw: raw ?? fails, symbol: raw ? null : fails } : null,
    evidence: fails ? "none" : "load",
    tls: null,
    ...(isBlind ? {} : rest),
    chain: isBlind ? [] : chain.map(({ sha256 }) => sha256),
  };
  return fails ? { ...seen, evidence: "none" as const, serverTime: null, tls: null } : seen;
}

/** What the card says, and what its button does. */
function card(report: Report): unknown {
  const { verdict } = report;
  return { ...verdict, case: caseOf(report), ...verdictSentences(report, viewHere) };
}

interface Seen {
  /** How many probes were open when the result was certain; null if it never was before the end. */
  openThen: number | null;
  faults: string[];
}

/** Goes through a check as the background does. */
function walk({ sight, online, version, outcomes, order }: Walk): Seen {
  const family = sight === "firefox" ? "firefox" : "chromium";
  const plan = planOf(family);
  const urlOrder = plan.flatMap(({ urls }) => urls);
  const certificates: Gathered["certificates"] = {};
  for (const { answer, again } of outcomes) {
    for (const each of [...(answer.chain ?? []), ...(again.chain ?? [])])
      certificates[each.sha256] = each;
  }
  const gathered = (observations: Observation[], isOnline: boolean): Gathered => ({
    id: "walk",
    startedAt: LOCAL,
    finishedAt: LOCAL,
    toolVersion: "0.1.0",
    browser: { ...BROWSERS[family], version },
    online: isOnline,
    observations: observations.toSorted(
      (a, b) => urlOrder.indexOf(a.url) - urlOrder.indexOf(b.url),
    ),
    certificates,
  });
  const open = new Set(plan);
  const observations: Observation[] = [];
  const early: { report: Report; settled: string[]; open: number }[] = [];
  const look = () => {
    if (open.size === 0) return;
    const found = earlyResult(catalogue, gathered(observations, true), { plan, open });
    if (found) early.push({ ...found, open: open.size });
  };
  for (const place of order) {
    const planned = plan[place]!;
    const outcome = outcomes[place]!;
    const [url, older] = planned.urls;
    observations.push(observed(planned, url!, outcome));
    if (outcome.answer.fails === "dns" && older) {
      look();
      observations.push(observed(planned, older, { answer: outcome.again }));
    }
    open.delete(planned);
    look();
    const root = planned.root ?? "";
    if (wantsFreshLook(evidenceOn(root, evidenceOf(observations)))) {
      const at = plan.findIndex((each) => each.kind === "valid" && each.root === root);
      const unasked = plan[at]!.urls.find((each) =>
        observations.every((seen) => seen.url !== each),
      );
      if (unasked) {
        observations.push(observed(plan[at]!, unasked, { answer: outcomes[at]!.again }));
        look();
      }
    }
  }
  const complete = makeReport(catalogue, gathered(observations, online));
  const wanted = JSON.stringify(card(complete));
  const faults = early.flatMap(({ report, settled }) => {
    const said = JSON.stringify(card(report));
    const rows = settled.filter((id) => rowOf(report, id) !== rowOf(complete, id));
    return [
      ...(said === wanted ? [] : [`${said} became ${wanted}`]),
      ...rows.map((id) => `${id}: ${rowOf(report, id)} became ${rowOf(complete, id)}`),
    ];
  });
  return { openThen: early[0]?.open ?? null, faults };
}

function rowOf({ roots }: Report, id: string): string {
  const { finding, evidence, anchor } = roots.find((root) => root.id === id)!;
  return JSON.stringify([finding, evidence, anchor]);
}

const NOW = "156.0";
const OLD = "100.0";

/** All is well, as this browser sees it. */
function wellAt({ kind, root }: PlannedProbe, sight: Sight): Answer {
  if (kind === "expired") return { fails: "date-invalid" };
  const time = { serverTime: told(0) };
  if (kind === "baseline" || sight === "stock") return time;
  if (sight === "chromium") return { ...LOADS.chromium[0]!, ...time };
  if (kind === "revoked") return { fails: "revoked" };
  const own = rootOf(root!);
  return { ...ownChain(own.decides ? own : rootOf("amazon-root-ca-1")), ...time };
}

function well(sight: Sight): Outcome[] {
  const plan = planOf(sight === "firefox" ? "firefox" : "chromium");
  return plan.map((planned) => {
    const answer = wellAt(planned, sight);
    return { answer, again: answer };
  });
}

function outcomesIn(sight: Sight): Answer[] {
  return [
    ...LOADS[sight].flatMap((load) => TIMES.map((time) => ({ ...load, ...time }))),
    ...FAILURES,
  ];
}

const SIGHTS = ["stock", "chromium", "firefox"] as const;

/** Places in the plan, those with this property last. */
function lastOnes(plan: readonly PlannedProbe[], isLast: (planned: PlannedProbe) => boolean) {
  const places = plan.map((_, place) => place);
  return [
    ...places.filter((place) => !isLast(plan[place]!)),
    ...places.filter((place) => isLast(plan[place]!)),
  ];
}

describe.each(SIGHTS)("a check in which all but one probe is well, as %s sees it", (sight) => {
  const plan = planOf(sight === "firefox" ? "firefox" : "chromium");
  const base = well(sight);

  test.each(plan.map((planned, place) => ({ ...planned, place })))(
    "is never certain too early where $kind $root brings anything, first or last",
    ({ place }) => {
      const faults = new Set<string>();
      const { kind } = plan[place]!;
      // Elsewhere no time is read, nobody looks again, and a page that loads settles whether there is a network.
      const answers = outcomesIn(sight).filter(
        ({ serverTime }) => kind === "valid" || serverTime === undefined || isRight(serverTime),
      );
      const looks: Answer[] =
        kind === "baseline" ? [{}] : [base[place]!.answer, { fails: "untrusted-issuer" }];
      const last = lastOnes(plan, (each) => each === plan[place]);
      for (const answer of answers) {
        for (const again of answer.fails === "dns" || !answer.fails ? looks : [answer]) {
          const outcomes = base.map((each, at) => (at === place ? { answer, again } : each));
          for (const order of [last, last.toReversed()]) {
            const seen = walk({
              sight,
              online: kind !== "baseline",
              version: NOW,
              outcomes,
              order,
            });
            for (const fault of seen.faults) faults.add(`${JSON.stringify(answer)}: ${fault}`);
          }
        }
      }
      expect([...faults]).toEqual([]);
    },
  );
});

describe.each(SIGHTS)(
  "a check in which all controls of a kind do the same, as %s sees it",
  (sight) => {
    const plan = planOf(sight === "firefox" ? "firefox" : "chromium");
    const base = well(sight);

    test.each(["expired", "revoked"] as const)("is never certain too early: %s", (kind) => {
      const faults = new Set<string>();
      const untrusted: Answer = { fails: "untrusted-issuer" };
      const isFirst = ({ kind: each, root }: PlannedProbe) =>
        each === "valid" && root === "amazon-root-ca-1";
      // All else is well; loads by an old session only; has one host that fails in the controls' words; is untrusted.
      const elsewhere: ((planned: PlannedProbe) => Partial<Outcome>)[] = [
        () => ({}),
        () => ({ again: untrusted }),
        (planned) => (isFirst(planned) ? { answer: FAILURES.at(-1)! } : {}),
        ({ root }) => (root === null ? {} : { answer: untrusted, again: untrusted }),
      ];
      for (const answer of outcomesIn(sight)) {
        for (const change of elsewhere) {
          const outcomes = base.map((each, at): Outcome => {
            const planned = plan[at]!;
            if (planned.kind === kind) return { answer, again: answer };
            return { ...each, ...change(planned) };
          });
          const order = lastOnes(plan, (each) => each.kind === kind);
          const validLast = lastOnes(plan, (each) => each.kind === "valid");
          for (const each of [order, order.toReversed(), validLast]) {
            const seen = walk({ sight, online: true, version: NOW, outcomes, order: each });
            for (const fault of seen.faults) faults.add(`${JSON.stringify(answer)}: ${fault}`);
          }
        }
      }
      expect([...faults]).toEqual([]);
    });
  },
);

test.each(SIGHTS)(
  "a check in which nothing is trusted is never certain too early, whatever the last probe brings: %s",
  (sight) => {
    const plan = planOf(sight === "firefox" ? "firefox" : "chromium");
    const untrusted: Answer = { fails: "untrusted-issuer" };
    const faults = new Set<string>();
    plan.forEach((last, place) => {
      if (last.root !== null && last.root !== "amazon-root-ca-4") return;
      for (const answer of outcomesIn(sight)) {
        const outcomes = well(sight).map((each, at): Outcome => {
          if (at === place) return { answer, again: answer };
          return plan[at]!.root === null ? each : { answer: untrusted, again: untrusted };
        });
        const order = lastOnes(plan, (each) => each === last);
        const seen = walk({ sight, online: true, version: NOW, outcomes, order });
        for (const fault of seen.faults) faults.add(`${JSON.stringify(answer)}: ${fault}`);
      }
    });
    expect([...faults]).toEqual([]);
  },
);

test.each(SIGHTS)(
  "a check is never certain too early where the deciding hosts do not agree on the time: %s",
  (sight) => {
    const plan = planOf(sight === "firefox" ? "firefox" : "chromium");
    const isDeciding = ({ kind, root }: PlannedProbe) =>
      kind === "valid" && root !== null && rootOf(root).decides;
    const faults = new Set<string>();
    // None tells the time; two do, and differ.
    for (const [one, two] of [
      [TIMES[2]!, TIMES[2]!],
      [TIMES[0]!, TIMES[1]!],
    ]) {
      const outcomes = well(sight).map((each, at): Outcome => {
        const planned = plan[at]!;
        if (!each.answer.serverTime) return each;
        const time = isDeciding(planned) ? (at % 2 ? one! : two!) : TIMES[1]!;
        const answer = { ...each.answer, ...time };
        return { answer, again: answer };
      });
      const order = lastOnes(plan, (each) => !isDeciding(each) && each.kind === "valid");
      const seen = walk({ sight, online: true, version: NOW, outcomes, order });
      for (const fault of seen.faults) faults.add(fault);
    }
    expect([...faults]).toEqual([]);
  },
);

/** Whole networks: every host of Amazon's does the same. */
const alike = fc.constantFrom<Answer>(
  { fails: "untrusted-issuer" },
  { fails: "date-invalid" },
  { fails: "name-mismatch" },
  { fails: "timeout" },
  { fails: "reset" },
  { fails: "dns" },
  { fails: "certificate-other", raw: "some words" },
  { ...foreign(INSPECTOR), serverTime: told(0) },
);

/** A world: well or alike everywhere, with some probes that bring anything. */
function walks(sight: Sight): fc.Arbitrary<Walk> {
  const plan = planOf(sight === "firefox" ? "firefox" : "chromium");
  const any = fc.constantFrom(...outcomesIn(sight));
  const base = well(sight);
  const usual = fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: alike.filter((each) => sight === "firefox" || !each.chain) },
  );
  const odd = fc.array(fc.record({ place: fc.nat(plan.length - 1), answer: any, again: any }), {
    maxLength: 8,
  });
  const isBlocked = fc.constantFrom(false, false, false, true);
  return fc
    .tuple(usual, odd, isBlocked, fc.shuffledSubarray([...plan.keys()], { minLength: plan.length }))
    .chain(([same, odds, blocked, order]) => {
      const outcomes = base.map((each, place): Outcome => {
        const { kind } = plan[place]!;
        if (kind === "baseline") {
          const answer: Answer = blocked ? { fails: "reset" } : {};
          return { answer, again: answer };
        }
        return same ? { answer: same, again: same } : each;
      });
      for (const { place, answer, again } of odds) outcomes[place] = { answer, again };
      return fc.record({
        sight: fc.constant(sight),
        online: fc.boolean(),
        version: fc.constantFrom(NOW, OLD),
        outcomes: fc.constant(outcomes),
        order: fc.constant(order),
      });
    });
}

describe.each(SIGHTS)("any check, as %s sees it", (sight) => {
  test("is never certain too early", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(walks(sight), (each) => {
        expect(walk(each).faults).toEqual([]);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

describe("a check in which all is well", () => {
  const isOf = (ids: readonly string[]) => (planned: PlannedProbe) =>
    planned.kind === "valid" && ids.includes(planned.root ?? "");
  const others = catalogue.roots.flatMap(({ id, decides }) => (decides ? [] : [id]));
  const openWhenCertain = (sight: Sight, isLast: (planned: PlannedProbe) => boolean) => {
    const plan = planOf(sight === "firefox" ? "firefox" : "chromium");
    const order = lastOnes(plan, isLast);
    const last = plan.filter(isLast).length;
    const { openThen, faults } = walk({
      sight,
      online: true,
      version: NOW,
      outcomes: well(sight),
      order,
    });
    expect(faults).toEqual([]);
    return { openThen, last };
  };

  test.each(SIGHTS)("is certain without the hosts of roots that do not decide: %s", (sight) => {
    const { openThen, last } = openWhenCertain(sight, isOf(others));
    expect(last).toBeGreaterThan(3);
    expect(openThen).toBeGreaterThanOrEqual(last);
  });

  test.each(SIGHTS)("is certain without the sites to compare with: %s", (sight) => {
    const { openThen, last } = openWhenCertain(sight, ({ kind }) => kind === "baseline");
    expect(openThen).toBeGreaterThanOrEqual(last);
  });

  test.each(SIGHTS)("is certain without revoked controls: %s", (sight) => {
    const isRevoked = ({ kind }: PlannedProbe) => kind === "revoked";
    const { openThen, last } = openWhenCertain(sight, (planned) => {
      return isRevoked(planned) || isOf(others)(planned);
    });
    expect(openThen).toBe(last);
  });

  test.each(SIGHTS)("waits for each expired control and each valid host: %s", (sight) => {
    for (const wanted of ["valid", "expired"] as const) {
      for (const { id, decides } of catalogue.roots) {
        if (!decides) continue;
        const isLast = ({ kind, root }: PlannedProbe) => kind === wanted && root === id;
        expect(openWhenCertain(sight, isLast).openThen).toBeNull();
      }
    }
  });
});
