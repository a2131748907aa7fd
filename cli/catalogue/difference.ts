/** `alarm`: a verdict may be wrong. `change`: our data has to follow. `note`: worth knowing, nothing to change. */
const SEVERITIES = ["alarm", "change", "note"] as const;
export type Severity = (typeof SEVERITIES)[number];

export type DifferenceCode =
  | "certificate-differs"
  | "cross-sign-gone"
  | "cross-sign-new"
  | "distrust-dated"
  | "hosts-gone"
  | "hosts-new"
  | "key-differs"
  | "partition-changed"
  | "partition-gone"
  | "partition-new"
  | "region-gone"
  | "region-new"
  | "root-gone"
  | "root-new"
  | "root-revoked"
  | "services-unreadable"
  | "store-changed"
  | "store-unclear"
  | "tests-changed"
  | "tests-missing"
  | "validity-differs";

export interface Difference {
  severity: Severity;
  code: DifferenceCode;
  /** Id of a root, service, partition or region; the fingerprint of a root that has no id. */
  about: string;
  /** One sentence in English. */
  message: string;
  /** The file of the repository in which the change belongs. */
  file: string;
}

/** The severest first, otherwise as they came. */
export function bySeverity(differences: readonly Difference[]): Difference[] {
  const rank = ({ severity }: Difference) => SEVERITIES.indexOf(severity);
  return differences.toSorted((one, other) => rank(one) - rank(other));
}
