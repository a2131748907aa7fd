/** Runs one check on the ports it is given, and stores its progress and its report. */
import { decidingIds } from "../core/catalogue.ts";
import { certificateReader } from "../core/certificate/read.ts";
import { earlyResult } from "../core/decided.ts";
import { DEFAULT_SETTINGS, type Settings } from "../core/default-settings.ts";
import { makeReport, type Gathered } from "../core/make-report.ts";
import type { Observation } from "../core/observation.ts";
import {
  LIMITS,
  planCheck,
  wantsOlderName,
  withBaseline,
  type PlannedProbe,
} from "../core/plan.ts";
import type { RunningCheck } from "../core/running-check.ts";
import { summaryOf } from "../core/summary.ts";
import { withUnusedNames } from "../core/unused-names.ts";
import type { ProbePort } from "../probe/port.ts";
import { coalesce } from "./coalesce.ts";
import { Probing } from "./probing.ts";
import type { CheckupPorts } from "./ports.ts";

export interface Check {
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
export interface Prepared {
  permitted: boolean;
  settings: Settings;
  browser: Awaited<ReturnType<ProbePort["describeBrowser"]>>;
}

export function prepareCheck(ports: CheckupPorts): Promise<Prepared> {
  const { probe } = ports;
  const prepared = Promise.all([
    probe.permitted(),
    settingsOrDefaults(ports),
    probe.describeBrowser(),
    probe.prepare(),
  ]).then(([permitted, settings, browser]) => ({ permitted, settings, browser }));
  // Of no matter if no check comes of it.
  prepared.catch(() => undefined);
  return prepared;
}

/** `used`: addresses to replace by other names of the same hosts. */
export function runCheck(
  ports: CheckupPorts,
  used: ReadonlySet<string>,
  prepared: Promise<Prepared>,
): Check {
  const { probe, store, clock } = ports;
  const startedTicks = clock.ticks();
  const bound = AbortSignal.timeout(LIMITS.checkMs);
  const check: RunningCheck = {
    id: ports.newId(),
    startedAt: clock.now(),
    planned: planCheck(ports.catalogue).length,
    ended: 0,
    answered: [],
    interrupted: false,
  };
  const reader = certificateReader();
  const save = coalesce(async () => store.setRunning({ ...check, answered: [...check.answered] }));
  let probing: Probing | null = null;
  let progress: ReturnType<typeof setTimeout> | undefined;

  /** If progress cannot be stored, the check continues without it. */
  const showProgress = () => {
    clearTimeout(progress);
    progress = undefined;
    void save().catch(() => undefined);
  };
  const run = async () => {
    const { permitted, settings, browser } = await prepared;
    const catalogue = withBaseline(ports.catalogue, settings.baseline);
    const deciding = decidingIds(catalogue);
    const plan = withUnusedNames(planCheck(catalogue, browser.programme), used);
    check.planned = plan.length;
    const { read } = reader;
    const asked = new Probing({
      probe,
      clock,
      plan,
      deciding,
      permitted,
      startedTicks,
      bound,
      read,
    });
    probing = asked;
    const gathered = (): Gathered => ({
      id: check.id,
      startedAt: new Date(check.startedAt).toISOString(),
      finishedAt: new Date(clock.now()).toISOString(),
      toolVersion: ports.toolVersion,
      browser,
      online: probe.online(),
      observations: sortByPlan(asked.observations, plan),
      certificates: reader.table,
      approvedInspectors: settings.approvedInspectors,
    });
    await asked.run(({ kind, root }) => {
      check.ended += 1;
      if (kind === "valid" && root !== null) check.answered.push(root);
      progress ??= setTimeout(showProgress, ports.progressMs);
      const open = asked.open();
      if (check.early || open.size === 0) return;
      const early = earlyResult(catalogue, gathered(), { plan, open });
      if (!early) return;
      check.early = early;
      showProgress();
      asked.decided();
    });
    clearTimeout(progress);
    await save.settled();
    const report = makeReport(catalogue, gathered());
    await store.finish(report);
    // The check has ended even if the history cannot be written.
    const remembered = store.remember(summaryOf(report)).catch(() => undefined);
    await Promise.all([remembered, rememberNames(ports, asked.observations)]);
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
    cutShort: () => probing?.cutShort(),
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

/** Observations in the order of the plan, so that two reports of the same world read the same. */
function sortByPlan(observations: readonly Observation[], plan: readonly PlannedProbe[]) {
  const order = plan.flatMap(({ urls }) => urls);
  return observations.toSorted((a, b) => order.indexOf(a.url) - order.indexOf(b.url));
}
