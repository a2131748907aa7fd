import type { CertificateDetails } from "../../core/certificate/details.ts";

/** Some programs make servers' own certificates authorities, too. */
export function isServer({ basicConstraints, names }: CertificateDetails): boolean {
  return !basicConstraints?.isAuthority || names.some(({ kind }) => kind === "dns");
}
