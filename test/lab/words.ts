/** Words of the lab: what a host can do to the browser that asks it. All rows of the scenario table use these. */
import type { ProbeKind } from "../../src/core/words.ts";

/** The host that the baseline asks has this root; it is none of Amazon's. */
export const PUBLIC_ROOT = "lab-public-root";
/** A company's root, with which its proxy signs every host anew. */
export const INSPECTING_ROOT = "lab-inspecting-root";

/** Days from now; negative ones lie in the past. */
export interface Period {
  from: number;
  to: number;
}

export interface CertificateSpec {
  /** `own`: as Amazon's servers do. `self`: self-signed. Else the id of a lab root that signs directly. */
  issuer: "own" | "self" | typeof PUBLIC_ROOT | typeof INSPECTING_ROOT;
  /** Subject alternative names; `own` are those that the real host's certificate has. */
  names: "own" | string[];
  valid: Period;
  /** What goes on the wire after the leaf; `cross-signed` is what Amazon's servers send. */
  chain: "cross-signed" | "intermediate-only" | "leaf-only" | "with-root";
  hash: "SHA-256" | "SHA-1";
  key: "P-256" | "RSA-1024";
}

/** What the front server does with a connection once it has read the host name. */
export type Connection = "tls" | "reset" | "hang" | "plain-http" | "garbage" | "cut";

export interface TlsSpec {
  maxVersion: "TLSv1.3" | "TLSv1.2" | "TLSv1.1" | "TLSv1";
  clientCertificate: "none" | "demanded";
}

export interface AnswerSpec {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Milliseconds between the request and its answer. */
  delayMs: number;
}

/** Everything about one host in one scenario. */
export interface Behaviour {
  /**
   * Where the name leads: to the lab; to an address where nobody listens (`refused`); to one that no route
   * reaches (`unreachable`); or nowhere (`none`: the name does not resolve).
   */
  address: "lab" | "refused" | "unreachable" | "none";
  connection: Connection;
  certificate: CertificateSpec;
  tls: TlsSpec;
  answer: AnswerSpec;
}

/** Part of a behaviour; what is left out stays as it was. */
export type BehaviourChange = {
  [Part in keyof Behaviour]?: Behaviour[Part] extends string
    ? Behaviour[Part]
    : Partial<Behaviour[Part]>;
};

/** A host name that the lab stands in for. */
export interface LabHost {
  host: string;
  kind: ProbeKind;
  /** Catalogue id of the root that the host tests; none for the baseline. */
  root?: string;
  /** `new`: the address that is tried first. `old`: one that is tried after it. */
  style: "new" | "old";
  /** Lab root under which the host's own certificate is issued. */
  issuingRoot: string;
  /** All names of the host's own certificate. */
  names: string[];
}
