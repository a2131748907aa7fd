/** Words of code, report, tests and documents: each has one meaning and one spelling. */

/** `expired` and `revoked` are controls: their right answer is a failure. */
export const PROBE_KINDS = ["valid", "expired", "revoked", "baseline", "endpoint"] as const;
export type ProbeKind = (typeof PROBE_KINDS)[number];

export const FAILURE_LAYERS = {
  certificate: [
    "untrusted-issuer",
    "self-signed",
    "name-mismatch",
    "date-invalid",
    "revoked",
    "revocation-unknown",
    "ct-required",
    "weak-crypto",
    "constraint-violation",
    "pin-mismatch",
    "known-interception",
    "certificate-other",
  ],
  handshake: ["protocol-mismatch", "client-certificate", "handshake-failed"],
  network: ["dns", "refused", "reset", "unreachable", "timeout", "offline", "network-changed"],
  proxy: ["proxy-unreachable", "proxy-auth", "proxy-certificate", "proxy-config"],
  local: ["blocked-by-extension", "blocked-by-policy", "permission-missing"],
  unknown: ["unknown"],
} as const;
export type FailureLayer = keyof typeof FAILURE_LAYERS;
export type FailureCode = (typeof FAILURE_LAYERS)[FailureLayer][number];
export const FAILURE_CODES: readonly FailureCode[] = Object.values(FAILURE_LAYERS).flat();

/** Strongest first: verified chain, leaf only, a load without certificates, a control in place of the valid host. */
export const EVIDENCE = ["anchor", "issuer", "load", "control", "none"] as const;
export type Evidence = (typeof EVIDENCE)[number];

export const FINDINGS = [
  "trusted",
  "trusted-by-cross-sign",
  "not-trusted",
  "inspected",
  "exception",
  "inconclusive",
  "not-applicable",
] as const;
export type Finding = (typeof FINDINGS)[number];

export function isTrusted(finding: Finding): boolean {
  return finding === "trusted" || finding === "trusted-by-cross-sign";
}

/** Whose root a chain ends at. `public`: came with the browser. `local`: added to it. `unseen`: not shown. */
export const AUTHORITIES = ["amazon", "public", "local", "unseen"] as const;
export type Authority = (typeof AUTHORITIES)[number];

export const VERDICTS = ["ready", "action-needed", "inspected", "inconclusive"] as const;
export type VerdictCode = (typeof VERDICTS)[number];

/** `none` belongs to `ready` alone. */
export const CAUSES = [
  "none",
  "missing-root",
  "outdated-trust-store",
  "certificate-exception",
  "checks-disabled",
  "tls-inspection",
  "wrong-clock",
  "revocation-unknown",
  "captive-portal",
  "offline",
  "dns",
  "blocked",
  "proxy",
  "amazon-side",
  "permission-missing",
  "unknown",
] as const;
export type Cause = (typeof CAUSES)[number];

/** `refused`: failed for its own reason. `void`: no evidence. */
export const CONTROL_RESULTS = ["refused", "loaded", "void"] as const;
export type ControlResult = (typeof CONTROL_RESULTS)[number];

export const ROOT_PROGRAMMES = [
  "chrome",
  "mozilla",
  "apple",
  "microsoft",
  "android",
  "java",
] as const;
export type RootProgramme = (typeof ROOT_PROGRAMMES)[number];

/** `main`: signs today's chains. `older`: for stores without the main roots. `foreign`: not Amazon's. */
export const ROOT_ROLES = ["main", "older", "eu", "foreign"] as const;
export type RootRole = (typeof ROOT_ROLES)[number];

export const ROOT_ADVICE = ["add", "old-chains", "eu", "not-needed"] as const;
export type RootAdvice = (typeof ROOT_ADVICE)[number];

export const BROWSER_FAMILIES = ["chromium", "firefox"] as const;
export type BrowserFamily = (typeof BROWSER_FAMILIES)[number];
