/** What a downloaded file says of certificates and of the stores that hold them, whatever its format. */
import type { StoreRow, TestHosts } from "../../src/core/catalogue.ts";
import type { RootProgramme } from "../../src/core/vocabulary.ts";

export interface ListedStatus {
  /** `unclear`: the source has a word for it that this code does not know. */
  status: StoreRow["status"] | "unclear";
  /** As the source writes it. */
  word: string;
  /** Certificates issued after this day (`YYYY-MM-DD`) are not trusted. */
  until?: string;
  /** False if the source says only that the store holds the root, not whether it may vouch for websites. */
  isForTls: boolean;
}

export interface ListedCertificate {
  kind: "root" | "intermediate";
  /** Common name, or the last unit of a subject without one. */
  name: string;
  /** CA owner as CCADB writes it; else the subject's organisation. */
  owner: string;
  /** Hashes in lower-case hex. */
  sha256: string;
  spkiSha256?: string;
  /** Subject key identifier, as the source writes it. */
  keyId?: string;
  issuerSha256?: string;
  issuerName?: string;
  /** `YYYY-MM-DD`. */
  notBefore?: string;
  notAfter?: string;
  isRevoked: boolean;
  stores: Partial<Record<RootProgramme, ListedStatus>>;
  /** Addresses of the authority's own test pages. */
  tests: Partial<Record<TestHosts["kind"], string>>;
}

export interface Listing {
  /** For people: `CCADB, all certificate records`. */
  title: string;
  certificates: ListedCertificate[];
  /** Programmes whose whole store this is: a root that is not listed is not included. */
  wholeStores: readonly RootProgramme[];
  /** Whether every public certificate authority is listed: the roots of all programmes, and intermediates. */
  isComplete: boolean;
}
