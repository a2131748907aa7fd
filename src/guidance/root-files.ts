/** Root certificates in the package, to save as files. */
import { bytesOfBase64, type Bytes } from "../core/bytes.ts";
import type { CatalogueRoot } from "../core/catalogue.ts";
import { fill } from "./command.ts";
import data from "./trust-stores.json";

/** PEM certificates (lines of 64 characters) by the id of their root; only roots that the package has. */
export type RootFiles = Readonly<Record<string, string>>;

export const BUNDLE_FILE = data.bundle.file;

/** A command that prints the fingerprints of all certificates in that file, on macOS and Linux. */
export const BUNDLE_FINGERPRINTS = fill(data.bundle.fingerprints, { bundle: BUNDLE_FILE });

/** A PEM certificate in DER. */
export function derOf(pem: string): Bytes {
  return bytesOfBase64(pem.replace(/-----[A-Z ]+-----|\s/g, ""));
}

/** One PEM text of these roots, in order; without those that the package does not have. */
export function bundleOf(roots: readonly CatalogueRoot[], files: RootFiles): string {
  return roots.map(({ id }) => files[id] ?? "").join("");
}
