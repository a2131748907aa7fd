/** Compares the root certificates in the package with what a source lists. */
import { ROOT_FILES, type RootFile } from "../../build/root-files.ts";
import { certificateFacts } from "./certificate.ts";
import type { Difference, DifferenceCode } from "./difference.ts";
import type { Listing } from "./listing.ts";

/** Only a complete list can say that a certificate should not be handed out. */
export function compareRootFiles(
  files: readonly RootFile[],
  { certificates, isComplete }: Listing,
): Difference[] {
  if (!isComplete) return [];
  const listed = new Map(certificates.map((each) => [each.sha256, each]));
  return files.flatMap(({ id, pem }) => {
    const { name, sha256 } = certificateFacts(pem);
    const found = listed.get(sha256);
    const alarm = (code: DifferenceCode, message: string): Difference => ({
      severity: "alarm",
      code,
      about: id,
      message: `${name}: the certificate in the package ${message}`,
      file: ROOT_FILES,
    });
    if (found?.kind !== "root") return [alarm("root-gone", "is not listed as a root any more")];
    return found.isRevoked ? [alarm("root-revoked", "is listed as revoked")] : [];
  });
}
