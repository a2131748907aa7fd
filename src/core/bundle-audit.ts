/** Whether a set of trusted certificates holds the roots that AWS needs. */

/** `cross-sign`: only another issuer's certificate for the root's key is there. */
export const ROOT_PRESENCES = ["present", "expired", "cross-sign", "absent"] as const;
export type RootPresence = (typeof ROOT_PRESENCES)[number];

/** `enough`: all deciding roots. `bridged`: some are absent, but a present root signs them across. `short`: else. */
export type BundleVerdict = "enough" | "bridged" | "short";

export interface BundleAudit {
  verdict: BundleVerdict;
  roots: {
    id: string;
    presence: RootPresence;
    /** SHA-256 (hex) of the certificates found for the root's key. */
    certificates: string[];
    /** Ids of present roots whose cross-certificates let this root's chains verify. */
    bridgedBy: string[];
  }[];
  /** SHA-256 (hex) of certificates that stand in the set more than once, with how often. */
  duplicates: { sha256: string; count: number }[];
  counts: { certificates: number; authorities: number; expired: number; unreadable: number };
  /** Which software's bundle it resembles (id); null if none. */
  resembles: string | null;
}
