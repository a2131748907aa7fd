import { bytesOfBase64, type Bytes } from "../core/bytes.ts";
import type { CatalogueRoot } from "../core/catalogue.ts";
import { fill } from "./command.ts";
import data from "./trust-stores.json";

/** PEM (lines of 64 characters) by root id; only roots that the package contains. */
export type RootFiles = Readonly<Record<string, string>>;

/** With another media type a browser may offer to import the certificate instead of saving it. */
export const ROOT_FILE_TYPE = "application/octet-stream";

export const BUNDLE_FILE = data.bundle.file;

/** A command that prints the fingerprints of all certificates in the bundle, on macOS and Linux. */
export const BUNDLE_FINGERPRINTS = fill(data.bundle.fingerprints, { bundle: BUNDLE_FILE });

export function derOf(pem: string): Bytes {
  return bytesOfBase64(pem.replace(/-----[A-Z ]+-----|\s/g, ""));
}

/** Skips roots that the package does not contain. */
export function bundleOf(roots: readonly CatalogueRoot[], files: RootFiles): string {
  return roots.map(({ id }) => files[id] ?? "").join("");
}
