/** What guidance needs from a report. */
import type { Catalogue } from "../core/catalogue.ts";
import { isClockOff } from "../core/clock.ts";
import type { BrowserInfo, Report } from "../core/report.ts";
import type { CodeContent } from "../core/support-code.ts";
import type { Cause, Finding, VerdictCode } from "../core/vocabulary.ts";
import { SYSTEM_NAMES, type BrowserKind, type Case, type System } from "./repair-cases.ts";

export interface Machine {
  browser: BrowserKind;
  system: System;
  managed: boolean;
}

export interface Situation extends Machine {
  case: Case;
  /** A help desk reads the steps: it need not be asked for help. */
  atDesk?: boolean;
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

/** Null for unknown names: their family decides. */
export function kindOf(name: string): BrowserKind | null {
  return KIND_OF_NAME[name] ?? null;
}

export function systemOf(os: string): System {
  return SYSTEM_OF_OS[os] ?? "other";
}

/** The vendor's name of the system behind a `runtime.PlatformOs`; null if that is unknown. */
export function systemName(os: string): string | null {
  const system = systemOf(os);
  return system === "other" ? null : SYSTEM_NAMES[system];
}

export function machineOf(browser: BrowserInfo): Machine {
  const { family, name, os, managed } = browser;
  return { browser: kindOf(name) ?? family, system: systemOf(os), managed };
}

interface Gist {
  verdict: VerdictCode;
  cause: Cause;
  /** Of the deciding roots. */
  findings: readonly Finding[];
  clockOff: boolean;
  approved: boolean;
}

function caseIn({ verdict, cause, findings, clockOff, approved }: Gist): Case {
  // AWS refuses requests from a machine with a wrong clock, whatever its certificates.
  if (verdict === "ready" && clockOff) return "wrong-clock";
  // A browser that lacks one root trusts the others. An inspector signs for all of them.
  if (cause === "missing-root" && findings.every((finding) => finding === "not-trusted"))
    return "missing-root-unproven";
  if (cause !== "tls-inspection") return cause;
  if (verdict !== "inspected") return "tls-inspection-unproven";
  return approved ? "tls-inspection-approved" : "tls-inspection";
}

export function caseOf({ verdict, roots, clock, inspector }: Report): Case {
  return caseIn({
    verdict: verdict.code,
    cause: verdict.cause,
    findings: roots.flatMap(({ decides, finding }) => (decides ? [finding] : [])),
    clockOff: isClockOff(clock),
    approved: inspector?.approved ?? false,
  });
}

/** A support code does not contain whether the browser is managed. */
export function situationIn(picture: CodeContent, catalogue: Catalogue): Situation {
  const { verdict, cause, roots, clock, inspection, browser, family, os } = picture;
  const decides = (id: string) => catalogue.roots.some((root) => root.id === id && root.decides);
  const findings = roots.flatMap(({ id, finding }) => (decides(id) ? [finding] : []));
  const clockOff = clock !== "right" && clock !== "unknown";
  return {
    browser: kindOf(browser) ?? family,
    system: systemOf(os),
    managed: false,
    case: caseIn({ verdict, cause, findings, clockOff, approved: inspection === "approved" }),
  };
}

export function situationOf(report: Report): Situation {
  return { ...machineOf(report.browser), case: caseOf(report) };
}
