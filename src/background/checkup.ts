/** Runs a check on the ports it is given, and stores its progress and its report. */
import { isRecent } from "../core/age.ts";
import { decidingIds, type Catalogue } from "../core/catalogue.ts";
import { certificateReader } from "../core/certificate/read.ts";
import { isInterrupted, REPORT_FRESH_MS, type RunningCheck } from "../core/running-check.ts";
import { evidenceOf, evidenceOn } from "../core/evidence.ts";
import type { Observation, Probe } from "../core/observation.ts";
import { observationFrom, type RawObservation } from "../core/observe.ts";
import { earlyResult } from "../core/decided.ts";
import { cutShort } from "../core/failure.ts";
import { limitFor } from "../core/limits.ts";
import {
  decidingFirst,
  LIMITS,
  planCheck,
  wantsFreshLook,
  wantsOlderName,
  withBaseline,
  type PlannedProbe,
} from "../core/plan.ts";
import { hasUnusedNames, withUnusedNames } from "../core/unused-names.ts";
import { makeReport, type Gathered } from "../core/make-report.ts";
import type { Report } from "../core/report.ts";
import { DEFAULT_SETTINGS, type Settings } from "../core/default-settings.ts";
import { summaryOf, type Summary } from "../core/summary.ts";
import type { Calls } from "../platform/calls.ts";
import type { Clock } from "../platform/environment.ts";
import { failedObservation, observationOfError } from "../probe/empty-observation.ts";
import type { ProbePort } from "../probe/port.ts";
import { coalesce } from "./coalesce.ts";

/**
 * Stores checks. `finish` replaces the running check by the report in one step; `remember` adds the summary to the
 * history.
 */
export interface CheckStore {
  running(): Promise<RunningCheck | undefined>;
  setRunning(check: RunningCheck): Promise<void>;
  report(): Promise<Report | undefined>;
  finish(report: Report): Promise<void>;
  remember(summary: Summary): Promise<void>;
  /** Addresses that checks of this browser session asked. */
  askedNames(): Promise<string[]>;
  setAskedNames(urls: string[]): Promise<void>;
}

export interface CheckupPorts {
  catalogue: Catalogue;
  probe: ProbePort;
  store: CheckStore;
  clock: Clock;
  /** The settings in force, read once at the start of each check. */
  settings(): Promise<Settings>;
  toolVersion: string;
  newId(): string;
  /**
   * How long (ms) progress is collected before it is written: each write makes the popup read and draw, which slows
   * the check.
   */
  progressMs: number;
}

export interface Checkup extends Pick<Calls, "checkIfDue" | "startCheck" | "checkForLog"> {
  /** Starts at once; resolves when a check that an earlier worker left unfinished is marked as interrupted. */
  recover(): Promise<void>;
  /** Resolves when no check of this background runs. */
  untilIdle(): Promise<void>;
}

/** Runs at most one check at a time: callers share the one under way. */
export function createCheckup(ports: CheckupPorts): Checkup {
  const { store, clock } = ports;
  let current: Check | null = null;

  const startCheck = async () => startWith(readCheckSetting(ports));
  const startWith = async (setting: Promise<CheckSetting>) => {
    await recovered;
    const before = current;
    if (before?.isDecided()) {
      // Its result is on the screen: who asks now wants another, such as after granting the permission.
      before.cutShort();
      await before.ended.catch(() => undefined);
      if (current === before) current = null;
    }
    await start(new Set(), setting);
  };
  const start = async (used: ReadonlySet<string>, setting: Promise<CheckSetting>) => {
    if (!current) {
      const check = runCheck(ports, used, setting);
      current = check;
      void check.ended
        .catch(() => undefined)
        .finally(() => {
          if (current === check) current = null;
        });
    }
    await current.begun;
  };
  const recover = async () => {
    const left = await store.running();
    if (left && !left.interrupted) await store.setRunning({ ...left, interrupted: true });
  };
  const recovered = recover().catch(() => undefined);
  const untilIdle = async () => {
    await current?.ended.catch(() => undefined);
  };

  return {
    startCheck,
    recover: () => recovered,
    untilIdle,
    async checkForLog() {
      await recovered;
      // The names of a check under way are asked already.
      await untilIdle();
      const used = new Set(await store.askedNames());
      if (!hasUnusedNames(ports.catalogue, used)) return false;
      await start(used, readCheckSetting(ports));
      return true;
    },
    async checkIfDue() {
      // At once, because a check that is due waits for it.
      const setting = readCheckSetting(ports);
      await recovered;
      if (current) return current.begun;
      const [left, report] = await Promise.all([store.running(), store.report()]);
      if (left && isInterrupted(left, clock.now())) return;
      if (!report || !isRecent(report, clock.now(), REPORT_FRESH_MS)) await startWith(setting);
    },
  };
}

interface OpenProbe {
  cut: AbortController;
  /** When its last name was asked. */
  askedTicks: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

interface Check {
  /** Resolves when the check is stored; settles as `ended` does if it cannot be stored. */
  begun: Promise<void>;
  /** Resolves when the report is stored; rejects if it never will be. */
  ended: Promise<void>;
  /** Whether the result is certain. */
  isDecided(): boolean;
  /** Ends all open probes. */
  cutShort(): void;
}

/** What a check has to know before it asks anything. */
interface CheckSetting {
  permitted: boolean;
  settings: Settings;
  browser: Awaited<ReturnType<ProbePort["describeBrowser"]>>;
}

function readCheckSetting(ports: CheckupPorts): Promise<CheckSetting> {
  const reading = Promise.all([
    ports.probe.permitted(),
    settingsOrDefaults(ports),
    ports.probe.describeBrowser(),
  ]).then(([permitted, settings, browser]) => ({ permitted, settings, browser }));
  // Of no matter if no check comes of it.
  reading.catch(() => undefined);
  return reading;
}

/** `used`: addresses to replace by other names of the same hosts. */
function runCheck(
  ports: CheckupPorts,
  used: ReadonlySet<string>,
  setting: Promise<CheckSetting>,
): Check {
  const { probe, store, clock } = ports;
  const startedTicks = clock.ticks();
  const check: RunningCheck = {
    id: ports.newId(),
    startedAt: clock.now(),
    planned: planCheck(ports.catalogue).length,
    ended: 0,
    answered: [],
    interrupted: false,
  };
  const observations: Observation[] = [];
  const open = new Map<PlannedProbe, OpenProbe>();
  const reader = certificateReader();
  const save = coalesce(async () => store.setRunning({ ...check, answered: [...check.answered] }));
  const bound = AbortSignal.timeout(LIMITS.checkMs);
  let progress: ReturnType<typeof setTimeout> | undefined;

  const record = async (raw: RawObservation, startedMs: number): Promise<Observation> => {
    const observation = await observationFrom(raw, startedMs, reader.read);
    observations.push(observation);
    return observation;
  };
  /** Null if no time is left. */
  const ask = async (
    asked: Probe,
    permitted: boolean,
    signal: AbortSignal,
  ): Promise<Observation | null> => {
    const startedMs = clock.ticks() - startedTicks;
    const limitMs = Math.min(LIMITS.probeMs, LIMITS.checkMs - startedMs);
    if (limitMs <= 0) return null;
    const raw =
      permitted || asked.kind === "baseline"
        ? await observeSafely(asked, limitMs, signal)
        : observationWithoutPermission(asked);
    return record(raw, startedMs);
  };
  /** An unexpected error of one probe must not cost the others. */
  const observeSafely = async (
    asked: Probe,
    limitMs: number,
    signal: AbortSignal,
  ): Promise<RawObservation> => {
    const since = clock.ticks();
    try {
      return await probe.observe(asked, limitMs, signal);
    } catch (error) {
      return observationOfError(asked, clock.ticks() - since, error);
    }
  };
  /** If progress cannot be stored, the check continues without it. */
  const showProgress = () => {
    clearTimeout(progress);
    progress = undefined;
    void save().catch(() => undefined);
  };
  const observe = async (planned: PlannedProbe, permitted: boolean, limitOpen: () => void) => {
    const { urls, ...rest } = planned;
    const cut = new AbortController();
    const signal = AbortSignal.any([bound, cut.signal]);
    const state: OpenProbe = { cut, askedTicks: clock.ticks(), timer: undefined };
    open.set(planned, state);
    for (const url of urls) {
      if (url !== urls[0]) {
        state.askedTicks = clock.ticks();
        limitOpen();
      }
      const seen = await ask({ ...rest, url }, permitted, signal);
      if (seen?.failure?.code === "timeout" && cut.signal.aborted)
        seen.failure = cutShort(seen.durationMs);
      if (!seen || !wantsOlderName(seen)) break;
    }
    clearTimeout(state.timer);
    open.delete(planned);
    check.ended += 1;
    if (rest.kind === "valid" && rest.root !== null) check.answered.push(rest.root);
    progress ??= setTimeout(showProgress, ports.progressMs);
  };

  const lookedAgain = new Set<string>();
  const lookAgain = async ({ root }: PlannedProbe, plan: PlannedProbe[], permitted: boolean) => {
    if (root === null || lookedAgain.has(root)) return;
    if (!wantsFreshLook(evidenceOn(root, evidenceOf(observations)))) return;
    lookedAgain.add(root);
    const valid = plan.find((planned) => planned.kind === "valid" && planned.root === root);
    const url = valid?.urls.find((each) => observations.every((seen) => seen.url !== each));
    if (url) await ask({ kind: "valid", root, url }, permitted, bound);
  };

  const run = async () => {
    const [{ permitted, settings, browser }] = await Promise.all([setting, probe.prepare()]);
    const catalogue = withBaseline(ports.catalogue, settings.baseline);
    const deciding = decidingIds(catalogue);
    const plan = withUnusedNames(planCheck(catalogue, browser.programme), used);
    check.planned = plan.length;
    const gathered = (): Gathered => ({
      id: check.id,
      startedAt: new Date(check.startedAt).toISOString(),
      finishedAt: new Date(clock.now()).toISOString(),
      toolVersion: ports.toolVersion,
      browser,
      online: probe.online(),
      observations: sortByPlan(observations, plan),
      certificates: reader.table,
      approvedInspectors: settings.approvedInspectors,
    });
    const decideEarly = () => {
      if (check.early || open.size === 0) return;
      const early = earlyResult(catalogue, gathered(), { plan, open: new Set(open.keys()) });
      if (!early) return;
      check.early = early;
      showProgress();
    };
    /** Ends open probes once they have had the time that their siblings' answers leave them. */
    const limitOpen = () => {
      const isDecided = check.early !== undefined;
      const sofar = { deciding, observations, open: [...open.keys()], isDecided };
      for (const [planned, state] of open) {
        clearTimeout(state.timer);
        const limitMs = limitFor(planned, sofar);
        if (limitMs >= LIMITS.probeMs) continue;
        const leftMs = limitMs - (clock.ticks() - state.askedTicks);
        state.timer = setTimeout(() => state.cut.abort(), Math.max(0, leftMs));
      }
    };
    await Promise.all(
      decidingFirst(plan, deciding).map(async (planned) => {
        await observe(planned, permitted, limitOpen);
        await lookAgain(planned, plan, permitted);
        decideEarly();
        limitOpen();
      }),
    );
    clearTimeout(progress);
    await save.settled();
    const report = makeReport(catalogue, gathered());
    await store.finish(report);
    // The check has ended even if the history cannot be written.
    const remembered = store.remember(summaryOf(report)).catch(() => undefined);
    await Promise.all([remembered, rememberNames(ports, observations)]);
  };
  const runOrGiveUp = async () => {
    try {
      await run();
    } catch (error) {
      // No report will come: tell those who watch the storage not to wait.
      check.interrupted = true;
      await save().catch(() => undefined);
      throw error;
    }
  };
  const begun = save();
  const ended = runOrGiveUp();
  return {
    begun: begun.catch(() => ended),
    ended,
    isDecided: () => check.early !== undefined,
    cutShort() {
      for (const { cut } of open.values()) cut.abort();
    },
  };
}

/** A name that does not resolve has nothing to verify. Without this list, only a log would prove less. */
async function rememberNames(
  { store }: CheckupPorts,
  observations: readonly Observation[],
): Promise<void> {
  try {
    const urls = observations.filter((seen) => !wantsOlderName(seen)).map(({ url }) => url);
    await store.setAskedNames([...new Set([...(await store.askedNames()), ...urls])]);
  } catch {
    // The report is worth more than the list.
  }
}

/** Falls back to the defaults if the settings cannot be read. */
async function settingsOrDefaults(ports: CheckupPorts): Promise<Settings> {
  try {
    return await ports.settings();
  } catch {
    return DEFAULT_SETTINGS;
  }
}

function observationWithoutPermission(probe: Probe): RawObservation {
  const raw = "permissions.contains: false";
  return failedObservation(probe, 0, { code: "permission-missing", raw, symbol: null });
}

/** Observations in the order of the plan, so that two reports of the same world read the same. */
function sortByPlan(observations: readonly Observation[], plan: readonly PlannedProbe[]) {
  const order = plan.flatMap(({ urls }) => urls);
  return observations.toSorted((a, b) => order.indexOf(a.url) - order.indexOf(b.url));
}
