/** Ports of a check, by hand: a clock that stands still, a store in memory, a network that is told what to say. */
import type { CheckStore, CheckupPorts } from "../../src/background/ports.ts";
import type { RunningCheck } from "../../src/core/running-check.ts";
import type { Probe } from "../../src/core/observation.ts";
import { prependSummary } from "../../src/core/history.ts";
import type { BrowserInfo, Report } from "../../src/core/report.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../src/core/default-settings.ts";
import type { Summary } from "../../src/core/summary.ts";
import type { FailureCode } from "../../src/core/vocabulary.ts";
import type { Clock } from "../../src/platform/environment.ts";
import type { RawObservation } from "../../src/core/observe.ts";
import type { ProbePort } from "../../src/probe/port.ts";
import { BROWSERS, catalogue, START } from "../made-up.ts";

export class FakeClock implements Clock {
  #passed = 0;
  now = () => START + this.#passed;
  ticks = () => 5_000 + this.#passed;
  pass(ms: number): void {
    this.#passed += ms;
  }
}

/** Something that everybody waits for until it is opened. */
export class Gate {
  open = () => {};
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
}

type Operation = keyof CheckStore;

export class FakeStore implements CheckStore {
  kept: { running?: RunningCheck; report?: Report } = {};
  /** What was written, in order: a copy of the running check, or the report's id. */
  readonly writes: (RunningCheck | string)[] = [];
  /** Operations that fail from now on. */
  readonly broken = new Set<Operation>();
  /** What each write waits for. */
  gate: Gate | null = null;
  overlapped = false;
  #writing = false;

  running = async () => {
    this.#demand("running");
    return this.kept.running;
  };

  report = async () => {
    this.#demand("report");
    return this.kept.report;
  };

  setRunning = (check: RunningCheck) =>
    this.#write("setRunning", () => {
      this.kept = { ...this.kept, running: structuredClone(check) };
      this.writes.push(structuredClone(check));
    });

  finish = (report: Report) =>
    this.#write("finish", () => {
      this.kept = { report: structuredClone(report) };
      this.writes.push(report.id);
    });

  /** What was remembered, the newest first. */
  history: Summary[] = [];
  remember = async (summary: Summary) => {
    this.#demand("remember");
    this.history = prependSummary(this.history, summary);
  };

  asked: string[] = [];
  askedNames = async () => this.asked;
  setAskedNames = async (urls: string[]) => {
    this.#demand("setAskedNames");
    this.asked = urls;
  };

  async #write(operation: Operation, write: () => void): Promise<void> {
    if (this.#writing) this.overlapped = true;
    this.#writing = true;
    try {
      await (this.gate?.opened ?? Promise.resolve());
      this.#demand(operation);
      write();
    } finally {
      this.#writing = false;
    }
  }

  #demand(operation: Operation): void {
    if (this.broken.has(operation)) throw new Error(`${operation}: no room left`);
  }
}

export interface Asked {
  probe: Probe;
  limitMs: number;
  signal: AbortSignal;
}

export class FakeProbe implements ProbePort {
  readonly asked: Asked[] = [];
  readonly order: string[] = [];
  mayProbe = true;
  isOnline = true;
  browser: BrowserInfo = BROWSERS.firefox;
  /** What each probe waits for. */
  gate: Gate | null = null;
  /** What the port says of a probe; by default that all is well. */
  answer: (probe: Probe) => RawObservation = (probe) =>
    probe.kind === "expired" ? failedWith("date-invalid", probe) : loaded(probe);

  prepare = async () => void this.order.push("prepare");
  permitted = async () => this.mayProbe;
  describeBrowser = async () => this.browser;
  online = () => this.isOnline;
  observe = async (probe: Probe, limitMs: number, signal: AbortSignal) => {
    this.order.push(probe.url);
    this.asked.push({ probe, limitMs, signal });
    await this.gate?.opened;
    return this.answer(probe);
  };
}

export function loaded(probe: Probe, change: Partial<RawObservation> = {}): RawObservation {
  return {
    ...probe,
    outcome: "loaded",
    durationMs: 80.4,
    status: 200,
    ip: null,
    serverTime: null,
    failure: null,
    evidence: "load",
    tls: null,
    chain: [],
    ...change,
  };
}

export function failedWith(code: FailureCode, probe: Probe): RawObservation {
  const failure = { code, raw: code, symbol: null };
  return loaded(probe, { outcome: "failed", status: null, failure, evidence: "none" });
}

/** Ports for one background; hand over the store of another to play a new worker. */
export function fakePorts(store = new FakeStore()) {
  let checks = 0;
  const ports = {
    catalogue,
    probe: new FakeProbe(),
    store,
    clock: new FakeClock(),
    settings: async (): Promise<Settings> => DEFAULT_SETTINGS,
    progressMs: 0,
    toolVersion: "1.2.3",
    newId: () => `check-${(checks += 1)}`,
  } satisfies CheckupPorts;
  return ports;
}
