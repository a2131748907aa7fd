/** One table: the first row that fits decides. It compares hosts, because no error word decides alone. */
import type { ControlSign } from "./control-sign.ts";
import { isUnread, layerOf } from "./failure.ts";
import type { Observation } from "./observation.ts";
import type { BrowserFamily, Cause, FailureCode, Finding, VerdictCode } from "./vocabulary.ts";

export const SIGNS = [
  "ok",
  "proven", // no response, but a control shows that the root is trusted
  "exception",
  "inspected",
  "untrusted",
  "own-chain", // issuer refused, but a control shows trust: only this host sends a wrong chain
  "self-signed",
  "date",
  "name",
  "revocation", // the browser could not ask whether the certificate was revoked
  "added-root", // the same in a browser that asks only below added roots
  "certificate",
  "handshake",
  "dns",
  "unreachable",
  "reset",
  "offline",
  "proxy",
  "blocked",
  "permission",
  "unknown",
] as const;
export type Sign = (typeof SIGNS)[number];

/** `off`: beyond what AWS accepts. `unknown`: too few servers were reached, or they disagree. */
export const CLOCK_SIGNS = ["right", "off", "unknown"] as const;
export type ClockSign = (typeof CLOCK_SIGNS)[number];

export interface VerdictInput {
  signs: readonly Sign[];
  baselineLoaded: boolean;
  control: ControlSign;
  online: boolean;
  clock: ClockSign;
  outdated: boolean;
}

/** The values that each part of the input may still have. Of each root: its possible signs. */
export interface OpenInput {
  signs: readonly (readonly Sign[])[];
  baselineLoaded: readonly boolean[];
  control: readonly ControlSign[];
  online: readonly boolean[];
  clock: readonly ClockSign[];
  outdated: boolean;
}

export interface Decision {
  verdict: VerdictCode;
  cause: Cause;
  /** Null if the verdict is not about single roots. */
  sign: Sign | null;
}

interface VerdictRow {
  /** At least one root has this sign. */
  sign?: Sign;
  /** Every root has one of these. */
  among?: readonly Sign[];
  baseline?: "loaded" | "failed";
  control?: ControlSign;
  online?: false;
  clock?: ClockSign;
  outdated?: true;
  verdict: VerdictCode;
  cause: Cause;
}

/** Hosts without a response do not contradict the others. */
const SILENT = ["unreachable", "reset", "dns", "proven"] as const;

const CUT: readonly Sign[] = ["unreachable", "reset", "proven"];

/** A portal, a filter or a block page answers for the host, in any of these ways. */
const REPLACED: readonly Sign[] = ["self-signed", "name", "handshake", ...SILENT];

/** In order: what was positively seen, what is well, silence, refusals from the most to the least specific. */
export const DECISIONS: readonly VerdictRow[] = [
  { sign: "permission", verdict: "inconclusive", cause: "permission-missing" },
  { sign: "exception", verdict: "action-needed", cause: "certificate-exception" },
  { sign: "inspected", verdict: "inspected", cause: "tls-inspection" },
  { control: "accepted", verdict: "action-needed", cause: "checks-disabled" },
  { control: "replaced", verdict: "inspected", cause: "tls-inspection" },
  { sign: "ok", among: ["ok", "proven"], verdict: "ready", cause: "none" },
  // A browser that trusts every root but reaches no page of Amazon's is not ready.
  {
    sign: "proven",
    among: ["proven"],
    baseline: "loaded",
    verdict: "inconclusive",
    cause: "blocked",
  },
  { sign: "offline", verdict: "inconclusive", cause: "offline" },
  { online: false, baseline: "failed", verdict: "inconclusive", cause: "offline" },
  { sign: "proxy", verdict: "inconclusive", cause: "proxy" },
  { sign: "blocked", verdict: "inconclusive", cause: "blocked" },
  { sign: "untrusted", baseline: "failed", verdict: "inconclusive", cause: "tls-inspection" },
  { sign: "untrusted", outdated: true, verdict: "action-needed", cause: "outdated-trust-store" },
  { sign: "untrusted", verdict: "action-needed", cause: "missing-root" },
  { sign: "added-root", verdict: "inconclusive", cause: "tls-inspection" },
  { sign: "own-chain", baseline: "loaded", verdict: "inconclusive", cause: "amazon-side" },
  {
    sign: "self-signed",
    among: REPLACED,
    baseline: "failed",
    verdict: "inconclusive",
    cause: "captive-portal",
  },
  { sign: "self-signed", among: REPLACED, verdict: "inconclusive", cause: "blocked" },
  { sign: "self-signed", baseline: "loaded", verdict: "inconclusive", cause: "amazon-side" },
  { sign: "date", clock: "off", verdict: "action-needed", cause: "wrong-clock" },
  {
    sign: "date",
    among: ["date", ...SILENT],
    clock: "unknown",
    verdict: "inconclusive",
    cause: "wrong-clock",
  },
  { sign: "date", baseline: "loaded", verdict: "inconclusive", cause: "amazon-side" },
  {
    sign: "name",
    among: REPLACED,
    baseline: "failed",
    verdict: "inconclusive",
    cause: "captive-portal",
  },
  { sign: "name", among: REPLACED, verdict: "inconclusive", cause: "blocked" },
  { sign: "name", baseline: "loaded", verdict: "inconclusive", cause: "amazon-side" },
  { sign: "revocation", verdict: "inconclusive", cause: "revocation-unknown" },
  {
    sign: "certificate",
    among: ["certificate", ...SILENT],
    baseline: "loaded",
    verdict: "inconclusive",
    cause: "blocked",
  },
  { sign: "certificate", baseline: "loaded", verdict: "inconclusive", cause: "amazon-side" },
  {
    sign: "handshake",
    among: REPLACED,
    baseline: "failed",
    verdict: "inconclusive",
    cause: "captive-portal",
  },
  {
    sign: "handshake",
    among: REPLACED,
    baseline: "loaded",
    verdict: "inconclusive",
    cause: "blocked",
  },
  { sign: "handshake", baseline: "loaded", verdict: "inconclusive", cause: "amazon-side" },
  { sign: "dns", verdict: "inconclusive", cause: "dns" },
  // Four hosts of Amazon down together are rarer than a firewall that drops or cuts connections.
  ...(["reset", "unreachable"] as const).flatMap((sign): VerdictRow[] => [
    { sign, among: CUT, baseline: "loaded", verdict: "inconclusive", cause: "blocked" },
    { sign, among: CUT, verdict: "inconclusive", cause: "offline" },
    { sign, baseline: "loaded", verdict: "inconclusive", cause: "amazon-side" },
  ]),
  { verdict: "inconclusive", cause: "unknown" },
];

export function decide(input: VerdictInput): Decision {
  const row = DECISIONS.find((candidate) => fits(candidate, input))!;
  return decisionOf(row, input.baselineLoaded);
}

/**
 * Every decision that the table can still come to: those of all rows that may fit, up to the first that fits in any case.
 * There may be more of them than any one outcome leads to, never fewer.
 */
export function possibleDecisions(input: OpenInput): Decision[] {
  const decisions: Decision[] = [];
  for (const row of DECISIONS) {
    if (!fitsOpen(row, input, "some")) continue;
    for (const loaded of input.baselineLoaded) decisions.push(decisionOf(row, loaded));
    if (fitsOpen(row, input, "every")) break;
  }
  return decisions;
}

/** Nothing is red while the baseline fails, whatever the table says. */
function decisionOf({ verdict, cause, sign }: VerdictRow, baselineLoaded: boolean): Decision {
  const alarm = verdict === "action-needed" && !baselineLoaded;
  return { verdict: alarm ? "inconclusive" : verdict, cause, sign: sign ?? null };
}

function fits(row: VerdictRow, input: VerdictInput): boolean {
  const { signs } = input;
  if (row.sign && !signs.includes(row.sign)) return false;
  if (row.among && !signs.every((one) => row.among!.includes(one))) return false;
  if (row.baseline && (row.baseline === "loaded") !== input.baselineLoaded) return false;
  if (row.control && row.control !== input.control) return false;
  if (row.online === false && input.online) return false;
  if (row.clock && row.clock !== input.clock) return false;
  return !row.outdated || input.outdated;
}

/**
 * `some`: whether the row may fit. `every`: whether it fits whatever the open parts turn out to be. `fits` is the same for
 * inputs without open parts, three times as fast.
 */
function fitsOpen(row: VerdictRow, input: OpenInput, how: "some" | "every"): boolean {
  const { sign, among, baseline, control, online, clock } = row;
  const { signs } = input;
  if (sign && !signs.some((open) => open[how]((one) => one === sign))) return false;
  if (among && !signs.every((open) => open[how]((one) => among.includes(one)))) return false;
  if (baseline && !input.baselineLoaded[how]((loaded) => loaded === (baseline === "loaded")))
    return false;
  if (control && !input.control[how]((one) => one === control)) return false;
  if (online === false && !input.online[how]((one) => !one)) return false;
  if (clock && !input.clock[how]((one) => one === clock)) return false;
  return !row.outdated || input.outdated;
}

const SIGN_OF_CODE: Partial<Record<FailureCode, Sign>> = {
  "untrusted-issuer": "untrusted",
  "self-signed": "self-signed",
  "known-interception": "inspected",
  "date-invalid": "date",
  "name-mismatch": "name",
  dns: "dns",
  offline: "offline",
  reset: "reset",
  refused: "unreachable",
  unreachable: "unreachable",
  timeout: "unreachable",
  "blocked-by-extension": "blocked",
  "blocked-by-policy": "blocked",
  "permission-missing": "permission",
};

const SIGN_OF_FINDING: Partial<Record<Finding, Sign>> = {
  trusted: "ok",
  "trusted-by-cross-sign": "ok",
  exception: "exception",
  inspected: "inspected",
};

export interface SignContext {
  family: BrowserFamily;
  proven: boolean;
}

/** The finding if it decides, else how the valid host failed. */
export function signOf(
  finding: Finding,
  seen: Observation | undefined,
  { family, proven }: SignContext,
): Sign {
  const code = seen?.failure?.code;
  const settled = SIGN_OF_FINDING[finding];
  if (settled === "ok" && code) return "proven";
  if (settled) return settled;
  if (!code) return "unknown";
  if (code === "untrusted-issuer" && proven) return "own-chain";
  // Unread words prove nothing.
  if (seen.failure && isUnread(seen.failure)) return "unknown";
  // Chromium checks revocation only below added roots (policy RequireOnlineRevocationChecksForLocalAnchors).
  if (code === "revocation-unknown") return family === "chromium" ? "added-root" : "revocation";
  const known = SIGN_OF_CODE[code];
  if (known) return known;
  const layer = layerOf(code);
  return layer === "certificate" || layer === "handshake" || layer === "proxy" ? layer : "unknown";
}
