/** What a file is to the person who holds it. */
import type { CertificateDetails } from "../core/certificate/details.ts";
import type { FileReading, Format, GivenCertificate, Kind } from "./model.ts";

const KIND_OF: Partial<Record<Format, Kind>> = {
  "browser-log": "log",
  report: "report",
  "support-code": "support-code",
  reading: "reading",
  "chrome-error": "browser-error",
  "firefox-error": "browser-error",
  "chrome-root-store": "root-list",
  "s-client": "tool-output",
  curl: "tool-output",
  "print-out": "tool-output",
};

/** A print-out that names more certificates without their bytes lists a store. */
const LISTED = 2;

/** This many self-signed authorities make a bundle, even beside server certificates. */
const BUNDLE_ROOTS = 3;

type Parts = Pick<FileReading, "formats" | "certificates" | "texts"> & { hasFaults: boolean };

export function kindOf(
  { formats, certificates, texts, hasFaults }: Parts,
  detailsOf: (sha256: string) => CertificateDetails | undefined,
): Kind {
  const named = formats.map((format) => KIND_OF[format]).find(Boolean);
  if (named) return named;
  const listed = texts.flatMap((text) => text.listed).length;
  if (!certificates.length && listed >= LISTED) return "root-list";
  const distinct = [...new Set(certificates.flatMap(({ sha256 }) => sha256 ?? []))];
  const details = distinct.flatMap((sha256) => detailsOf(sha256) ?? []);
  if (isBundle(certificates, details)) return "bundle";
  if (distinct.length > 1) return beginnings(details) > 1 ? "certificates" : "chain";
  if (distinct.length === 1) return "certificate";
  if (texts.length) return "tool-output";
  const isKeystore = formats.some((format) => format === "jks" || format === "pkcs12");
  if (isKeystore && !certificates.length && !hasFaults) return "bundle";
  return hasFaults || certificates.length ? "other" : "nothing";
}

function isBundle(
  given: readonly GivenCertificate[],
  details: readonly CertificateDetails[],
): boolean {
  if (given.some(({ use, sha256 }) => use === "trusted" && sha256 !== null)) return true;
  const roots = details.filter(({ selfIssued }) => selfIssued).length;
  const servers = details.filter(({ basicConstraints, selfIssued }) => {
    return !basicConstraints?.isAuthority && !selfIssued;
  }).length;
  if (servers > 0) return roots >= BUNDLE_ROOTS;
  return roots >= 2 || (roots === 1 && beginnings(details) > 1);
}

/** How many, by their names, issued none of the others: a chain has one. */
function beginnings(details: readonly CertificateDetails[]): number {
  const issuers = new Set(details.flatMap(({ selfIssued, issuer }) => (selfIssued ? [] : issuer)));
  return details.filter(({ subject }) => !issuers.has(subject)).length;
}
