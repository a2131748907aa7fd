/** What guidance needs to know of a report: the case, and what the person sits in front of. */
import type { Catalogue } from "../core/catalogue.ts";
import { isClockOff } from "../core/clock.ts";
import type { BrowserInfo, Report } from "../core/report.ts";
import type { CodeContent } from "../core/support-code.ts";
import type { Cause, Finding, VerdictCode } from "../core/words.ts";
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

/** The kind of browser that a report names; null for names that say nothing, of which its family decides. */
export function kindOf(name: string): BrowserKind | null {
  return KIND_OF_NAME[name] ?? null;
}

/** The system behind a `runtime.PlatformOs`. */
export function systemOf(os: string): System {
  return SYSTEM_OF_OS[os] ?? "other";
}

/** Which kind of browser on which system a report was made. */
export function machineOf(browser: BrowserInfo): Machine {
  const { family, name, os, managed } = browser;
  return { browser: kindOf(name) ?? family, system: systemOf(os), managed };
}

interface Gist {
  verdict: VerdictCode;
  cause: Cause;
  /** The findings of the roots that decide. */
  findings: readonly Finding[];
  clockOff: boolean;
  approved: boolean;
}

function caseIn({ verdict, cause, findings, clockOff, approved }: Gist): Case {
  // AWS refuses the requests of a machine whose clock is off, whatever it thinks of certificates.
  if (verdict === "ready" && clockOff) return "wrong-clock";
  // A browser that lacks one root trusts the others; whoever signs in Amazon's place does so for all.
  if (cause === "missing-root" && findings.every((finding) => finding === "not-trusted"))
    return "missing-root-unproven";
  if (cause !== "tls-inspection") return cause;
  // Interception that was only inferred, not seen, has words of its own.
  if (verdict !== "inspected") return "tls-inspection-unproven";
  return approved ? "tls-inspection-approved" : "tls-inspection";
}

/** The case that a report's verdict falls into. */
export function caseOf({ verdict, roots, clock, inspector }: Report): Case {
  return caseIn({
    verdict: verdict.code,
    cause: verdict.cause,
    findings: roots.flatMap(({ decides, finding }) => (decides ? [finding] : [])),
    clockOff: isClockOff(clock),
    approved: inspector?.approved ?? false,
  });
}

/** The situation that a support code describes. Whether the browser is managed does not stand in it. */
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

/** The situation that a report describes. */
export function situationOf(report: Report): Situation {
  return { ...machineOf(report.browser), case: caseOf(report) };
}
