/** What a file is to the person who holds it. */
import type { CertificateDetails } from "../core/certificate/details.ts";
import type { FileReading, Format, GivenCertificate, Kind } from "./model.ts";

const KIND_OF: Partial<Record<Format, Kind>> = {
  "browser-log": "log",
  report: "report",
  "support-code": "support-code",
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
  if (isBundle(certificates, distinct, detailsOf)) return "bundle";
  if (distinct.length > 1) return "chain";
  if (distinct.length === 1) return "certificate";
  if (texts.length) return "tool-output";
  return hasFaults || certificates.length ? "other" : "nothing";
}

function isBundle(
  given: readonly GivenCertificate[],
  distinct: readonly string[],
  detailsOf: (sha256: string) => CertificateDetails | undefined,
): boolean {
  if (distinct.length < 2) return false;
  if (given.some(({ use }) => use === "trusted")) return true;
  const details = distinct.flatMap((sha256) => detailsOf(sha256) ?? []);
  const roots = details.filter(({ selfIssued }) => selfIssued).length;
  const servers = details.filter(({ basicConstraints, selfIssued }) => {
    return !basicConstraints?.isAuthority && !selfIssued;
  }).length;
  return roots >= BUNDLE_ROOTS || (roots >= 2 && servers === 0);
}
