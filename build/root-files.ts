/** The root certificates that come with the package: how they are read, and which of them a build may carry. */
import { X509Certificate, createHash } from "node:crypto";
import type { Catalogue, CatalogueRoot, Sourced } from "../src/core/catalogue.ts";
import type { RootFiles } from "../src/guidance/root-files.ts";
import { pemText } from "../src/report-text/format.ts";
import { readJson } from "./files.ts";

/** The data file, by its path from the top. */
export const ROOT_FILES = "src/guidance/root-files.json";

export interface RootFile {
  /** Id in the catalogue. */
  id: string;
  /** One certificate, lines of 64 characters (RFC 7468). */
  pem: string;
}

export interface RootFileData {
  about: string;
  source: string;
  /** When the certificates last changed (`YYYY-MM-DD`). */
  date: string;
  /** Those that the guide offers to save. */
  roots: RootFile[];
  /** The catalogue's other roots. */
  others: (RootFile & Sourced)[];
}

/** The data file of the repository. */
export function readRootFiles(): RootFileData {
  return readJson<RootFileData>(ROOT_FILES);
}

/**
 * Finds roots among PEM certificates; leaves out those that are not there. Throws if one of `packaged` (ids) is not
 * there, or if a certificate has another key than the catalogue says.
 */
export function findRootFiles(
  certificates: readonly string[],
  roots: readonly CatalogueRoot[],
  packaged: readonly string[],
): RootFile[] {
  const bySha256 = new Map(
    certificates.map((text) => {
      const certificate = new X509Certificate(text);
      return [sha256(certificate.raw), certificate] as const;
    }),
  );
  return roots.flatMap(({ id, name, certificateSha256, spkiSha256 }) => {
    const certificate = bySha256.get(certificateSha256);
    if (!certificate) {
      if (packaged.includes(id)) throw new Error(`${name}: no certificate with this fingerprint`);
      return [];
    }
    const spki = certificate.publicKey.export({ type: "spki", format: "der" });
    if (sha256(spki) !== spkiSha256) throw new Error(`${name}: the catalogue has another key`);
    return [{ id, pem: pemText(certificate.raw.toString("base64")) }];
  });
}

/** The files whose certificate is the catalogue's, by the id that its root has there. */
export function fittingRootFiles(files: readonly RootFile[], { roots }: Catalogue): RootFiles {
  const ids = new Map(roots.map(({ id, certificateSha256 }) => [certificateSha256, id]));
  return Object.fromEntries(
    files.flatMap((file) => {
      const id = ids.get(sha256(new X509Certificate(file.pem).raw));
      return id === undefined ? [] : [[id, file.pem]];
    }),
  );
}

/** PEM of all roots of this catalogue that the repository has, by id. */
export function rootCertificatesOf(catalogue: Catalogue): RootFiles {
  const { roots, others } = readRootFiles();
  return fittingRootFiles([...roots, ...others], catalogue);
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
