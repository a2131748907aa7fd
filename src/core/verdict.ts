/**
 * The verdict: one table, read from the top, first row that fits. It rests on comparison (valid hosts
 * among themselves, with their controls, with the baseline); a single error word never decides alone.
 */
import { isUnread, layerOf } from "./failure.ts";
import type { Observation } from "./observation.ts";
import type { Cause, FailureCode, Finding, VerdictCode } from "./words.ts";

/**
 * What one deciding root adds to the picture. `own-chain`: its valid host is refused for its issuer, while a
 * control shows that the root is trusted: the fault is in what that one host sends.
 */
export const SIGNS = [
  "ok",
  "exception",
  "inspected",
  "untrusted",
  "own-chain",
  "self-signed",
  "date",
  "name",
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

/**
 * What the expired controls say together. `accepted`: an expired certificate passed; `replaced`: somebody
 * else answered in the control's place; `refused`: at least one was refused for its date and none
 * loaded; `void`: nothing can be learnt from them.
 */
export const CONTROL_SIGNS = ["refused", "accepted", "replaced", "void"] as const;
export type ControlSign = (typeof CONTROL_SIGNS)[number];

/** `off`: by more than AWS accepts. `unknown`: too few servers were reached, or they disagree. */
export const CLOCK_SIGNS = ["right", "off", "unknown"] as const;
export type ClockSign = (typeof CLOCK_SIGNS)[number];

/** Everything the decision looks at. */
export interface Picture {
  /** One sign per deciding root. */
  signs: readonly Sign[];
  baselineLoaded: boolean;
  control: ControlSign;
  /** Whether the browser believes that it has a network. */
  online: boolean;
  /** What the servers that were reached say of this machine's clock. */
  clock: ClockSign;
  /** Whether this version of the browser is far behind the one that the catalogue calls current. */
  outdated: boolean;
}

export interface Decision {
  verdict: VerdictCode;
  cause: Cause;
  /** The sign that decided; null where the verdict is not about single roots. */
  sign: Sign | null;
}

interface Row {
  /** At least one root shows this sign; with `every`, all of them do. */
  sign?: Sign;
  every?: true;
  /** At least one root shows `sign`, and all show one of these. */
  among?: readonly Sign[];
  baseline?: "loaded" | "failed";
  control?: ControlSign;
  online?: false;
  clock?: ClockSign;
  outdated?: true;
  verdict: VerdictCode;
  cause: Cause;
}

/**
 * Order matters. First what was positively seen (a missing permission, a clicked-through warning, a foreign
 * chain), then what is well, then silence, then refusals from the most telling to the least.
 */
export const DECISIONS: readonly Row[] = [
  { sign: "permission", verdict: "inconclusive", cause: "permission-missing" },
  { sign: "exception", verdict: "action-needed", cause: "certificate-exception" },
  { sign: "inspected", verdict: "inspected", cause: "tls-inspection" },
  { control: "accepted", verdict: "action-needed", cause: "checks-disabled" },
  { control: "replaced", verdict: "inspected", cause: "tls-inspection" },
  { sign: "ok", every: true, verdict: "ready", cause: "none" },
  { sign: "offline", verdict: "inconclusive", cause: "offline" },
  { online: false, baseline: "failed", verdict: "inconclusive", cause: "offline" },
  { sign: "proxy", verdict: "inconclusive", cause: "proxy" },
  { sign: "blocked", verdict: "inconclusive", cause: "blocked" },
  { sign: "untrusted", baseline: "failed", verdict: "inconclusive", cause: "tls-inspection" },
  { sign: "untrusted", outdated: true, verdict: "action-needed", cause: "outdated-trust-store" },
  { sign: "untrusted", verdict: "action-needed", cause: "missing-root" },
  { sign: "own-chain", baseline: "loaded", verdict: "inconclusive", cause: "amazon-side" },
  {
    sign: "self-signed",
    every: true,
    baseline: "failed",
    verdict: "inconclusive",
    cause: "captive-portal",
  },
  { sign: "self-signed", every: true, verdict: "inconclusive", cause: "blocked" },
  { sign: "self-signed", baseline: "loaded", verdict: "inconclusive", cause: "amazon-side" },
  { sign: "date", clock: "off", verdict: "action-needed", cause: "wrong-clock" },
  { sign: "date", every: true, clock: "unknown", verdict: "inconclusive", cause: "wrong-clock" },
  { sign: "date", baseline: "loaded", verdict: "inconclusive", cause: "amazon-side" },
  {
    sign: "name",
    every: true,
    baseline: "failed",
    verdict: "inconclusive",
    cause: "captive-portal",
  },
  { sign: "name", every: true, verdict: "inconclusive", cause: "blocked" },
  { sign: "name", baseline: "loaded", verdict: "inconclusive", cause: "amazon-side" },
  {
    sign: "certificate",
    every: true,
    baseline: "loaded",
    verdict: "inconclusive",
    cause: "blocked",
  },
  { sign: "certificate", baseline: "loaded", verdict: "inconclusive", cause: "amazon-side" },
  {
    sign: "handshake",
    every: true,
    baseline: "failed",
    verdict: "inconclusive",
    cause: "captive-portal",
  },
  // Whoever refuses a handshake may cut the connection first.
  {
    sign: "handshake",
    among: ["handshake", "reset"],
    baseline: "loaded",
    verdict: "inconclusive",
    cause: "blocked",
  },
  { sign: "handshake", baseline: "loaded", verdict: "inconclusive", cause: "amazon-side" },
  { sign: "dns", verdict: "inconclusive", cause: "dns" },
  { sign: "reset", every: true, baseline: "loaded", verdict: "inconclusive", cause: "blocked" },
  { sign: "reset", every: true, verdict: "inconclusive", cause: "offline" },
  {
    sign: "unreachable",
    every: true,
    baseline: "failed",
    verdict: "inconclusive",
    cause: "offline",
  },
  { sign: "reset", baseline: "loaded", verdict: "inconclusive", cause: "amazon-side" },
  { sign: "unreachable", baseline: "loaded", verdict: "inconclusive", cause: "amazon-side" },
  { verdict: "inconclusive", cause: "unknown" },
];

/** Reads the table. Whatever it says, nothing is red while the baseline fails. */
export function decide(picture: Picture): Decision {
  const row = DECISIONS.find((candidate) => fits(candidate, picture))!;
  const alarm = row.verdict === "action-needed" && !picture.baselineLoaded;
  return {
    verdict: alarm ? "inconclusive" : row.verdict,
    cause: row.cause,
    sign: row.sign ?? null,
  };
}

function fits(row: Row, picture: Picture): boolean {
  const { signs } = picture;
  if (row.sign) {
    const { sign } = row;
    if (row.every ? !signs.length || signs.some((one) => one !== sign) : !signs.includes(sign))
      return false;
  }
  if (row.among && !signs.every((one) => row.among!.includes(one))) return false;
  if (row.baseline && (row.baseline === "loaded") !== picture.baselineLoaded) return false;
  if (row.control && row.control !== picture.control) return false;
  if (row.online === false && picture.online) return false;
  if (row.clock && row.clock !== picture.clock) return false;
  return !row.outdated || picture.outdated;
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

/**
 * The sign of one root: its finding where that settles it, else how its valid host failed. `proven`: a
 * control shows that the root is trusted.
 */
export function signOf(finding: Finding, seen: Observation | undefined, proven = false): Sign {
  const settled = SIGN_OF_FINDING[finding];
  if (settled) return settled;
  const code = seen?.failure?.code;
  if (!code) return "unknown";
  if (code === "untrusted-issuer" && proven) return "own-chain";
  // Words that nobody can read prove nothing.
  if (seen.failure && isUnread(seen.failure)) return "unknown";
  const known = SIGN_OF_CODE[code];
  if (known) return known;
  const layer = layerOf(code);
  return layer === "certificate" || layer === "handshake" || layer === "proxy" ? layer : "unknown";
}
