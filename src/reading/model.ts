/** What is read from the files and texts that people hold. Words for it are made in `src/report-text/`. */
import type { BundleAudit } from "../core/bundle-audit.ts";
import type { Bytes } from "../core/bytes.ts";
import type { CertificateDetails } from "../core/certificate/details.ts";
import type { ChainReading } from "../core/paths/path.ts";
import type { LogReading } from "../probe/log/reading.ts";

/** A file or a pasted text, which may be too long to hold in memory. */
export interface Source {
  /** File name; `""` for pasted text. */
  name: string;
  /** Bytes. */
  size: number;
  chunks(): AsyncIterable<Bytes>;
}

export const FORMATS = [
  "pem",
  "der",
  "base64",
  "pkcs7",
  "jks",
  "pkcs12",
  "certificate-address",
  "chrome-error",
  "firefox-error",
  "s-client",
  "curl",
  "keytool",
  "chrome-root-store",
  "browser-log",
  "report",
  "support-code",
  "unknown",
] as const;
export type Format = (typeof FORMATS)[number];

/** Parts that are recognised, but hold no certificate, or none that can be read. */
export const PART_FAULTS = [
  "broken-pem",
  "broken-der",
  "truncated",
  "encrypted",
  "wrong-password",
  "old-encryption",
  "private-key",
  "certificate-request",
  "revocation-list",
  "public-key",
  "too-large",
  "too-many",
  "compressed",
  "picture",
] as const;
export type PartFaultCode = (typeof PART_FAULTS)[number];

export interface PartFault {
  code: PartFaultCode;
  /** 1-based; null in binary files. */
  line: number | null;
}

export interface FoundCertificate {
  der: Bytes;
  /** 1-based line on which it begins; null in binary files. */
  line: number | null;
  /** In a keystore. Hostile text. */
  alias: string | null;
  /** `sent`: by a server, in this order. `trusted`: as an anchor. `null`: the input does not say. */
  use: "sent" | "trusted" | null;
}

/** What a program's or browser's text says beside its certificates. Hostile text; null where it says nothing. */
export interface TextFacts {
  /** The host that was asked. */
  host: string | null;
  /** `NET::ERR_CERT_AUTHORITY_INVALID`, `SEC_ERROR_UNKNOWN_ISSUER`, `20`, `60`, … */
  errorCode: string | null;
  /** The program's own sentence. */
  errorText: string | null;
  /** The machine's date that an error page prints, as it is written. */
  currentDate: string | null;
  /** Whether the program verified the server's certificate. */
  verified: boolean | null;
  /** Names that the text prints without certificates, leaf first. */
  printedSubject: string | null;
  printedIssuer: string | null;
  /** SHA-256 (hex) of certificates that are listed without their bytes. */
  listed: { sha256: string; name: string; line: number }[];
  /** Version of the list, such as Chrome's root store. */
  listVersion: string | null;
}

/** What one file or text was recognised as. */
export interface Recognised {
  format: Format;
  certificates: FoundCertificate[];
  faults: PartFault[];
  text: TextFacts | null;
  /** The whole text, for reports and support codes, which the help desk's page opens. */
  shared: string | null;
}

/** One certificate, however often it was given. */
export interface CertificateReading {
  details: CertificateDetails;
  role: CertificateRole;
  /** Product that its names resemble; null if none. */
  product: string | null;
}

/** `look-alike`: names of a catalogued root or of Amazon, with another key. */
export type CertificateRole =
  | { kind: "root"; root: string }
  | { kind: "cross-sign"; root: string }
  | {
      kind: "amazon-intermediate" | "amazon-leaf";
      /** Whether a signature proves it. */ proven: boolean;
    }
  | { kind: "look-alike"; resembles: string | null }
  | { kind: "foreign-root" | "foreign-intermediate" | "foreign-leaf" };

export const FINDING_LEVELS = ["problem", "note", "good"] as const;
export type FindingLevel = (typeof FINDING_LEVELS)[number];

export interface ReadingFinding {
  code: string;
  level: FindingLevel;
  line: number | null;
  /** SHA-256 (hex) of the certificate that it is about. */
  certificate: string | null;
  /** For the sentence: ids, names, counts. Hostile text. */
  values: string[];
}

export interface FileReading {
  name: string;
  size: number;
  format: Format;
  findings: ReadingFinding[];
  text: TextFacts | null;
  /** In the order of the file. `sha256` null: unreadable. */
  certificates: { sha256: string | null; line: number | null; alias: string | null }[];
  audit: BundleAudit | null;
  log: LogReading | null;
  shared: string | null;
}

export interface Reading {
  files: FileReading[];
  /** By SHA-256 (hex). */
  certificates: Record<string, CertificateReading>;
  chains: ChainReading[];
}
