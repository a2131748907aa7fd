/** What is read from the files and texts that people hold. Words for it are made in `src/report-text/`. */
import type { BundleAudit } from "../core/bundle-audit.ts";
import type { Bytes } from "../core/bytes.ts";
import type { CertificateDetails } from "../core/certificate/details.ts";
import type { CertificateRole } from "../core/certificate/role.ts";
import type { ChainReading } from "../core/paths/path.ts";
import type { Report } from "../core/report.ts";
import type { LogReading } from "../probe/log/reading.ts";
import type { FindingCode, FindingLevel } from "./finding-codes.ts";

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
  /** Of other programs: GnuTLS, wget, `openssl verify`, lists of macOS. */
  "print-out",
  "browser-log",
  "report",
  "support-code",
  "reading",
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
  /** Meant as a support code, but its check digits are wrong. */
  "wrong-code",
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

export interface ReadingFinding {
  code: FindingCode;
  level: FindingLevel;
  /** 1-based. */
  line: number | null;
  /** SHA-256 (hex) of the certificate that it is about. */
  certificate: string | null;
  /** For the sentence: ids, names, counts. Hostile text. */
  values: string[];
  /** Why it may be so, the likeliest first: ids of causes. Empty if the finding says it. */
  causes: string[];
  /** What would tell the causes apart: ids of at most two questions. */
  questions: string[];
}

/** What a file is to a person. `other`: recognised, but of no use here. */
export type Kind =
  | "certificate"
  | "chain"
  /** Several that form no chain. */
  | "certificates"
  | "bundle"
  | "root-list"
  | "browser-error"
  | "error-text"
  | "tool-output"
  | "log"
  | "report"
  | "support-code"
  | "reading"
  | "other"
  | "nothing";

/** Of a text in which nothing was recognised. */
interface Unknown {
  /** What to ask: ids. */
  questions: string[];
  /** Rows of the guide that share words with it, the best first. They may have nothing to do with it. */
  nearest: { row: string; program: string; line: string }[];
}

export interface FileReading {
  name: string;
  /** Bytes. */
  size: number;
  kind: Kind;
  /** Of each piece in it, without repetition. */
  formats: Format[];
  /** The worst first. */
  findings: ReadingFinding[];
  texts: TextFacts[];
  /** In the order of the file. `sha256` null: unreadable. */
  certificates: GivenCertificate[];
  audit: BundleAudit | null;
  log: Omit<LogReading, "observations"> | null;
  /** The check that a log shows; null if the browser asked none of its hosts. */
  report: Report | null;
  /** The whole text, for reports and support codes. */
  shared: string | null;
  /** Null if something was recognised, or if it is no text. */
  unknown: Unknown | null;
}

export interface GivenCertificate extends Omit<FoundCertificate, "der"> {
  /** Hex; null if the bytes are no certificate. */
  sha256: string | null;
}

export interface Reading {
  files: FileReading[];
  /** By SHA-256 (hex). */
  certificates: Record<string, CertificateReading>;
  chains: ChainReading[];
}
