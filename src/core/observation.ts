/** What is asked (a probe) and what one probe saw (an observation): facts without opinions. */
import type { Certificate } from "./certificate.ts";
import type { Failure } from "./failure.ts";
import type { Evidence, FailureCode, ProbeKind } from "./vocabulary.ts";

/** One URL, requested once. */
export interface Probe {
  kind: ProbeKind;
  /** The catalogue root that it tests; null for baseline and endpoints. */
  root: string | null;
  url: string;
}

/** How the browser described the connection. Names are the browser's own, null where it gave none. */
export interface TlsDetails {
  /** The browser's overall word: `secure`, `weak`, `broken`, `insecure`. */
  state: string | null;
  protocol: string | null;
  cipherSuite: string | null;
  keyExchange: string | null;
  signatureScheme: string | null;
  certificateTransparency: string | null;
  /** The fault that a person clicked through; null if there is none. */
  exception: Extract<FailureCode, "untrusted-issuer" | "name-mismatch" | "date-invalid"> | null;
}

/** What one probe saw. Times in milliseconds, `startedMs` from the start of the check. */
export interface Observation extends Probe {
  outcome: "loaded" | "failed";
  startedMs: number;
  durationMs: number;
  /** HTTP status; null if the browser hides it. Any status proves TLS. */
  status: number | null;
  /** The server's address, if the browser reports it. */
  ip: string | null;
  /** The server's `Date` header as ISO 8601, and what this machine's clock said on receipt. */
  serverTime: { server: string; local: string } | null;
  failure: Failure | null;
  evidence: Evidence;
  tls: TlsDetails | null;
  /** SHA-256 (hex) of each certificate that the browser showed, leaf first; empty where it showed none. */
  chain: string[];
}

/** Certificates by the SHA-256 (hex) of their DER: observations refer to them. */
export type CertificateTable = Record<string, Certificate>;

/** The certificates of an observation, leaf first. */
export function chainOf(observation: Observation, certificates: CertificateTable): Certificate[] {
  return observation.chain.flatMap((sha256) => certificates[sha256] ?? []);
}
