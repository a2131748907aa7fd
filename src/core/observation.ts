import type { Certificate } from "./certificate.ts";
import type { Failure } from "./failure.ts";
import type { Evidence, FailureCode, ProbeKind } from "./vocabulary.ts";

export interface Probe {
  kind: ProbeKind;
  /** Id of the catalogue's root; null for baseline and endpoints. */
  root: string | null;
  url: string;
}

/** In the browser's own words; null if it gave none. */
export interface TlsDetails {
  /** `secure`, `weak`, `broken` or `insecure`. */
  state: string | null;
  protocol: string | null;
  cipherSuite: string | null;
  keyExchange: string | null;
  signatureScheme: string | null;
  certificateTransparency: string | null;
  /** The fault that a person clicked through. */
  exception: Extract<FailureCode, "untrusted-issuer" | "name-mismatch" | "date-invalid"> | null;
}

/** `startedMs`: from the start of the check. */
export interface Observation extends Probe {
  outcome: "loaded" | "failed";
  startedMs: number;
  durationMs: number;
  /** HTTP status; null if the browser hides it. Any status proves TLS. */
  status: number | null;
  ip: string | null;
  /** The `Date` header and this machine's clock on receipt, both ISO 8601. */
  serverTime: { server: string; local: string } | null;
  failure: Failure | null;
  evidence: Evidence;
  tls: TlsDetails | null;
  /**
   * SHA-256 (hex) of each certificate, leaf first; empty if the browser showed none. Of a failed request: as the server
   * sent them, verified by nobody.
   */
  chain: string[];
}

/** What an observation says that saw nothing. */
export const NOTHING_SEEN = {
  status: null,
  ip: null,
  serverTime: null,
  failure: null,
  evidence: "none",
  tls: null,
} as const satisfies Partial<Observation>;

/** By the SHA-256 (hex) of the DER. */
export type CertificateTable = Record<string, Certificate>;

export function chainOf(observation: Observation, certificates: CertificateTable): Certificate[] {
  return observation.chain.flatMap((sha256) => certificates[sha256] ?? []);
}
