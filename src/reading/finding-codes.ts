/** What a reading can say, each with how much it matters. Texts are messages `reading_<code>`. */
import type { PartFaultCode } from "./model.ts";

/** `problem`: something is wrong. `note`: worth knowing. `good`: as it should be. */
export type FindingLevel = "problem" | "note" | "good";

const PARTS: Record<PartFaultCode, FindingLevel> = {
  "broken-pem": "problem",
  "broken-der": "problem",
  truncated: "problem",
  encrypted: "problem",
  "wrong-password": "problem",
  "old-encryption": "problem",
  "too-large": "problem",
  "too-many": "problem",
  "private-key": "note",
  "certificate-request": "note",
  "revocation-list": "note",
  "public-key": "note",
  compressed: "problem",
  picture: "problem",
  "wrong-code": "problem",
};

const REST = {
  empty: "problem",
  "nothing-recognised": "problem",
  "nothing-to-judge": "note",
  "is-report": "note",
  "is-support-code": "note",
  "is-reading": "note",

  root: "good",
  "cross-sign": "note",
  "amazon-intermediate": "good",
  "amazon-leaf": "good",
  "claims-amazon": "note",
  "look-alike": "problem",
  "look-alike-leaf": "problem",
  "foreign-root": "note",
  "foreign-intermediate": "note",
  "foreign-leaf": "note",
  "self-signed": "note",
  "not-a-server": "note",
  product: "note",
  "has-expired": "problem",
  "is-not-yet-valid": "problem",
  "strict-openssl": "problem",
  "strict-apple": "problem",

  "chain-accepted": "good",
  "chain-dates": "problem",
  "chain-inspected": "problem",
  "chain-foreign": "note",
  "chain-incomplete": "problem",
  "chain-open": "note",
  "chain-unused": "note",
  "chain-unproven": "note",
  "chain-too-many-paths": "note",
  "list-accepts": "good",
  "list-refuses": "problem",
  "list-lacks": "note",
  "fault-expired": "problem",
  "fault-not-yet-valid": "problem",
  "fault-bad-signature": "problem",
  "fault-unchecked-signature": "note",
  "fault-not-an-authority": "problem",
  "fault-path-too-long": "problem",
  "fault-no-cert-sign": "problem",
  "fault-not-for-servers": "problem",
  "fault-name-not-permitted": "problem",
  "fault-unknown-critical-extension": "problem",

  "bundle-enough": "good",
  "bundle-bridged": "note",
  "bundle-short": "problem",
  "bundle-company-only": "problem",
  "bundle-empty": "problem",
  "bundle-no-authority": "problem",
  "bundle-expired-root": "problem",
  "bundle-duplicates": "note",
  "bundle-expired-others": "note",
  "bundle-resembles": "note",

  /** Values: its subject and row in the guide, the program, the host and what is known of that. */
  "error-line": "problem",
  "tool-refused": "problem",
  "wrong-host": "problem",
  "tool-verified": "good",

  "log-ready": "good",
  "log-action-needed": "problem",
  "log-inspected": "problem",
  "log-inconclusive": "problem",
  "log-no-hosts": "problem",
  "log-cut-off": "note",
  "log-resumed": "note",
  "log-added-roots": "note",
} as const satisfies Record<string, FindingLevel>;

export type FindingCode = PartFaultCode | keyof typeof REST;

export const LEVEL_OF: Readonly<Record<FindingCode, FindingLevel>> = { ...PARTS, ...REST };

export function isProblem(findings: readonly { level: FindingLevel }[]): boolean {
  return findings.some(({ level }) => level === "problem");
}
