/** What a check needs from the extension. */
import type { Catalogue } from "../core/catalogue.ts";
import type { Settings } from "../core/default-settings.ts";
import type { Report } from "../core/report.ts";
import type { RunningCheck } from "../core/running-check.ts";
import type { Summary } from "../core/summary.ts";
import type { Clock } from "../platform/environment.ts";
import type { ProbePort } from "../probe/port.ts";

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
