import { outdatedBelow } from "../../src/core/browser-release.ts";
import { describe, expect, test } from "vitest";
import type { Catalogue } from "../../src/core/catalogue.ts";
import { isCarried } from "../../src/core/finding.ts";
import type { Observation } from "../../src/core/observation.ts";
import { planCheck } from "../../src/core/plan.ts";
import { makeReport, type Gathered } from "../../src/core/make-report.ts";
import type { Report } from "../../src/core/report.ts";
import {
  BROWSER_FAMILIES,
  CAUSES,
  isTrusted,
  VERDICTS,
  type BrowserFamily,
  type Cause,
  type VerdictCode,
} from "../../src/core/vocabulary.ts";
import {
  BROWSERS,
  certificate,
  catalogue,
  failure,
  gather,
  INSPECTOR,
  observation,
  ownChain,
  refusedInLog,
  reportOf,
  rootOf,
  START,
  TLS,
  wellIn,
  WORLDS,
  type Answer,
  type World,
  PROGRAMME,
} from "../made-up.ts";

const deciding = catalogue.roots.filter(({ decides }) => decides).map(({ id }) => id);
const [CA1, CA2] = deciding as [string, string];

/** A world in which all is well but for some answers; the last argument asks for them. */
function wellBut(
  family: BrowserFamily,
  different: (probe: Parameters<World>[0]) => Answer | undefined,
): World {
  return (probe) => different(probe) ?? wellIn[family](probe);
}

const reportFrom = (gathered: Gathered, used: Catalogue = catalogue) => makeReport(used, gathered);
const verdictOf = ({ verdict }: Report) => `${verdict.code} ${verdict.cause}`;
const findingsOf = (report: Report) =>
  Object.fromEntries(report.roots.map(({ id, finding }) => [id, finding]));

/** Makes a change to it throw. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.freeze(value);
    for (const each of Object.values(value)) frozen(each);
  }
  return value;
}

describe("every made-up world", () => {
  const expected: Record<string, [VerdictCode, Cause, string[]]> = {
    "ready, anchors seen": ["ready", "none", []],
    "ready, only loads": ["ready", "none", []],
    "one root missing": ["action-needed", "missing-root", [CA2]],
    "all roots missing": ["action-needed", "missing-root", deciding],
    "old browser": ["action-needed", "outdated-trust-store", deciding],
    "cross-signed only": ["ready", "none", []],
    inspected: ["inspected", "tls-inspection", deciding],
    "inspected, refused by strict programs": ["inspected", "tls-inspection", deciding],
    "reached at a private address": ["ready", "none", []],
    "inspected, not trusted": ["inconclusive", "tls-inspection", deciding],
    "inspected, refused, seen in the log": ["inspected", "tls-inspection", deciding],
    "all roots missing, seen in the log": ["action-needed", "missing-root", deciding],
    "endpoints tested": ["ready", "none", []],
    exception: ["action-needed", "certificate-exception", ["amazon-root-ca-3"]],
    "checks disabled": ["action-needed", "checks-disabled", []],
    "wrong clock": ["inconclusive", "wrong-clock", deciding],
    "captive portal": ["inconclusive", "captive-portal", deciding],
    dns: ["inconclusive", "dns", deciding],
    offline: ["inconclusive", "offline", deciding],
    blocked: ["inconclusive", "blocked", deciding],
    proxy: ["inconclusive", "proxy", deciding],
    "amazon side": ["inconclusive", "amazon-side", [CA2]],
    "one host silent": ["ready", "none", []],
    "revocation unknown": ["inconclusive", "revocation-unknown", deciding],
    "permission missing": ["inconclusive", "permission-missing", deciding],
    unknown: ["inconclusive", "unknown", []],
    "hostile names": ["inspected", "tls-inspection", deciding],
  };
  const worlds = Object.entries(WORLDS);

  test("is in the table", () => {
    expect(Object.keys(expected)).toEqual(Object.keys(WORLDS));
  });

  test("together they show every verdict and every cause", () => {
    const rows = Object.values(expected);
    expect(new Set(rows.map(([code]) => code))).toEqual(new Set(VERDICTS));
    expect(new Set(rows.map(([, cause]) => cause))).toEqual(new Set(CAUSES));
  });

  test.each(worlds)("%s: has its verdict and the roots that it is about", (name, make) => {
    const { code, cause, roots } = make().verdict;
    expect([code, cause, roots]).toEqual(expected[name]);
  });

  test.each(worlds)("%s: gives the same report a second time", (_, make) => {
    expect(make()).toEqual(make());
  });

  test.each(worlds)("%s: survives JSON", (_, make) => {
    const report = make();
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test.each(worlds)("%s: points to the observations that it rests on", (_, make) => {
    const { roots, controls, baseline, observations } = make();
    for (const root of roots) {
      const valid = rootOf(root.id).tests.some(({ kind }) => kind === "valid");
      expect.soft([root.id, root.observation !== null]).toEqual([root.id, valid]);
      if (root.observation === null) continue;
      expect.soft(observations[root.observation]).toMatchObject({ kind: "valid", root: root.id });
      const { evidence, outcome } = observations[root.observation]!;
      const onControl = outcome === "failed" && isTrusted(root.finding);
      expect.soft(root.evidence).toBe(onControl ? "control" : evidence);
    }
    for (const { kind, root, observation: at } of controls) {
      expect.soft(observations[at]).toMatchObject({ kind, root });
    }
    expect.soft(observations[baseline.observation!]!.kind).toBe("baseline");
    expect.soft(baseline.loaded).toBe(observations[baseline.observation!]!.outcome === "loaded");
  });

  test.each(worlds)("%s: has each root of the catalogue once, in its order", (_, make) => {
    expect(make().roots.map(({ id }) => id)).toEqual(catalogue.roots.map(({ id }) => id));
  });

  test.each(worlds)("%s: has each control of a root that decides, in its order", (_, make) => {
    expect(make().controls.map(({ kind, root }) => `${kind} ${root}`)).toEqual(
      deciding.flatMap((id) => [`expired ${id}`, `revoked ${id}`]),
    );
  });

  test.each(worlds)("%s: tells evidence of a good verdict alone", (_, make) => {
    const { verdict } = make();
    expect(verdict.evidence === "none").toBe(verdict.code !== "ready");
  });

  test.each(worlds)("%s: names an anchor only where the browser showed a chain", (_, make) => {
    for (const { anchor, evidence } of make().roots) {
      if (anchor !== null) expect(evidence).toBe("anchor");
    }
  });

  test.each(worlds)("%s: holds each certificate that an observation refers to", (_, make) => {
    const { observations, certificates } = make();
    const named = observations.flatMap(({ chain }) => chain);
    expect(Object.keys(certificates).toSorted()).toEqual([...new Set(named)].toSorted());
    for (const [key, { sha256 }] of Object.entries(certificates)) expect(sha256).toBe(key);
  });
});

describe("makeReport", () => {
  test("draws the same from the same, and leaves what it is given as it is", () => {
    const gathered = frozen(gather("firefox", wellIn.firefox));
    const used = frozen(structuredClone(catalogue));
    const first = makeReport(used, gathered);
    expect(makeReport(structuredClone(used), structuredClone(gathered))).toEqual(first);
  });

  test("says what it is, of whom, and when", () => {
    const report = reportOf("firefox", wellIn.firefox);
    expect(report).toMatchObject({
      format: "trust-ready-report",
      version: 1,
      id: "00000000-0000-4000-8000-000000000000",
      startedAt: new Date(START).toISOString(),
      finishedAt: new Date(START + 412).toISOString(),
      tool: { name: "Trust Ready", version: "0.1.0" },
      catalogue: { date: catalogue.date, edition: catalogue.edition },
      browser: BROWSERS.firefox,
      online: true,
    });
  });

  test("keeps observations and certificates as they were gathered", () => {
    const gathered = gather("firefox", wellIn.firefox);
    const { observations, certificates } = reportFrom(gathered);
    expect(observations).toEqual(gathered.observations);
    expect(certificates).toEqual(gathered.certificates);
  });

  test.each(BROWSER_FAMILIES)("says what %s is expected to hold, from the catalogue", (family) => {
    for (const { id, name, decides, expected } of reportOf(family, wellIn[family]).roots) {
      const root = rootOf(id);
      const { subject, owner, key, notBefore, notAfter, certificateSha256, spkiSha256 } = root;
      expect({ name, decides }).toEqual({ name: root.name, decides: root.decides });
      expect(expected).toEqual({
        subject,
        owner,
        key,
        notBefore,
        notAfter,
        certificateSha256,
        spkiSha256,
        crossSignedBy: root.crossSignedBy,
        carried: isCarried(root, PROGRAMME[family]),
      });
    }
  });

  test("is inconclusive of nothing at all", () => {
    const report = reportFrom({ ...gather("chromium", wellIn.chromium), observations: [] });
    expect(report.verdict).toEqual({
      code: "inconclusive",
      cause: "unknown",
      evidence: "none",
      roots: [],
    });
    expect(report.baseline).toEqual({ loaded: false, observation: null });
    expect(report.controls).toEqual([]);
    for (const { observation: at, evidence } of report.roots) {
      expect([at, evidence]).toEqual([null, "none"]);
    }
  });

  test("is inconclusive where one deciding root was not observed", () => {
    const gathered = gather("chromium", wellIn.chromium);
    const observations = gathered.observations.filter(
      ({ kind, root }) => kind !== "valid" || root !== CA1,
    );
    const report = reportFrom({ ...gathered, observations });
    expect(verdictOf(report)).toBe("inconclusive unknown");
    expect(findingsOf(report)[CA1]).toBe("inconclusive");
  });

  test("draws nothing from an endpoint", () => {
    const gathered = gather("chromium", wellIn.chromium);
    const endpoint = failure("untrusted-issuer", { kind: "endpoint", root: null });
    const named = failure("untrusted-issuer", { kind: "endpoint", root: CA1 });
    const observations = [endpoint, named, ...gathered.observations, endpoint, named];
    const report = reportFrom({ ...gathered, observations });
    expect(report.verdict).toEqual(reportFrom(gathered).verdict);
    expect(report.baseline.observation).toBe(2);
  });

  test("is offline where the browser says so and the baseline failed", () => {
    const gathered = gather("chromium", ({ kind }) => ({
      fails: kind === "baseline" ? "unknown" : "dns",
    }));
    expect(verdictOf(reportFrom(gathered))).toBe("inconclusive dns");
    const report = reportFrom({ ...gathered, online: false });
    expect(verdictOf(report)).toBe("inconclusive offline");
    expect(report.online).toBe(false);
    expect(report.verdict.roots).toEqual([]);
  });

  test("does not let a root that decides nothing change the verdict", () => {
    const world = wellBut("firefox", ({ kind, root }) =>
      kind === "valid" && !root?.decides ? { fails: "untrusted-issuer" } : undefined,
    );
    const report = reportOf("firefox", world);
    expect(verdictOf(report)).toBe("ready none");
    expect(findingsOf(report)["starfield-services-g2"]).toBe("not-trusted");
    expect(findingsOf(report)["amazon-rsa-2048-root-eu-m1"]).toBe("not-applicable");
  });

  test("calls no root untrusted whose control shows that it is trusted", () => {
    const world = wellBut("chromium", ({ kind, root }) =>
      kind === "valid" && root?.id === CA1 ? { fails: "untrusted-issuer" } : undefined,
    );
    const report = reportOf("chromium", world);
    expect(verdictOf(report)).toBe("inconclusive amazon-side");
    expect(report.verdict.roots).toEqual([CA1]);
    expect(findingsOf(report)[CA1]).toBe("inconclusive");
  });

  test("calls no root untrusted while the baseline fails", () => {
    const world = wellBut("chromium", ({ kind }) => {
      return { fails: kind === "baseline" ? "unknown" : "untrusted-issuer" };
    });
    const report = reportOf("chromium", world);
    expect(verdictOf(report)).toBe("inconclusive tls-inspection");
    for (const { finding } of report.roots) expect(finding).not.toBe("not-trusted");
  });

  test("takes a known interception for an inspection, by the browser's own word", () => {
    const world = wellBut("chromium", ({ kind, root }) =>
      kind === "valid" && root?.id === CA1 ? { fails: "known-interception" } : undefined,
    );
    const report = reportOf("chromium", world);
    expect(verdictOf(report)).toBe("inspected tls-inspection");
    expect(report.verdict.roots).toEqual([CA1]);
  });

  test("finds the anchor that each root's chain ends at", () => {
    const anchors = Object.fromEntries(
      reportOf("firefox", wellIn.firefox).roots.map(({ id, anchor }) => [id, anchor]),
    );
    const eu = catalogue.roots.filter(({ role }) => role === "eu");
    expect(anchors).toEqual({
      ...Object.fromEntries(deciding.map((id) => [id, id])),
      "starfield-services-g2": CA1,
      "starfield-class-2": null,
      ...Object.fromEntries(eu.map(({ id, crossSignedBy: [signer] }) => [id, signer])),
    });
  });
});

describe("a retry at an older name", () => {
  const urlsOf = (kind: Observation["kind"], root: string | null) =>
    planCheck(catalogue).find((row) => row.kind === kind && row.root === root)!.urls;

  /** A well world in which the newer name of one host did not resolve and the older one answered. */
  function retried(kind: "valid" | "expired", answer: Observation): Report {
    const gathered = gather("chromium", wellIn.chromium);
    const observations = gathered.observations.flatMap((seen) =>
      seen.kind === kind && seen.root === CA1
        ? [failure("dns", { kind, url: urlsOf(kind, CA1)[0]! }), answer]
        : [seen],
    );
    return reportFrom({ ...gathered, observations });
  }

  test("stands in the place of the first probe", () => {
    const url = urlsOf("valid", CA1)[1]!;
    const report = retried("valid", observation({ url }));
    expect(verdictOf(report)).toBe("ready none");
    const row = report.roots.find(({ id }) => id === CA1)!;
    expect(row.finding).toBe("trusted");
    expect(report.observations[row.observation!]!.url).toBe(url);
  });

  test("keeps what the first probe saw in the report", () => {
    const report = retried("valid", observation({ url: urlsOf("valid", CA1)[1]! }));
    expect(report.observations.filter(({ failure: each }) => each?.code === "dns")).toHaveLength(1);
  });

  test("decides by its own failure", () => {
    const report = retried("valid", failure("timeout", { url: urlsOf("valid", CA1)[1]! }));
    expect(report.roots.find(({ id }) => id === CA1)!.observation).toBe(
      report.observations.findIndex(({ failure: each }) => each?.code === "timeout"),
    );
  });

  test("of a control stands once, and says what the older name said", () => {
    const url = urlsOf("expired", CA1)[1]!;
    const report = retried("expired", failure("date-invalid", { kind: "expired", url }));
    const controls = report.controls.filter(({ kind, root }) => kind === "expired" && root === CA1);
    expect(controls).toHaveLength(1);
    expect(controls[0]!.result).toBe("refused");
    expect(report.observations[controls[0]!.observation]!.url).toBe(url);
  });

  test("of a control that loads is heard", () => {
    const url = urlsOf("expired", CA1)[1]!;
    const report = retried("expired", observation({ kind: "expired", url }));
    expect(verdictOf(report)).toBe("action-needed checks-disabled");
  });
});

describe("the controls", () => {
  /** All is well, but each deciding root's expired host gives the answer at its place. */
  function controlled(family: BrowserFamily, ...answers: Answer[]): Report {
    return reportOf(
      family,
      wellBut(family, ({ kind, root }) =>
        kind === "expired" ? answers[deciding.indexOf(root!.id)] : undefined,
      ),
    );
  }
  const four = (answer: Answer): Answer[] => Array.from({ length: 4 }, () => answer);
  const refused: Answer = { fails: "date-invalid" };
  const foreign: Answer = { evidence: "anchor", tls: TLS, chain: [INSPECTOR] };

  test("refused for their date leave the verdict to the roots", () => {
    expect(verdictOf(controlled("chromium", ...four(refused)))).toBe("ready none");
  });

  test("void leave the verdict to the roots", () => {
    expect(verdictOf(controlled("chromium", ...four({ fails: "timeout" })))).toBe("ready none");
  });

  test("one that loads as its sibling does means that checks are off", () => {
    const report = controlled("chromium", { status: 200 });
    expect(verdictOf(report)).toBe("action-needed checks-disabled");
    expect(report.verdict.roots).toEqual([]);
  });

  test("one that loads with another status than its sibling was answered by somebody else", () => {
    expect(verdictOf(controlled("chromium", { status: 403 }))).toBe("inspected tls-inspection");
  });

  test("one that loads while its sibling fails means that checks are off", () => {
    const report = reportOf(
      "chromium",
      wellBut("chromium", ({ kind, root }) => {
        if (root?.id !== CA1) return undefined;
        return kind === "valid" ? { fails: "timeout" } : { status: 403 };
      }),
    );
    expect(verdictOf(report)).toBe("action-needed checks-disabled");
  });

  test("one that loads with Amazon's own chain means that checks are off", () => {
    const amazon = { ...ownChain(rootOf(CA1)), status: 403 };
    expect(verdictOf(controlled("firefox", amazon))).toBe("action-needed checks-disabled");
  });

  test("one that loads with a foreign chain was answered by somebody else", () => {
    const report = controlled("firefox", { ...foreign, status: 200 });
    expect(verdictOf(report)).toBe("inspected tls-inspection");
    expect(report.verdict.roots).toEqual([]);
  });

  test("one that a person clicked through says nothing", () => {
    const clicked: Answer = {
      ...ownChain(rootOf(CA1)),
      tls: { ...TLS, exception: "date-invalid" },
    };
    const report = controlled("firefox", clicked);
    expect(verdictOf(report)).toBe("ready none");
    expect(report.controls[0]).toMatchObject({ kind: "expired", root: CA1, result: "void" });
  });

  test("the only one, clicked through, says nothing either", () => {
    const clicked = { ...TLS, exception: "date-invalid" as const };
    const world = wellBut("firefox", ({ kind, root }) =>
      kind === "expired" ? { ...ownChain(root!), tls: clicked } : undefined,
    );
    const single = { ...catalogue, roots: [rootOf(CA1)] };
    const { observations, ...rest } = gather("firefox", world);
    const own = observations.filter(({ root }) => root === null || root === CA1);
    expect(verdictOf(reportFrom({ ...rest, observations: own }, single))).toBe("ready none");
    expect(verdictOf(reportFrom({ ...rest, observations }))).toBe("action-needed checks-disabled");
  });

  test("that pass take nothing from a root whose verified chain was seen", () => {
    const report = controlled("firefox", { ...ownChain(rootOf(CA1)), status: 200 });
    expect(verdictOf(report)).toBe("action-needed checks-disabled");
    for (const { decides, finding, evidence } of report.roots) {
      if (decides) expect([finding, evidence]).toEqual(["trusted", "anchor"]);
    }
    const loads = controlled("chromium", { status: 200 });
    for (const { decides, finding } of loads.roots) {
      if (decides) expect(finding).toBe("inconclusive");
    }
  });

  test("one that was replaced outweighs one that passed", () => {
    const passed: Answer = { status: 200 };
    const report = controlled("chromium", refused, passed, { status: 500 }, refused);
    expect(verdictOf(report)).toBe("inspected tls-inspection");
  });

  test("one that passed outweighs those that were refused and those that say nothing", () => {
    const report = controlled("chromium", refused, { status: 200 }, { fails: "dns" }, refused);
    expect(verdictOf(report)).toBe("action-needed checks-disabled");
  });

  test("a revoked one that loads is normal", () => {
    const report = reportOf("chromium", wellIn.chromium);
    expect(verdictOf(report)).toBe("ready none");
    const revoked = report.controls.filter(({ kind }) => kind === "revoked");
    expect(revoked.map(({ root, result }) => [root, result])).toEqual(
      deciding.map((id) => [id, "loaded"]),
    );
  });

  test("of roots that do not decide are not heard", () => {
    const gathered = gather("chromium", wellIn.chromium);
    const loaded = observation({ kind: "expired", root: "starfield-services-g2" });
    const report = reportFrom({ ...gathered, observations: [...gathered.observations, loaded] });
    expect(verdictOf(report)).toBe("ready none");
    expect(report.controls.at(-1)).toMatchObject({ root: "starfield-services-g2" });
  });

  test.each([
    ["expired", "date-invalid", "refused"],
    ["expired", "revoked", "void"],
    ["expired", "untrusted-issuer", "void"],
    ["revoked", "revoked", "refused"],
    ["revoked", "date-invalid", "void"],
    ["revoked", "timeout", "void"],
  ] as const)("one that is %s and fails with %s is %s", (kind, fails, result) => {
    const world = wellBut("firefox", (probe) => (probe.kind === kind ? { fails } : undefined));
    const { controls } = reportOf("firefox", world);
    expect(controls.filter((row) => row.kind === kind).map((row) => row.result)).toEqual(
      deciding.map(() => result),
    );
  });
});

describe("the evidence of a good verdict", () => {
  const leafOnly = (id: string): Answer => {
    const { chain, ...answer } = ownChain(rootOf(id));
    return { ...answer, evidence: "issuer", chain: chain!.slice(0, 1) };
  };
  const mixed = (answers: Partial<Record<string, Answer>>) =>
    reportOf(
      "firefox",
      wellBut("firefox", ({ kind, root }) => (kind === "valid" ? answers[root!.id] : undefined)),
    ).verdict;

  test("is the anchor where each root's was seen", () => {
    expect(mixed({})).toMatchObject({ code: "ready", evidence: "anchor" });
  });

  test("is the leaf where one root's leaf alone was seen", () => {
    expect(mixed({ [CA2]: leafOnly(CA2) })).toMatchObject({ code: "ready", evidence: "issuer" });
  });

  test("is the load where one root merely loaded", () => {
    const answers = { [CA1]: {}, [CA2]: leafOnly(CA2) };
    expect(mixed(answers)).toMatchObject({ code: "ready", evidence: "load" });
  });

  test("does not weaken by a root that does not decide", () => {
    const answers: Record<string, Answer> = {
      "starfield-services-g2": { fails: "dns" },
      "amazon-rsa-2048-root-eu-m1": {},
    };
    expect(mixed(answers)).toMatchObject({ code: "ready", evidence: "anchor" });
  });
});

describe("a revoked control that somebody else answers", () => {
  const leaf = certificate("revoked.example", { issuer: INSPECTOR.subject });
  const replacing =
    (rest: World): World =>
    (probe) =>
      probe.kind === "revoked"
        ? { evidence: "anchor", tls: TLS, chain: [leaf, INSPECTOR] }
        : rest(probe);

  test("is a filter's page for revoked certificates if the other pages of its root are Amazon's", () => {
    const report = reportOf("firefox", replacing(wellIn.firefox));
    expect(verdictOf(report)).toBe("ready none");
    expect(report.inspector?.name).toBe(INSPECTOR.name);
  });

  const others: [string, World][] = [
    [
      "a silent valid host",
      (probe) => (probe.kind === "valid" ? { fails: "timeout" } : wellIn.firefox(probe)),
    ],
    [
      "a silent expired control",
      (probe) => (probe.kind === "expired" ? { fails: "timeout" } : wellIn.firefox(probe)),
    ],
    [
      "a valid host that shows no chain",
      (probe) => (probe.kind === "valid" ? wellIn.chromium(probe) : wellIn.firefox(probe)),
    ],
  ];
  test.each(others)("is an inspection beside %s", (_, rest) => {
    const ofOne: World = (probe) => (probe.root?.id === CA1 ? rest(probe) : wellIn.firefox(probe));
    expect(verdictOf(reportOf("firefox", replacing(ofOne)))).toBe("inspected tls-inspection");
  });
});

describe("silent valid hosts", () => {
  const silent: World = (probe) =>
    probe.kind === "valid" && probe.root?.decides ? { fails: "timeout" } : wellIn.firefox(probe);

  test("leave all well where one answers and the controls show that the roots are trusted", () => {
    const report = reportOf("firefox", (probe) =>
      probe.root?.id === CA1 ? wellIn.firefox(probe) : silent(probe),
    );
    expect(verdictOf(report)).toBe("ready none");
    expect(report.verdict.evidence).toBe("control");
    for (const { id, decides, finding, evidence } of report.roots) {
      const strength = id === CA1 ? "anchor" : "control";
      if (decides) expect([finding, evidence]).toEqual(["trusted", strength]);
    }
  });

  test("are blocked where none answers, although the controls show that the roots are trusted", () => {
    const report = reportOf("firefox", silent);
    expect(verdictOf(report)).toBe("inconclusive blocked");
    for (const { decides, finding, evidence } of report.roots) {
      if (decides) expect([finding, evidence]).toEqual(["trusted", "control"]);
    }
  });

  test("do not hide an inspection that a revoked control shows", () => {
    const leaf = certificate("revoked.example", { issuer: INSPECTOR.subject });
    const report = reportOf("firefox", (probe) =>
      probe.kind === "revoked"
        ? { evidence: "anchor", tls: TLS, chain: [leaf, INSPECTOR] }
        : silent(probe),
    );
    expect(verdictOf(report)).toBe("inspected tls-inspection");
    expect(report.inspector?.name).toBe(INSPECTOR.name);
    for (const { decides, finding } of report.roots) {
      if (decides) expect(finding).toBe("inconclusive");
    }
  });
});

describe("an outdated browser", () => {
  const missing: World = (probe) =>
    probe.root ? { fails: "untrusted-issuer" } : wellIn.chromium(probe);
  const causeIn = (family: BrowserFamily, version: string, used = catalogue) =>
    reportFrom(gather(family, missing, { version }), used).verdict.cause;

  test.each(BROWSER_FAMILIES)("is one below the catalogue's mark: %s", (family) => {
    const mark = outdatedBelow(catalogue.browsers.find((row) => row.family === family)!);
    expect(causeIn(family, `${mark - 1}.9.9`)).toBe("outdated-trust-store");
    expect(causeIn(family, `${mark}.0`)).toBe("missing-root");
    expect(causeIn(family, `${mark}`)).toBe("missing-root");
  });

  test.each(["", "unknown", "ESR"])("is not one whose version %j says nothing", (version) => {
    expect(causeIn("chromium", version)).toBe("missing-root");
  });

  test("is not one that the catalogue does not know", () => {
    expect(causeIn("chromium", "1.0", { ...catalogue, browsers: [] })).toBe("missing-root");
  });

  test("goes by the row of its own family", () => {
    const browsers = catalogue.browsers.map((row) =>
      row.family === "firefox" ? { ...row, releases: [{ major: 1, date: row.date }] } : row,
    );
    expect(causeIn("firefox", "2.0", { ...catalogue, browsers })).toBe("missing-root");
    expect(causeIn("chromium", "2.0", { ...catalogue, browsers })).toBe("outdated-trust-store");
  });

  test("is not told to update while all is well", () => {
    const report = reportOf("chromium", wellIn.chromium, { version: "1.0" });
    expect(verdictOf(report)).toBe("ready none");
  });
});

describe("a chain that the browser refused, as its log shows it", () => {
  const LEAF = certificate("valid.example", {
    issuer: INSPECTOR.subject,
    issuerName: INSPECTOR.name,
    issuerOrganization: INSPECTOR.issuerOrganization,
  });

  test("names who signed in Amazon's place, without a key that nobody verified", () => {
    const { inspector, roots } = reportOf("chromium", refusedInLog([LEAF]));
    expect(inspector).toEqual({
      name: INSPECTOR.name,
      organization: INSPECTOR.issuerOrganization,
      spkiSha256: null,
      product: null,
      approved: false,
    });
    expect(roots.map(({ evidence }) => evidence)).toEqual(roots.map(() => "none"));
  });

  test("accuses nobody while a control shows that the browser trusts the root", () => {
    const report = reportOf("chromium", (probe) =>
      probe.kind === "valid" && probe.root?.id === CA1
        ? refusedInLog([LEAF])(probe)
        : wellIn.chromium(probe),
    );
    expect(report.inspector).toBeNull();
    expect(verdictOf(report)).toBe("inconclusive amazon-side");
  });

  test("is inspection also where the comparison site is refused", () => {
    const report = reportOf("chromium", (probe) =>
      probe.kind === "baseline" ? { fails: "untrusted-issuer" } : refusedInLog([LEAF])(probe),
    );
    expect(verdictOf(report)).toBe("inspected tls-inspection");
  });
});
