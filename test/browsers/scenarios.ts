/** Tries the lab's scenarios in a real browser. Each browser has a file of its own, so that both can run side by side. */
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { spkiOf } from "../../src/core/certificate.ts";
import { isClockOff } from "../../src/core/clock.ts";
import { standingOf } from "../../src/core/browser-release.ts";
import type { Catalogue } from "../../src/core/catalogue.ts";
import { chainOf } from "../../src/core/observation.ts";
import { planCheck } from "../../src/core/plan.ts";
import type { Report } from "../../src/core/report.ts";
import { inspectionFaults } from "../../src/core/strict-rules.ts";
import type { LogPart } from "../../src/probe/log/read.ts";
import { decodeCode } from "../../src/core/read-support-code.ts";
import { supportCode } from "../../src/core/support-code.ts";
import { caseOf } from "../../src/guidance/situation.ts";
import type { BrowserFamily } from "../../src/core/vocabulary.ts";
import { inVersion, type Expected, type Scenario } from "../lab/scenario.ts";
import { SCENARIOS } from "../lab/scenarios.ts";
import { byStart } from "./by-start.ts";
import type { FoundBrowser } from "./find.ts";
import { startLog, type BrowserLog } from "./log.ts";
import { openPopup, ownErrors, readPopup, readReport, shownAs } from "./popup.ts";
import type { Session } from "./session.ts";
import { browsers, builtIn, startStage, type Stage, type Staged } from "./stage.ts";

const FEATURE = "WebRequestSecurityInfo";
/** Older versions ignore the feature's name. */
const FEATURE_SINCE = 144;

interface Case {
  label: string;
  scenario: Scenario;
  expected: Expected;
  features: string[];
}

/** What there is to try in a browser: once as it comes, and in Chromium also with the feature, where that matters. */
function casesFor({ family, version }: FoundBrowser): Case[] {
  const showsLeaves = family === "chromium" && Number.parseInt(version, 10) >= FEATURE_SINCE;
  return scenariosIn(family, version).flatMap((each): Case[] => {
    const scenario = isOutdated(family, version) ? asOutdated(each) : each;
    const { [family]: stock, "chromium-security-info": showing } = scenario.expected;
    const { name } = scenario;
    return [
      ...(stock ? [{ label: name, scenario, expected: stock, features: [] }] : []),
      ...(showing && showsLeaves
        ? [{ label: `${name} with ${FEATURE}`, scenario, expected: showing, features: [FEATURE] }]
        : []),
    ];
  });
}

function scenariosIn(family: BrowserFamily, version: string): Scenario[] {
  return SCENARIOS.map((scenario) => inVersion(scenario, family, version));
}

function isOutdated(family: BrowserFamily, version: string): boolean {
  const releases = builtIn.browsers.find((row) => row.family === family);
  return releases !== undefined && standingOf(version, releases) === "far-behind";
}

/** The scenario with what outdated versions say of it. */
function asOutdated(scenario: Scenario): Scenario {
  const expected = Object.entries(scenario.expected).map(
    ([browser, { causeIfOutdated, ...each }]) =>
      [browser, { ...each, ...(causeIfOutdated ? { cause: causeIfOutdated } : {}) }] as const,
  );
  return { ...scenario, expected: Object.fromEntries(expected) };
}

/** Every scenario of the lab in one browser: the real popup of the built extension says what is so. */
export function tryScenariosIn(family: BrowserFamily): void {
  const found = browsers.find((each) => each.family === family);
  if (!found) {
    it.skip(`no ${family} is installed`);
    return;
  }
  for (const { name, cannot } of scenariosIn(family, found.version)) {
    const reason = cannot?.[family];
    if (reason) it.skip(`${name} in ${family}: ${reason}`);
  }
  for (const cases of byStart(family, casesFor(found))) {
    const [{ label, scenario: first, features }] = cases as [Case, ...Case[]];
    describe(`${family} as it starts for ${label}`, () => {
      const log = family === "chromium" && features.length === 0 ? startLog() : null;
      const checks: LoggedCheck[] = [];
      let stage: Stage;
      beforeAll(async () => {
        // Clicking a warning through waits for a page's response; nothing else here needs one.
        const unwatched = !first.browser?.exceptions;
        const extraArgs = log?.args ?? [];
        const freshLeaves = log !== null;
        stage = await startStage(found, first, { features, unwatched, extraArgs, freshLeaves });
      });
      afterAll(async () => {
        await stage?.end();
        log?.remove();
      });
      it.each(cases)("$label is $expected.verdict, $expected.cause", async (each) => {
        const isFirst = each.scenario === first;
        const staged = isFirst ? stage : await stage.enter(each.scenario);
        const since = Date.now();
        const report = await tryOne(staged, each);
        checks.push({ ...each, report, since, until: Date.now() });
      });
      if (log) {
        it("and its log proves more", async () => {
          await stage.end();
          await expectInLog(log, stage, checks);
        });
      }
    });
  }
}

async function tryOne(staged: Staged, { expected, features }: Case): Promise<Report> {
  const page = await openPopup(staged.session);
  const shown = await readPopup(page);
  const report = await readReport(page);
  expect({ verdict: shown.verdict, cause: shown.cause }).toEqual({
    verdict: expected.verdict,
    cause: expected.cause,
  });
  for (const [id, { finding, failure }] of Object.entries(expected.roots ?? {})) {
    expect.soft([id, shown.roots[id]]).toEqual([id, finding]);
    expect.soft([id, failureOf(report, id)]).toEqual([id, failure]);
  }
  expectMore(expected, report);
  expect(Object.keys(shown.roots)).toEqual(staged.catalogue.roots.map(({ id }) => id));
  expectHonestEvidence(report, staged, features);
  expectOnlyCataloguedHosts(staged, report);
  const { verdict, cause } = expected;
  expect(decodeCode(supportCode(report)!)).toMatchObject({ content: { verdict, cause } });
  if (report.verdict.code !== "ready") await expectRepair(staged.session, page, report);
  if (expected.strict) await expectStrict(staged.session, expected.strict);
  expect(await ownErrors(staged.session)).toEqual([]);
  return report;
}

interface LoggedCheck extends Case, Required<LogPart> {
  report: Report;
}

async function expectInLog(
  log: BrowserLog,
  { catalogue }: Staged,
  checks: readonly LoggedCheck[],
): Promise<void> {
  const [first] = checks;
  if (!first) return;
  const read = await log.open(catalogue, first.report.browser.programme);
  for (const { label, scenario, report, since, until } of checks) {
    const logged = await read(report, { since, until });
    const { verdict, cause, roots = {}, inspector } = expectedInLog(scenario);
    expect
      .soft({ label, verdict: logged.verdict.code, cause: logged.verdict.cause })
      .toEqual({ label, verdict, cause });
    const findings = logged.roots.map(({ id, finding }) => [id, finding]);
    const wanted = logged.roots.map(({ id, finding }) => [id, roots[id]?.finding ?? finding]);
    expect.soft([label, findings]).toEqual([label, wanted]);
    if (inspector !== undefined)
      expect.soft({ label, ...logged.inspector }).toMatchObject({ label, product: inspector });
    expectProof(label, logged, catalogue);
  }
}

/** What Firefox says, but for missing roots that only Mozilla's programme carries. */
function expectedInLog({ expected }: Scenario): Expected {
  const { "chromium-log": own, firefox, chromium } = expected;
  const same = (own ?? firefox ?? chromium)!;
  const apart = Object.entries(chromium?.roots ?? {}).filter(
    ([id, { finding }]) =>
      finding === "not-applicable" && same.roots?.[id]?.finding === "not-trusted",
  );
  return { ...same, roots: { ...same.roots, ...Object.fromEntries(apart) } };
}

/** Whatever loaded has its verified chain; whatever was refused claims none. */
function expectProof(label: string, report: Report, catalogue: Catalogue): void {
  const { observations, certificates, roots } = report;
  for (const seen of observations) {
    const proof = seen.outcome === "failed" ? "none" : seen.tls?.exception ? "load" : "anchor";
    expect.soft([label, seen.url, seen.evidence]).toEqual([label, seen.url, proof]);
    if (proof !== "anchor") continue;
    const chain = chainOf(seen, certificates);
    expect.soft(chain.length).toBeGreaterThanOrEqual(2);
    for (const certificate of chain)
      expect.soft(spkiOf(certificate)).toBe(certificate.reportedSpkiSha256);
  }
  for (const { id, finding, observation } of roots) {
    const seen = observations[observation ?? -1];
    if (finding !== "trusted" || seen?.outcome !== "loaded") continue;
    const last = chainOf(seen, certificates).at(-1)!;
    const row = catalogue.roots.find((root) => root.id === id)!;
    expect.soft([label, spkiOf(last)]).toEqual([label, row.spkiSha256]);
  }
}

/** The popup leads to a page with the steps of this very case. */
async function expectRepair(session: Session, popup: Page, report: Report): Promise<void> {
  const wanted = caseOf(report);
  expect(await popup.$eval("[data-repair]", (button) => button.getAttribute("data-repair"))).toBe(
    wanted,
  );
  const page = await session.openPage("pages/report/index.html");
  await shownAs(page, "done");
  const steps = (who: string) =>
    page.$$eval(`[data-audience="${who}"][data-case] [data-step]`, (items) => items.length);
  expect(await page.$eval("[data-case]", (section) => section.getAttribute("data-case"))).toBe(
    wanted,
  );
  expect(await steps("person")).toBeGreaterThan(0);
  expect(await steps("administrator")).toBeGreaterThan(0);
}

/** The page names what stricter programs refuse, and has a repair step for it. */
async function expectStrict(session: Session, strict: readonly string[]): Promise<void> {
  const page = await session.openPage("pages/report/index.html");
  await shownAs(page, "done");
  const faults = await page.$$eval("[data-strict-faults] li", (items) => items.length);
  expect(faults).toBe(strict.length);
  expect(await page.$("[data-step=reissue-for-strict-programs]")).not.toBeNull();
}

/** Who inspects, how soundly, what the clock says, what the revoked controls say. */
function expectMore(expected: Expected, report: Report): void {
  const { verdict, inspector, clock, revoked, strict = [] } = expected;
  if (inspector !== undefined) expect(report.inspector).toMatchObject({ product: inspector });
  else if (verdict !== "inspected") expect(report.inspector).toBeNull();
  // Said only where the inspecting root was seen, and programs meet it.
  const broken = inspectionFaults(report)?.map(({ rule }) => rule);
  const isMet = verdict !== "ready" && report.inspector?.spkiSha256;
  expect(broken).toEqual(isMet ? strict : undefined);
  const behindMs = isClockOff(report.clock) ? report.clock!.behindMs : 0;
  expect(behindMs > 0 ? "behind" : behindMs < 0 ? "ahead" : undefined).toBe(clock);
  if (verdict !== "ready") return;
  const controls = report.controls.filter(({ kind }) => kind === "revoked");
  const results = [...new Set(controls.map(({ result }) => result))];
  expect(results).toEqual([revoked ?? "loaded"]);
}

function failureOf(report: Report, id: string): string | undefined {
  const row = report.roots.find((root) => root.id === id)!;
  return row.observation === null ? undefined : report.observations[row.observation]!.failure?.code;
}

/** Firefox shows the chain to its root, whose key must be the lab's; Chromium a leaf at most. */
function expectHonestEvidence(report: Report, { catalogue }: Staged, features: string[]): void {
  const { family } = report.browser;
  for (const seen of report.observations) {
    if (seen.outcome === "failed" || seen.kind === "baseline" || seen.tls?.exception) continue;
    const chain = chainOf(seen, report.certificates);
    if (family === "chromium") {
      expect([seen.url, seen.evidence, chain.length]).toEqual(
        features.length ? [seen.url, "issuer", 1] : [seen.url, "load", 0],
      );
      continue;
    }
    expect([seen.url, seen.evidence]).toEqual([seen.url, "anchor"]);
    expect(chain.length).toBeGreaterThanOrEqual(2);
    for (const certificate of chain) {
      expect(certificate.readable).toBe(true);
      expect(spkiOf(certificate)).toBe(certificate.reportedSpkiSha256);
    }
  }
  for (const root of report.roots) {
    if (root.finding !== "trusted" || root.evidence !== "anchor") continue;
    const chain = chainOf(report.observations[root.observation!]!, report.certificates);
    const row = catalogue.roots.find(({ id }) => id === root.id)!;
    expect(spkiOf(chain.at(-1)!)).toBe(row.spkiSha256);
  }
}

function expectOnlyCataloguedHosts({ lab, catalogue }: Staged, { browser }: Report): void {
  const known = planCheck(catalogue, browser.programme).flatMap(({ urls }) =>
    urls.map((url) => new URL(url).hostname),
  );
  expect(lab.asked().filter((host) => !known.includes(host))).toEqual([]);
}
