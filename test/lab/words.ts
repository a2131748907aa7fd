/** Words of the lab: what a host can do to the browser that asks it. All rows of the scenario table use these. */
import type { ProbeKind } from "../../src/core/vocabulary.ts";

/** The host that the baseline asks has this root; it is none of Amazon's. */
export const PUBLIC_ROOT = "lab-public-root";
/** A company's root, with which its proxy signs every host anew. */
export const INSPECTING_ROOT = "lab-inspecting-root";
/** The subject of that root, which its certificates name as their issuer. */
export const INSPECTING_SUBJECT = "CN=Example Inspection Root CA,O=Example Corp IT";
/** A root named like that of a product that many companies use to inspect connections. */
export const PRODUCT_ROOT = "lab-product-root";
/** An inspecting root that browsers take and stricter programs do not: its Basic Constraints are not critical. */
export const LAX_ROOT = "lab-lax-root";
/** An inspecting root whose name is written to break whoever shows it. */
export const HOSTILE_ROOT = "lab-hostile-root";

/** Days from now; negative ones lie in the past. */
export interface Period {
  from: number;
  to: number;
}

export interface CertificateSpec {
  /** `own`: as Amazon's servers do. `self`: self-signed. Else the id of a lab root that signs directly. */
  issuer:
    | "own"
    | "self"
    | typeof PUBLIC_ROOT
    | typeof INSPECTING_ROOT
    | typeof PRODUCT_ROOT
    | typeof LAX_ROOT
    | typeof HOSTILE_ROOT;
  /** Subject alternative names; `own` are those that the real host's certificate has. */
  names: "own" | string[];
  valid: Period;
  /**
   * What goes on the wire after the leaf. `cross-signed` is what Amazon's servers send; `padded` is that and
   * twenty certificates that have nothing to do with it.
   */
  chain: "cross-signed" | "intermediate-only" | "leaf-only" | "with-root" | "padded";
  hash: "SHA-256" | "SHA-1";
  /** Of roots that were added by hand both browsers still take keys of 1024 bits. */
  key: "P-256" | "RSA-768";
  /**
   * What the certificate may not be used for. `names`: an authority above it may sign for other names only.
   * `purpose`: it is for clients, not for servers.
   */
  limit: "none" | "names" | "purpose";
  /** Revoked by its authority, whose statement (OCSP) the server brings along. */
  revoked: boolean;
  /** Whether the certificate names an OCSP responder. `silent`: at an address where nobody answers. */
  responder: "none" | "silent";
}

/**
 * What the front server does with a connection once it has read the host name. `stall`: it begins the
 * handshake and falls silent. `reset-long-hello`: it cuts the connection where the first message is longer than
 * one packet. `hang-up`: it ends the connection after the handshake, without an answer.
 */
export type Connection =
  | "tls"
  | "reset"
  | "reset-long-hello"
  | "hang"
  | "stall"
  | "plain-http"
  | "garbage"
  | "cut"
  | "hang-up";

export interface TlsSpec {
  maxVersion: "TLSv1.3" | "TLSv1.2" | "TLSv1.1" | "TLSv1";
  /** `rare`: one that the standard has and no browser speaks. */
  cipher: "common" | "rare";
  clientCertificate: "none" | "demanded";
}

export interface AnswerSpec {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Milliseconds between the request and its answer. */
  delayMs: number;
  /** How far the server's clock, which its `Date` header shows, is ahead of this machine's. */
  clockAheadMs: number;
}

/** What the proxy, where the scenario has one, says to the wish for a connection. */
export type ProxyAnswer = "tunnel" | "forbid" | "password";

/** Everything about one host in one scenario. */
export interface Behaviour {
  /**
   * Where the name leads: to the lab; to an address where nobody listens (`refused`); to one that no route
   * reaches (`unreachable`); or nowhere (`none`: the name does not resolve).
   */
  address: "lab" | "refused" | "unreachable" | "none";
  proxy: ProxyAnswer;
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
  /** A directory whose files it serves, in place of the answer that the scenario says. */
  files?: string;
}
