/** Certification paths (RFC 5280, section 6), assembled from whatever certificates were given. */

export const PATH_FAULTS = [
  "expired",
  "not-yet-valid",
  "bad-signature",
  /** An algorithm that could not be checked here. */
  "unchecked-signature",
  "not-an-authority",
  "path-too-long",
  "no-cert-sign",
  "not-for-servers",
  "name-not-permitted",
  "unknown-critical-extension",
] as const;
export type PathFaultCode = (typeof PATH_FAULTS)[number];

export interface PathFault {
  code: PathFaultCode;
  /** Place in the path: 0 is the leaf. */
  at: number;
}

/** `missing`: the issuer was not given and is no catalogued root. `cut-off`: a limit ended the search. */
export type PathEnd =
  | {
      kind: "catalogued";
      root: string;
      /** Whether the root's own certificate was given. */ given: boolean;
    }
  | { kind: "self-signed" }
  | { kind: "missing"; issuer: string }
  | { kind: "cut-off" };

export interface CertificatePath {
  /** SHA-256 (hex) of the given certificates, leaf first. A catalogued root that was not given is not among them. */
  certificates: string[];
  end: PathEnd;
  faults: PathFault[];
}

/** All that can be said of one certificate that issued none of the others. */
export interface ChainReading {
  /** SHA-256 (hex). */
  leaf: string;
  /** Without faults first, then the shortest. */
  paths: CertificatePath[];
  /** By catalogue id: whether a store with this root alone would accept the leaf. `dates`: but for validity dates. */
  acceptedWith: Record<string, "yes" | "dates" | "no">;
  /** Whether a limit ended the search for paths. */
  cutOff: boolean;
}
