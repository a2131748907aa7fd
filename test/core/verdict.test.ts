import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CONTROL_SIGNS } from "../../src/core/control-sign.ts";
import {
  CLOCK_SIGNS,
  decide,
  DECISIONS,
  SIGNS,
  signOf,
  type Decision,
  type VerdictInput,
  type Sign,
} from "../../src/core/verdict.ts";
import {
  CAUSES,
  FAILURE_CODES,
  FINDINGS,
  VERDICTS,
  type Cause,
  type FailureCode,
  type Finding,
  type VerdictCode,
} from "../../src/core/vocabulary.ts";
import { failure, observation } from "../made-up.ts";

const BOOLEANS = [true, false];

/** All is well but for these signs; where fewer than four are given, the other roots are well. */
function picture(signs: string, change: Partial<VerdictInput> = {}): VerdictInput {
  const given = signs.split(" ").filter(Boolean) as Sign[];
  const rest = Array.from({ length: 4 - given.length }, () => "ok" as const);
  return {
    signs: [...given, ...rest],
    baselineLoaded: true,
    control: "refused",
    online: true,
    clock: "right",
    outdated: false,
    ...change,
  };
}

const all = (sign: Sign) => Array.from({ length: 4 }, () => sign).join(" ");
const noBaseline = { baselineLoaded: false };

/** Signs that are Amazon's own fault only while the baseline loads. */
const BLAMELESS = [
  "own-chain",
  "self-signed",
  "date",
  "name",
  "certificate",
  "handshake",
  "reset",
  "unreachable",
] as const;

type Example = [
  sentence: string,
  signs: string,
  change: Partial<VerdictInput>,
  verdict: VerdictCode,
  cause: Cause,
  sign: Sign | null,
];

/** By hand, from the design: each row of the table, and each row against those that come after it. */
const EXAMPLES: Example[] = [
  [
    "no permission at all",
    all("permission"),
    {},
    "inconclusive",
    "permission-missing",
    "permission",
  ],
  [
    "no permission for one host outweighs what the others show",
    "permission exception inspected untrusted",
    { control: "accepted" },
    "inconclusive",
    "permission-missing",
    "permission",
  ],
  ["one exception", "exception", {}, "action-needed", "certificate-exception", "exception"],
  [
    "an exception outweighs a foreign chain and a missing root",
    "exception inspected untrusted offline",
    { control: "accepted" },
    "action-needed",
    "certificate-exception",
    "exception",
  ],
  [
    "an exception is not red while the baseline fails",
    "exception",
    noBaseline,
    "inconclusive",
    "certificate-exception",
    "exception",
  ],
  ["one foreign chain", "inspected", {}, "inspected", "tls-inspection", "inspected"],
  ["foreign chains everywhere", all("inspected"), {}, "inspected", "tls-inspection", "inspected"],
  [
    "a foreign chain outweighs an expired certificate that passed",
    "inspected offline proxy untrusted",
    { control: "accepted" },
    "inspected",
    "tls-inspection",
    "inspected",
  ],
  [
    "a foreign chain was seen, whether the baseline loads or not",
    "inspected",
    noBaseline,
    "inspected",
    "tls-inspection",
    "inspected",
  ],
  [
    "an expired certificate passed where all else is well",
    "",
    { control: "accepted" },
    "action-needed",
    "checks-disabled",
    null,
  ],
  [
    "an expired certificate passed where a host is offline",
    "offline proxy untrusted",
    { control: "accepted" },
    "action-needed",
    "checks-disabled",
    null,
  ],
  [
    "an expired certificate passed, while the baseline fails",
    "",
    { control: "accepted", ...noBaseline },
    "inconclusive",
    "checks-disabled",
    null,
  ],
  [
    "somebody else answered for the control where all else is well",
    "",
    { control: "replaced" },
    "inspected",
    "tls-inspection",
    null,
  ],
  [
    "somebody else answered for the control where hosts are not trusted",
    "untrusted offline",
    { control: "replaced" },
    "inspected",
    "tls-inspection",
    null,
  ],
  [
    "a missing permission outweighs a replaced control",
    "permission",
    { control: "replaced" },
    "inconclusive",
    "permission-missing",
    "permission",
  ],
  [
    "an exception outweighs a replaced control",
    "exception",
    { control: "replaced" },
    "action-needed",
    "certificate-exception",
    "exception",
  ],
  [
    "a foreign chain is what decided, where the control was replaced too",
    "inspected",
    { control: "replaced" },
    "inspected",
    "tls-inspection",
    "inspected",
  ],
  ...(["reset", "certificate"] as const).map((sign): Example => [
    `somebody else answered for the control, though all else fails: ${sign}`,
    all(sign),
    { control: "replaced" },
    "inspected",
    "tls-inspection",
    null,
  ]),
  ["all is well", "", {}, "ready", "none", "ok"],
  ["all is well, whatever the controls lack", "", { control: "void" }, "ready", "none", "ok"],
  ["all is well in an old browser", "", { outdated: true }, "ready", "none", "ok"],
  [
    "all is well, though the baseline fails and the browser thinks that it is offline",
    "",
    { online: false, ...noBaseline },
    "ready",
    "none",
    "ok",
  ],
  ["no network", all("offline"), noBaseline, "inconclusive", "offline", "offline"],
  [
    "no network for one host",
    "offline proxy blocked untrusted",
    {},
    "inconclusive",
    "offline",
    "offline",
  ],
  [
    "no network for one host, and the browser knows it",
    "offline dns",
    { online: false, ...noBaseline },
    "inconclusive",
    "offline",
    "offline",
  ],
  [
    "the browser knows that it is offline, whatever the hosts say",
    "proxy blocked untrusted date",
    { online: false, ...noBaseline },
    "inconclusive",
    "offline",
    null,
  ],
  [
    "the browser thinks that it is offline, and the baseline proves it wrong",
    "untrusted",
    { online: false },
    "action-needed",
    "missing-root",
    "untrusted",
  ],
  ["the proxy fails", "proxy", {}, "inconclusive", "proxy", "proxy"],
  [
    "the proxy outweighs a block",
    "proxy blocked untrusted date",
    {},
    "inconclusive",
    "proxy",
    "proxy",
  ],
  ["something blocks", "blocked", {}, "inconclusive", "blocked", "blocked"],
  [
    "a block outweighs a missing root",
    "blocked untrusted date name",
    {},
    "inconclusive",
    "blocked",
    "blocked",
  ],
  [
    "nothing is trusted, not even the baseline: that smells of inspection",
    all("untrusted"),
    noBaseline,
    "inconclusive",
    "tls-inspection",
    "untrusted",
  ],
  [
    "one root and the baseline are not trusted in an old browser",
    "untrusted date name dns",
    { outdated: true, ...noBaseline },
    "inconclusive",
    "tls-inspection",
    "untrusted",
  ],
  [
    "a root is missing in an old browser",
    "untrusted date name dns",
    { outdated: true },
    "action-needed",
    "outdated-trust-store",
    "untrusted",
  ],
  ["a root is missing", "untrusted", {}, "action-needed", "missing-root", "untrusted"],
  ["all roots are missing", all("untrusted"), {}, "action-needed", "missing-root", "untrusted"],
  [
    "a missing root outweighs dates and names",
    "untrusted date name dns",
    {},
    "action-needed",
    "missing-root",
    "untrusted",
  ],
  [
    "a block outweighs a missing root while the baseline fails",
    "blocked untrusted",
    noBaseline,
    "inconclusive",
    "blocked",
    "blocked",
  ],
  ...([...BLAMELESS, "dns"] as const).flatMap((sign): Example[] => [
    [
      `an expired certificate passed, though all else fails: ${sign}`,
      all(sign),
      { control: "accepted" },
      "action-needed",
      "checks-disabled",
      null,
    ],
    [
      `the browser knows that it is offline, though all hosts say another thing: ${sign}`,
      all(sign),
      { online: false, ...noBaseline },
      "inconclusive",
      "offline",
      null,
    ],
  ]),
  [
    "all dates are wrong",
    all("date"),
    { clock: "unknown", ...noBaseline },
    "inconclusive",
    "wrong-clock",
    "date",
  ],
  [
    "all dates of Amazon are wrong",
    all("date"),
    { clock: "unknown" },
    "inconclusive",
    "wrong-clock",
    "date",
  ],
  ["one date is wrong", "date", {}, "inconclusive", "amazon-side", "date"],
  [
    "one date is wrong, one name too",
    "date name dns reset",
    {},
    "inconclusive",
    "amazon-side",
    "date",
  ],
  ["all names are wrong", all("name"), noBaseline, "inconclusive", "captive-portal", "name"],
  ["all of Amazon's names are wrong", all("name"), {}, "inconclusive", "blocked", "name"],
  ["one name is wrong", "name", {}, "inconclusive", "amazon-side", "name"],
  ["one name is wrong, one unknown", "name dns reset", {}, "inconclusive", "amazon-side", "name"],
  ["a name does not resolve", "dns", {}, "inconclusive", "dns", "dns"],
  ["no name resolves", all("dns"), noBaseline, "inconclusive", "dns", "dns"],
  [
    "a name does not resolve, others reset",
    "dns reset unreachable",
    {},
    "inconclusive",
    "dns",
    "dns",
  ],
  ["all of Amazon's hosts reset", all("reset"), {}, "inconclusive", "blocked", "reset"],
  ["all hosts reset", all("reset"), noBaseline, "inconclusive", "offline", "reset"],
  ["no host is reached", all("unreachable"), noBaseline, "inconclusive", "offline", "unreachable"],
  ["one host resets", "reset unreachable", {}, "inconclusive", "amazon-side", "reset"],
  ["one host is not reached", "unreachable", {}, "inconclusive", "amazon-side", "unreachable"],
  [
    "none of Amazon's hosts is reached: a firewall that drops is likelier than four hosts that are down",
    all("unreachable"),
    {},
    "inconclusive",
    "blocked",
    "unreachable",
  ],
  [
    "some of Amazon's hosts reset, the others are not reached",
    "reset reset unreachable unreachable",
    {},
    "inconclusive",
    "blocked",
    "reset",
  ],
  [
    "some hosts reset, the others are not reached, the baseline fails too",
    "reset unreachable unreachable unreachable",
    noBaseline,
    "inconclusive",
    "offline",
    "reset",
  ],
  [
    "a silent host of a trusted root beside hosts that are not reached",
    "proven unreachable unreachable unreachable",
    {},
    "inconclusive",
    "blocked",
    "unreachable",
  ],
  [
    "a silent host of a trusted root beside hosts that reset, the baseline fails too",
    "proven reset reset reset",
    noBaseline,
    "inconclusive",
    "offline",
    "reset",
  ],
  ["a silent host of a trusted root, all else is well", "proven", {}, "ready", "none", "ok"],
  [
    "a silent host of a trusted root, all else is well but the baseline",
    "proven",
    { clock: "unknown", ...noBaseline },
    "ready",
    "none",
    "ok",
  ],
  [
    "all hosts are silent, all roots are trusted, the baseline loads",
    all("proven"),
    { clock: "unknown" },
    "inconclusive",
    "blocked",
    "proven",
  ],
  [
    "all hosts are silent, all roots are trusted, the baseline fails, the clock is right",
    all("proven"),
    noBaseline,
    "inconclusive",
    "unknown",
    null,
  ],
  [
    "all hosts are silent, all roots are trusted, and nothing shows that dates are well",
    all("proven"),
    { clock: "unknown", ...noBaseline },
    "inconclusive",
    "unknown",
    null,
  ],
  ...(["accepted", "replaced"] as const).flatMap((control): Example[] =>
    [{}, noBaseline].map((change) => [
      `all hosts are silent, and a control was ${control}: ${JSON.stringify(change)}`,
      all("proven"),
      { control, ...change },
      control === "replaced"
        ? "inspected"
        : "baselineLoaded" in change
          ? "inconclusive"
          : "action-needed",
      control === "replaced" ? "tls-inspection" : "checks-disabled",
      null,
    ]),
  ),
  [
    "all hosts are silent, all roots are trusted, the clock is right, the browser thinks that it is offline",
    all("proven"),
    { online: false, ...noBaseline },
    "inconclusive",
    "offline",
    null,
  ],
  [
    "a silent host of a trusted root is nothing where a control passed",
    "proven",
    { control: "accepted" },
    "action-needed",
    "checks-disabled",
    null,
  ],
  [
    "a silent host of a trusted root does not hide that another root is missing",
    "proven untrusted",
    {},
    "action-needed",
    "missing-root",
    "untrusted",
  ],
  ...(["reset", "unreachable", "dns", "proven"] as const).flatMap((silent): Example[] => [
    [
      `a portal answers for three hosts, the fourth is silent: ${silent}`,
      `name name name ${silent}`,
      noBaseline,
      "inconclusive",
      "captive-portal",
      "name",
    ],
    [
      `a portal signs itself for one host, the others are silent: ${silent}`,
      `self-signed ${silent} ${silent} ${silent}`,
      noBaseline,
      "inconclusive",
      "captive-portal",
      "self-signed",
    ],
    [
      `a portal breaks two handshakes, the others are silent: ${silent}`,
      `handshake handshake ${silent} ${silent}`,
      noBaseline,
      "inconclusive",
      "captive-portal",
      "handshake",
    ],
    [
      `a filter answers for three hosts, the fourth is silent: ${silent}`,
      `name name name ${silent}`,
      {},
      "inconclusive",
      "blocked",
      "name",
    ],
    [
      `a filter signs itself for three hosts, the fourth is silent: ${silent}`,
      `self-signed self-signed self-signed ${silent}`,
      {},
      "inconclusive",
      "blocked",
      "self-signed",
    ],
    [
      `a filter breaks three handshakes, the fourth is silent: ${silent}`,
      `handshake handshake handshake ${silent}`,
      {},
      "inconclusive",
      "blocked",
      "handshake",
    ],
    [
      `three certificates are faulty, the fourth host is silent: ${silent}`,
      `certificate certificate certificate ${silent}`,
      {},
      "inconclusive",
      "blocked",
      "certificate",
    ],
    [
      `three dates are wrong by a clock that nobody knows, the fourth host is silent: ${silent}`,
      `date date date ${silent}`,
      { clock: "unknown" },
      "inconclusive",
      "wrong-clock",
      "date",
    ],
  ]),
  [
    "a portal answers in three ways",
    "name self-signed handshake reset",
    noBaseline,
    "inconclusive",
    "captive-portal",
    "self-signed",
  ],
  [
    "a filter answers in three ways",
    "name self-signed handshake reset",
    {},
    "inconclusive",
    "blocked",
    "self-signed",
  ],
  [
    "names are wrong or handshakes fail, the baseline fails too",
    "name name handshake handshake",
    noBaseline,
    "inconclusive",
    "captive-portal",
    "name",
  ],
  [
    "names are wrong or handshakes fail",
    "name name handshake handshake",
    {},
    "inconclusive",
    "blocked",
    "name",
  ],
  [
    "revocation cannot be asked",
    all("revocation"),
    {},
    "inconclusive",
    "revocation-unknown",
    "revocation",
  ],
  [
    "revocation cannot be asked, for the baseline neither",
    all("revocation"),
    noBaseline,
    "inconclusive",
    "revocation-unknown",
    "revocation",
  ],
  [
    "revocation cannot be asked for one root",
    "revocation certificate handshake dns",
    {},
    "inconclusive",
    "revocation-unknown",
    "revocation",
  ],
  [
    "a wrong name outweighs revocation",
    "revocation name",
    {},
    "inconclusive",
    "amazon-side",
    "name",
  ],
  [
    "an added root stands where Amazon's should",
    all("added-root"),
    {},
    "inconclusive",
    "tls-inspection",
    "added-root",
  ],
  [
    "an added root stands where one of Amazon's should, and the baseline fails",
    "added-root own-chain self-signed date",
    { clock: "off", ...noBaseline },
    "inconclusive",
    "tls-inspection",
    "added-root",
  ],
  [
    "an added root outweighs what could be Amazon's fault",
    "added-root own-chain self-signed name",
    { clock: "off" },
    "inconclusive",
    "tls-inspection",
    "added-root",
  ],
  [
    "an added root outweighs a wrong date",
    "added-root date",
    { clock: "off" },
    "inconclusive",
    "tls-inspection",
    "added-root",
  ],
  [
    "a missing root outweighs an added one",
    "added-root untrusted",
    {},
    "action-needed",
    "missing-root",
    "untrusted",
  ],
  ["a host sends a chain of its own", "own-chain", {}, "inconclusive", "amazon-side", "own-chain"],
  [
    "a missing root outweighs a chain of its own",
    "untrusted own-chain",
    {},
    "action-needed",
    "missing-root",
    "untrusted",
  ],
  [
    "a chain of its own outweighs what comes after it",
    "own-chain self-signed date name",
    { clock: "off" },
    "inconclusive",
    "amazon-side",
    "own-chain",
  ],
  [
    "all hosts, and the baseline, are somebody's own",
    all("self-signed"),
    noBaseline,
    "inconclusive",
    "captive-portal",
    "self-signed",
  ],
  [
    "all of Amazon's hosts are somebody's own",
    all("self-signed"),
    {},
    "inconclusive",
    "blocked",
    "self-signed",
  ],
  [
    "one host is somebody's own",
    "self-signed date name certificate",
    { clock: "off" },
    "inconclusive",
    "amazon-side",
    "self-signed",
  ],
  [
    "one date is wrong, and so is the clock",
    "date",
    { clock: "off" },
    "action-needed",
    "wrong-clock",
    "date",
  ],
  [
    "all dates and the clock are wrong",
    all("date"),
    { clock: "off" },
    "action-needed",
    "wrong-clock",
    "date",
  ],
  [
    "one name is wrong, and others fail in other ways",
    "name certificate handshake",
    {},
    "inconclusive",
    "amazon-side",
    "name",
  ],
  [
    "the clock is wrong, and the baseline fails for it",
    all("date"),
    { clock: "off", ...noBaseline },
    "inconclusive",
    "wrong-clock",
    "date",
  ],
  [
    "the clock is wrong, and one date with it, beside wrong names",
    "date name certificate handshake",
    { clock: "off" },
    "action-needed",
    "wrong-clock",
    "date",
  ],
  ["all is well, though the clock is wrong", "", { clock: "off" }, "ready", "none", "ok"],
  [
    "a certificate is faulty in another way",
    "certificate",
    {},
    "inconclusive",
    "amazon-side",
    "certificate",
  ],
  [
    "all of Amazon's certificates are faulty in another way",
    all("certificate"),
    {},
    "inconclusive",
    "blocked",
    "certificate",
  ],
  [
    "one certificate is faulty, one handshake fails, one name is unknown",
    "certificate handshake dns",
    {},
    "inconclusive",
    "amazon-side",
    "certificate",
  ],
  ["one handshake fails", "handshake dns reset", {}, "inconclusive", "amazon-side", "handshake"],
  ["all of Amazon's handshakes fail", all("handshake"), {}, "inconclusive", "blocked", "handshake"],
  [
    "all handshakes fail, the baseline's too",
    all("handshake"),
    noBaseline,
    "inconclusive",
    "captive-portal",
    "handshake",
  ],
  [
    "all of Amazon's dates are wrong, while the clock is right",
    all("date"),
    { clock: "right" },
    "inconclusive",
    "amazon-side",
    "date",
  ],
  [
    "all dates are wrong, the clock is right, and the baseline fails",
    all("date"),
    { clock: "right", ...noBaseline },
    "inconclusive",
    "unknown",
    null,
  ],
  [
    "all dates are wrong by a clock that nobody knows, and an expired certificate passed",
    all("date"),
    { clock: "unknown", control: "accepted" },
    "action-needed",
    "checks-disabled",
    null,
  ],
  [
    "all dates are wrong by a clock that nobody knows, and somebody answers for a control",
    all("date"),
    { clock: "unknown", control: "replaced" },
    "inspected",
    "tls-inspection",
    null,
  ],
  [
    "all dates are wrong by a clock that nobody knows, and the browser is offline",
    all("date"),
    { clock: "unknown", online: false, ...noBaseline },
    "inconclusive",
    "offline",
    null,
  ],
  [
    "all handshakes fail, and some are cut first",
    "handshake reset reset reset",
    {},
    "inconclusive",
    "blocked",
    "handshake",
  ],
  [
    "all handshakes fail, and somebody answers for a control",
    all("handshake"),
    { control: "replaced" },
    "inspected",
    "tls-inspection",
    null,
  ],
  ["nobody knows", all("unknown"), {}, "inconclusive", "unknown", null],
  ...BLAMELESS.map((sign): Example => [
    `Amazon is not blamed for a fault of the baseline too: ${sign}`,
    sign,
    noBaseline,
    "inconclusive",
    "unknown",
    null,
  ]),
];

describe("the verdict", () => {
  test.each(EXAMPLES)("%s", (_, signs, change, verdict, cause, sign) => {
    expect(decide(picture(signs, change))).toEqual({ verdict, cause, sign });
  });

  test("is unknown of no roots at all", () => {
    expect(decide({ ...picture(""), signs: [] })).toEqual({
      verdict: "inconclusive",
      cause: "unknown",
      sign: null,
    });
  });
});

/** Runs with the table changed, and puts it back. */
function withTable<T>(change: (rows: unknown[]) => void, run: () => T): T {
  const rows = DECISIONS as unknown[];
  const kept = [...rows];
  try {
    change(rows);
    return run();
  } finally {
    rows.splice(0, rows.length, ...kept);
  }
}

/** Whether the examples tell the table, as it stands at this moment, from the true one. */
function examplesNotice(): boolean {
  return EXAMPLES.some(([, signs, change, verdict, cause, sign]) => {
    const decision = decide(picture(signs, change));
    return decision.verdict !== verdict || decision.cause !== cause || decision.sign !== sign;
  });
}

/** All multisets of this many signs. */
function multisets(size: number, from = 0): Sign[][] {
  if (size === 0) return [[]];
  return SIGNS.flatMap((sign, index) =>
    index < from ? [] : multisets(size - 1, index).map((rest) => [sign, ...rest]),
  );
}

function* pictures(...sizes: number[]): Generator<VerdictInput> {
  for (const signs of sizes.flatMap((size) => multisets(size))) {
    for (const baselineLoaded of BOOLEANS) {
      for (const control of CONTROL_SIGNS) {
        for (const online of BOOLEANS) {
          for (const outdated of BOOLEANS) {
            for (const clock of CLOCK_SIGNS) {
              yield { signs, baselineLoaded, control, online, clock, outdated };
            }
          }
        }
      }
    }
  }
}

const text = ({ verdict, cause, sign }: Decision) => `${verdict} ${cause} ${sign}`;

describe("the examples", () => {
  const rows = DECISIONS.map((row, index) => {
    const { verdict, cause, ...conditions } = row;
    return [`${JSON.stringify(conditions)} → ${verdict}, ${cause}`, index] as const;
  });
  // Beside a root that is well, two others that fail are not all there is.
  const few = [...pictures(1, 2)].flatMap((each): VerdictInput[] => [
    each,
    { ...each, signs: [...each.signs, "ok"] },
  ]);
  const truth = few.map((each) => text(decide(each)));
  const differs = () => few.some((each, index) => text(decide(each)) !== truth[index]);
  const move = (from: number, to: number) => (table: unknown[]) =>
    void table.splice(to, 0, ...table.splice(from, 1));

  test("notice nothing while the table is as it should be", () => {
    expect(examplesNotice()).toBe(false);
  });

  test.each(rows)("notice when a row is gone: %s", (_, index) => {
    // Something must fit everything, even where the row that is gone is the last one.
    const noDecision = { verdict: "inconclusive", cause: "none" };
    const without = (table: unknown[]) => {
      table.splice(index, 1);
      table.push(noDecision);
    };
    expect(withTable(without, examplesNotice)).toBe(true);
  });

  test.each(rows)("notice when a row moves to where it changes anything: %s", (_, index) => {
    for (let to = 0; to < DECISIONS.length; to += 1) {
      const [matters, noticed] = withTable(move(index, to), () => [differs(), examplesNotice()]);
      expect.soft(noticed, `from ${index} to ${to}`).toBe(matters);
    }
  });
});

describe("every picture there can be", () => {
  const everything = [...pictures(1, 2, 3, 4)];
  const decisions = everything.map(decide);

  test("is more than a hundred thousand", () => {
    const signs = [1, 2, 3, 4].reduce((sum, size) => sum + multisets(size).length, 0);
    expect(signs).toBe(12649);
    expect(everything.length).toBe(signs * CONTROL_SIGNS.length * CLOCK_SIGNS.length * 2 ** 3);
  });

  /** The pictures, as sentences, whose decision breaks a rule. */
  function broken(rule: (decision: Decision, picture: VerdictInput) => boolean): string[] {
    return everything.flatMap((each, index) => {
      const decision = decisions[index]!;
      return rule(decision, each) ? [] : [`${JSON.stringify(each)}: ${text(decision)}`];
    });
  }

  test("has a verdict and a cause of the lists", () => {
    expect(
      broken(({ verdict, cause }) => VERDICTS.includes(verdict) && CAUSES.includes(cause)),
    ).toEqual([]);
  });

  test("is ready only where each root is trusted, a valid host loaded and the control did not pass", () => {
    const well = (each: VerdictInput) =>
      each.signs.includes("ok") &&
      each.signs.every((sign) => sign === "ok" || sign === "proven") &&
      each.control !== "accepted" &&
      each.control !== "replaced";
    expect(broken(({ verdict }, each) => (verdict === "ready") === well(each))).toEqual([]);
  });

  test("has the cause none exactly where it is ready", () => {
    expect(broken(({ verdict, cause }) => (verdict === "ready") === (cause === "none"))).toEqual(
      [],
    );
  });

  test("is never red while the baseline fails", () => {
    expect(
      broken(({ verdict }, each) => each.baselineLoaded || verdict !== "action-needed"),
    ).toEqual([]);
  });

  test("is red for nothing that was not seen", () => {
    const reasons: Partial<Record<Cause, (each: VerdictInput) => boolean>> = {
      "missing-root": ({ signs }) => signs.includes("untrusted"),
      "outdated-trust-store": ({ signs, outdated }) => signs.includes("untrusted") && outdated,
      "certificate-exception": ({ signs }) => signs.includes("exception"),
      "checks-disabled": ({ control }) => control === "accepted",
      "wrong-clock": ({ signs, clock }) => signs.includes("date") && clock === "off",
    };
    expect(
      broken(({ verdict, cause }, each) => {
        return verdict !== "action-needed" || (reasons[cause]?.(each) ?? false);
      }),
    ).toEqual([]);
  });

  test("is inspected only where a foreign chain was seen or a control replaced", () => {
    const seen = ({ signs, control }: VerdictInput) =>
      signs.includes("inspected") || control === "replaced";
    expect(broken(({ verdict }, each) => verdict !== "inspected" || seen(each))).toEqual([]);
  });

  test("blames Amazon only while the baseline loads", () => {
    expect(broken(({ cause }, each) => cause !== "amazon-side" || each.baselineLoaded)).toEqual([]);
  });

  test("names a missing root only where nothing calls the evidence into question", () => {
    const doubts: Sign[] = ["offline", "proxy", "blocked", "permission"];
    expect(
      broken(
        ({ cause }, { signs }) =>
          cause !== "missing-root" || !signs.some((sign) => doubts.includes(sign)),
      ),
    ).toEqual([]);
  });

  test("is no less clear where hosts are silent beside those that speak", () => {
    const speaking = ["self-signed", "name", "handshake", "certificate", "date"] as const;
    const silent = ["reset", "unreachable", "dns", "proven"] as const;
    for (const one of speaking) {
      for (const baselineLoaded of BOOLEANS) {
        for (const clock of CLOCK_SIGNS) {
          const around = { baselineLoaded, clock, control: "void", online: true } as const;
          const decided = (signs: Sign[]) => text(decide({ ...around, outdated: false, signs }));
          const clear = decided([one, one, one, one]);
          if (clear.includes("unknown")) continue;
          for (const quiet of silent) {
            expect
              .soft([quiet, clock, decided([one, one, one, quiet])])
              .toEqual([quiet, clock, clear]);
            expect
              .soft([quiet, clock, decided([one, quiet, quiet, quiet])])
              .toEqual([quiet, clock, clear]);
          }
        }
      }
    }
  });

  test("names as what decided a sign that is there", () => {
    expect(broken(({ sign }, { signs }) => sign === null || signs.includes(sign))).toEqual([]);
  });

  test("is the same in whatever order the roots come", () => {
    const turned = (signs: readonly Sign[]) => [signs.toReversed(), [...signs.slice(1), signs[0]!]];
    expect(
      broken((decision, each) =>
        turned(each.signs).every((signs) => text(decide({ ...each, signs })) === text(decision)),
      ),
    ).toEqual([]);
  });

  test("is the same in whatever order more roots come", () => {
    const many = fc.array(fc.constantFrom(...SIGNS), { minLength: 2, maxLength: 8 });
    const shuffled = many.chain((signs) =>
      fc.tuple(fc.constant(signs), fc.shuffledSubarray(signs, { minLength: signs.length })),
    );
    const rest = fc.record({
      baselineLoaded: fc.boolean(),
      control: fc.constantFrom(...CONTROL_SIGNS),
      online: fc.boolean(),
      clock: fc.constantFrom(...CLOCK_SIGNS),
      outdated: fc.boolean(),
    });
    fc.assert(
      fc.property(shuffled, rest, ([signs, others], around) => {
        expect(decide({ signs: others, ...around })).toEqual(decide({ signs, ...around }));
      }),
      { seed: 4 },
    );
  });

  test("together they reach every cause, and every verdict", () => {
    const causes = new Set(decisions.map(({ cause }) => cause));
    const verdicts = new Set(decisions.map(({ verdict }) => verdict));
    expect([...causes].toSorted()).toEqual([...CAUSES].toSorted());
    expect([...verdicts].toSorted()).toEqual([...VERDICTS].toSorted());
  });
});

describe("signOf", () => {
  const unproven = { family: "firefox", proven: false } as const;
  const settled: Partial<Record<Finding, Sign>> = {
    trusted: "ok",
    "trusted-by-cross-sign": "ok",
    exception: "exception",
    inspected: "inspected",
  };
  const open = FINDINGS.filter((finding) => !settled[finding]);

  test.each(FINDINGS.filter((finding) => settled[finding]))(
    "%s settles it, however the host answered",
    (finding) => {
      expect(signOf(finding, observation(), unproven)).toBe(settled[finding]);
      expect(signOf(finding, undefined, unproven)).toBe(settled[finding]);
      const failed = settled[finding] === "ok" ? "proven" : settled[finding];
      expect(signOf(finding, failure("dns"), unproven)).toBe(failed);
    },
  );

  const signs: Record<FailureCode, Sign> = {
    "untrusted-issuer": "untrusted",
    "self-signed": "self-signed",
    "name-mismatch": "name",
    "date-invalid": "date",
    revoked: "certificate",
    "revocation-unknown": "revocation",
    "ct-required": "certificate",
    "weak-crypto": "certificate",
    "constraint-violation": "certificate",
    "pin-mismatch": "certificate",
    "known-interception": "inspected",
    "certificate-other": "unknown",
    "protocol-mismatch": "handshake",
    "client-certificate": "handshake",
    "handshake-failed": "handshake",
    dns: "dns",
    refused: "unreachable",
    reset: "reset",
    unreachable: "unreachable",
    timeout: "unreachable",
    offline: "offline",
    "network-changed": "unknown",
    "proxy-unreachable": "proxy",
    "proxy-auth": "proxy",
    "proxy-certificate": "proxy",
    "proxy-config": "proxy",
    "blocked-by-extension": "blocked",
    "blocked-by-policy": "blocked",
    "permission-missing": "permission",
    unknown: "unknown",
  };

  test.each(FAILURE_CODES)("%s has its sign, whatever finding is open", (code) => {
    for (const finding of open) expect(signOf(finding, failure(code), unproven)).toBe(signs[code]);
  });

  test.each(FAILURE_CODES)("%s of a root that a control proves", (code) => {
    const sign = code === "untrusted-issuer" ? "own-chain" : signs[code];
    for (const finding of open)
      expect(signOf(finding, failure(code), { ...unproven, proven: true })).toBe(sign);
  });

  test("is an added root's where Chromium could not ask for revocation", () => {
    const seen = failure("revocation-unknown");
    for (const finding of open) {
      expect(signOf(finding, seen, { family: "chromium", proven: false })).toBe("added-root");
    }
  });

  test("is unknown where nothing was asked, or nothing failed", () => {
    for (const finding of open) {
      expect(signOf(finding, undefined, unproven)).toBe("unknown");
      expect(signOf(finding, observation(), unproven)).toBe("unknown");
    }
  });

  test("every sign comes from some finding or failure", () => {
    const reached = new Set<Sign>([
      "own-chain",
      "proven",
      "added-root",
      ...Object.values(settled),
      ...Object.values(signs),
    ]);
    expect([...reached].toSorted()).toEqual([...SIGNS].toSorted());
  });
});
