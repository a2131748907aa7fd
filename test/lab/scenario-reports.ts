/** The reports that the rows of the scenario table lead to, without a browser: made up from what each row expects. */
import type { Observation } from "../../src/core/observation.ts";
import type { Report, RootResult } from "../../src/core/report.ts";
import { isTrusted, type BrowserFamily, type Evidence } from "../../src/core/vocabulary.ts";
import { failure, INSPECTOR, reportOf, wellIn } from "../made-up.ts";
import type { Expected } from "./scenario.ts";
import { SCENARIOS } from "./scenarios.ts";

const CLOCK_OFF_MS = 3 * 3_600_000;

/**
 * A report for each row in each browser that can show it, with the first row's name where several rows expect
 * the same.
 */
export function scenarioReports(): [name: string, report: Report][] {
  const reports = SCENARIOS.flatMap(({ name, expected }) =>
    Object.entries(expected).flatMap(([browser, each]): [string, Report][] =>
      // What a log says is what Firefox says of another scenario.
      browser === "chromium-log"
        ? []
        : [[`${name} in ${browser}`, reportExpected(browser as ShownBrowser, each)]],
    ),
  );
  const distinct = new Map(
    reports.toReversed().map((named) => [JSON.stringify(named[1]), named] as const),
  );
  return [...distinct.values()].toReversed();
}

type ShownBrowser = BrowserFamily | "chromium-security-info";

function reportExpected(browser: ShownBrowser, expected: Expected) {
  const family = browser === "firefox" ? "firefox" : "chromium";
  const base = reportOf(family, wellIn[family]);
  const observations = [...base.observations];
  const roots = base.roots.map((root): RootResult => {
    const wanted = expected.roots?.[root.id];
    if (!wanted) return root;
    const code = wanted.failure;
    const seen = root.observation === null ? undefined : observations[root.observation];
    if (code && seen) observations[root.observation!] = failed(seen, code);
    const shown: Evidence = browser === "chromium-security-info" ? "issuer" : root.evidence;
    const evidence = code && !isTrusted(wanted.finding) ? "none" : shown;
    return { ...root, finding: wanted.finding, evidence };
  });
  const { verdict: code, cause, inspector } = expected;
  const isReady = code === "ready";
  const concerned = roots.filter(({ decides, finding }) => decides && !isTrusted(finding));
  const behindMs = expected.clock === "behind" ? CLOCK_OFF_MS : -CLOCK_OFF_MS;
  return {
    ...base,
    observations,
    roots,
    verdict: {
      code,
      cause,
      evidence: isReady ? (roots[0]?.evidence ?? "none") : "none",
      roots: isReady ? [] : concerned.map(({ id }) => id),
    },
    controls: base.controls.map((control) =>
      control.kind === "revoked" ? { ...control, result: expected.revoked ?? "loaded" } : control,
    ),
    clock: expected.clock ? { behindMs, servers: 4 } : null,
    inspector:
      code === "inspected"
        ? {
            name: INSPECTOR.name,
            organization: INSPECTOR.issuerOrganization,
            spkiSha256: INSPECTOR.spkiSha256,
            product: inspector ?? null,
            approved: false,
          }
        : null,
  } satisfies Report;
}

function failed({ url, kind, root }: Observation, code: Parameters<typeof failure>[0]) {
  return failure(code, { url, kind, root });
}
