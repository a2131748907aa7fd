/** What the failure codes of browsers mean in the words of the error table. */
import type { FailureCode } from "../../core/vocabulary.ts";
import type { ErrorLine } from "../error-table.ts";

type Means = Pick<ErrorLine, "meaning" | "causes" | "read">;

/** Null for failures that have nothing to do with a connection's security. */
const MEANINGS: Record<FailureCode, Means | null> = {
  "untrusted-issuer": {
    meaning: "unknown-issuer",
    causes: ["tls-inspection", "missing-root", "outdated-trust-store"],
    read: { topic: "trust-stores" },
  },
  "self-signed": { meaning: "self-signed", causes: ["tls-inspection", "captive-portal"] },
  "name-mismatch": {
    meaning: "name-mismatch",
    causes: ["captive-portal", "tls-inspection", "proxy"],
  },
  "date-invalid": { meaning: "date", causes: ["wrong-clock", "tls-inspection"] },
  revoked: { meaning: "revoked", causes: ["amazon-side"] },
  "revocation-unknown": {
    meaning: "revocation-unknown",
    causes: ["tls-inspection", "revocation-unknown"],
  },
  "ct-required": { meaning: "ct-required", causes: ["tls-inspection"] },
  "weak-crypto": { meaning: "weak-certificate", causes: ["tls-inspection", "old-program"] },
  "constraint-violation": { meaning: "bad-certificate", causes: ["tls-inspection"] },
  "pin-mismatch": { meaning: "pinned", causes: ["tls-inspection"] },
  "known-interception": { meaning: "interception", causes: ["tls-inspection"] },
  "certificate-other": { meaning: "bad-certificate", causes: ["tls-inspection", "amazon-side"] },
  "protocol-mismatch": {
    meaning: "protocol-version",
    causes: ["proxy", "old-program", "tls-inspection"],
  },
  "client-certificate": { meaning: "client-refused", causes: ["client-certificate"] },
  "handshake-failed": { meaning: "handshake", causes: ["proxy", "blocked", "tls-inspection"] },
  dns: { meaning: "no-connection", causes: ["dns", "blocked", "offline"] },
  refused: { meaning: "no-connection", causes: ["blocked", "proxy"] },
  reset: { meaning: "closed", causes: ["blocked", "proxy", "tls-inspection"] },
  unreachable: { meaning: "no-connection", causes: ["blocked", "offline"] },
  timeout: { meaning: "no-answer", causes: ["blocked", "proxy", "amazon-side"] },
  offline: { meaning: "no-connection", causes: ["offline"] },
  "network-changed": null,
  "proxy-unreachable": { meaning: "proxy-failed", causes: ["proxy", "blocked"] },
  "proxy-auth": { meaning: "proxy-failed", causes: ["proxy"] },
  "proxy-certificate": { meaning: "proxy-certificate", causes: ["proxy", "tls-inspection"] },
  "proxy-config": { meaning: "proxy-failed", causes: ["proxy"] },
  "blocked-by-extension": { meaning: "blocked-here", causes: ["blocked"] },
  "blocked-by-policy": { meaning: "blocked-here", causes: ["blocked"] },
  "permission-missing": null,
  unknown: null,
};

export function meaningOfFailure(code: FailureCode): Means | null {
  return MEANINGS[code];
}
