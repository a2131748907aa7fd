/** What guidance needs to know of a report: the case, and what the person sits in front of. */
import { isClockOff } from "../core/clock.ts";
import type { BrowserInfo, Report } from "../core/report.ts";
import type { BrowserKind, Case, System } from "./words.ts";

export interface Machine {
  browser: BrowserKind;
  system: System;
  /** An administrator's policy installed the extension, so that the browser is managed. */
  managed: boolean;
}

export interface Situation extends Machine {
  case: Case;
}

const KIND_OF_NAME: Record<string, BrowserKind> = {
  Chrome: "chrome",
  "Microsoft Edge": "edge",
  Brave: "brave",
  Opera: "opera",
  Vivaldi: "vivaldi",
  Firefox: "firefox",
};

const SYSTEM_OF_OS: Record<string, System> = {
  win: "windows",
  mac: "macos",
  linux: "linux",
  cros: "chromeos",
  android: "android",
};

/** The system behind a `runtime.PlatformOs`. */
export function systemOf(os: string): System {
  return SYSTEM_OF_OS[os] ?? "other";
}

/** Which kind of browser on which system a report was made. */
export function machineOf(browser: BrowserInfo): Machine {
  const { family, name, os, managed } = browser;
  return { browser: KIND_OF_NAME[name] ?? family, system: systemOf(os), managed };
}

/** The case that a report's verdict falls into. */
export function caseOf({ verdict, clock, inspector }: Report): Case {
  // AWS refuses the requests of a machine whose clock is off, whatever it thinks of certificates.
  if (verdict.code === "ready" && isClockOff(clock)) return "wrong-clock";
  if (verdict.cause !== "tls-inspection") return verdict.cause;
  // Interception that was only inferred, not seen, has words of its own.
  if (verdict.code !== "inspected") return "tls-inspection-unproven";
  return inspector?.approved ? "tls-inspection-approved" : "tls-inspection";
}

/** The situation that a report describes. */
export function situationOf(report: Report): Situation {
  return { ...machineOf(report.browser), case: caseOf(report) };
}
