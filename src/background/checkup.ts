/** Runs a check on the ports it is given, and keeps what it sees in storage as it goes. */
import type { Catalogue } from "../core/catalogue.ts";
import { readCertificate } from "../core/chain.ts";
import { isInterrupted, REPORT_FRESH_MS, type RunningCheck } from "../core/checkup.ts";
import type { Observation, Probe } from "../core/observation.ts";
import { LIMITS, planCheck, wantsOlderName, type PlannedProbe } from "../core/plan.ts";
import { makeReport, type Report } from "../core/report.ts";
import type { Calls } from "../platform/messages.ts";
import type { Clock } from "../platform/clock.ts";
import type { ProbePort, RawObservation } from "../probe/port.ts";

/** Where checks are kept. `finish` puts the report in the place of the running check in one step. */
export interface CheckStore {
  running(): Promise<RunningCheck | undefined>;
  setRunning(check: RunningCheck): Promise<void>;
  report(): Promise<Report | undefined>;
  finish(report: Report): Promise<void>;
}

export interface CheckupPorts {
  catalogue: Catalogue;
  probe: ProbePort;
  store: CheckStore;
  clock: Clock;
  toolVersion: string;
  newId(): string;
}

export interface Checkup extends Calls {
  /** Marks a check that an earlier worker left unfinished. Call it once, at start-up. */
  recover(): Promise<void>;
}

/** At most one check at a time: whoever asks while one is running shares it. */
export function createCheckup(ports: CheckupPorts): Checkup {
  const { store, clock } = ports;
  let current: Check | null = null;

  const startCheck = async () => {
    await recovered;
    if (!current) {
      current = runCheck(ports);
      void current.ended.finally(() => (current = null));
    }
    await current.begun;
  };
  const recover = async () => {
    const left = await store.running();
    if (left && !left.interrupted) await store.setRunning({ ...left, interrupted: true });
  };
  const recovered = recover().catch(() => undefined);

  return {
    startCheck,
    recover: () => recovered,
    async checkIfDue() {
      await recovered;
      if (current) return;
      const [left, report] = await Promise.all([store.running(), store.report()]);
      if (left && isInterrupted(left, clock.now())) return;
      const age = report ? clock.now() - Date.parse(report.finishedAt) : Infinity;
      if (age < 0 || age >= REPORT_FRESH_MS) await startCheck();
    },
  };
}

interface Check {
  /** Resolves when the check stands in storage. */
  begun: Promise<void>;
  ended: Promise<void>;
}

function runCheck(ports: CheckupPorts): Check {
  const { catalogue, probe, store, clock } = ports;
  const plan = planCheck(catalogue);
  const startedTicks = clock.ticks();
  const check: RunningCheck = {
    id: ports.newId(),
    startedAt: clock.now(),
    planned: plan.length,
    ended: 0,
    observations: [],
    certificates: {},
    interrupted: false,
  };
  const save = coalesced(() => store.setRunning(structuredClone(check)));
  const bound = AbortSignal.timeout(LIMITS.checkMs);

  const record = async (raw: RawObservation, startedMs: number): Promise<Observation> => {
    const certificates = await Promise.all(raw.chain.map(readCertificate));
    for (const certificate of certificates) check.certificates[certificate.sha256] = certificate;
    const chain = certificates.map(({ sha256 }) => sha256);
    const observation = { ...raw, startedMs: Math.round(startedMs), chain };
    observation.durationMs = Math.round(raw.durationMs);
    check.observations.push(observation);
    return observation;
  };
  const observe = async ({ urls, ...rest }: PlannedProbe, permitted: boolean) => {
    for (const url of urls) {
      const asked: Probe = { ...rest, url };
      const startedMs = clock.ticks() - startedTicks;
      const limitMs = Math.min(LIMITS.probeMs, LIMITS.checkMs - startedMs);
      if (limitMs <= 0) break;
      const raw =
        permitted || rest.kind === "baseline"
          ? await probe.observe(asked, limitMs, bound)
          : withoutPermission(asked);
      const seen = await record(raw, startedMs);
      if (!wantsOlderName(seen)) break;
    }
    check.ended += 1;
    void save();
  };

  const run = async () => {
    const [permitted, browser] = await Promise.all([
      probe.permitted(),
      probe.describeBrowser(),
      probe.prepare(),
    ]);
    await Promise.all(plan.map((planned) => observe(planned, permitted)));
    await save.settled();
    await store.finish(
      makeReport(catalogue, {
        id: check.id,
        startedAt: new Date(check.startedAt).toISOString(),
        finishedAt: new Date(clock.now()).toISOString(),
        toolVersion: ports.toolVersion,
        browser,
        online: probe.online(),
        observations: inPlannedOrder(check.observations, plan),
        certificates: check.certificates,
      }),
    );
  };
  return { begun: save(), ended: run() };
}

function withoutPermission(probe: Probe): RawObservation {
  return {
    ...probe,
    outcome: "failed",
    durationMs: 0,
    status: null,
    ip: null,
    serverTime: null,
    failure: { code: "permission-missing", raw: "permissions.contains: false" },
    evidence: "none",
    tls: null,
    chain: [],
  };
}

/** Observations in the order of the plan, so that two reports of the same world read the same. */
function inPlannedOrder(observations: readonly Observation[], plan: readonly PlannedProbe[]) {
  const order = plan.flatMap(({ urls }) => urls);
  return observations.toSorted((a, b) => order.indexOf(a.url) - order.indexOf(b.url));
}

interface Coalesced {
  (): Promise<void>;
  /** Resolves when nothing is being written any more. */
  settled(): Promise<void>;
}

/** Runs `write` one at a time; calls that come meanwhile are served together by one more run. */
function coalesced(write: () => Promise<void>): Coalesced {
  let active: Promise<void> | null = null;
  let again = false;
  const run = (): Promise<void> => {
    if (active) {
      again = true;
      return active;
    }
    active = (async () => {
      do {
        again = false;
        await write();
      } while (again);
    })().finally(() => (active = null));
    return active;
  };
  return Object.assign(run, { settled: () => active ?? Promise.resolve() });
}
