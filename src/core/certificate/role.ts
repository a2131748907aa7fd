/** What a certificate is to somebody who looks for Amazon's. Names are hints; keys and signatures prove. */
import { bytesOfBase64 } from "../bytes.ts";
import type { CatalogueRoot } from "../catalogue.ts";
import type { CertificatePath, ChainReading, PathFaultCode } from "../paths/path.ts";
import type { CertificateDetails } from "./details.ts";
import { isAmazonAuthorityName, OLD_AMAZON_AUTHORITY } from "./amazon-names.ts";
import { cutCertificate } from "./der.ts";
import { fieldOf, readName } from "./name.ts";
import { skeletonOf } from "./skeleton.ts";

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

/**
 * `proven`: signatures lead to the key of a root of Amazon's. `open`: the issuer was not given.
 * `disproven`: the certificate ends elsewhere, or its signatures are wrong.
 */
export type AmazonProof = "proven" | "open" | "disproven";

type KnownRoot = Pick<CatalogueRoot, "id" | "name" | "spkiSha256" | "role">;

/** Faults that say nothing on who signed the certificate. */
const HARMLESS: readonly PathFaultCode[] = [
  "expired",
  "not-yet-valid",
  "not-for-servers",
  "path-too-long",
];

/** Faults of an issuer that only matter to the certificates that it issued. */
const ISSUERS_OWN: readonly PathFaultCode[] = ["not-an-authority", "no-cert-sign"];

/** By SHA-256 (hex) of each certificate in the paths. */
export function amazonProofs(
  chains: readonly ChainReading[],
  roots: readonly KnownRoot[],
): ReadonlyMap<string, AmazonProof> {
  const proofs = new Map<string, AmazonProof>();
  const amazons = new Set(roots.filter(({ role }) => role !== "foreign").map(({ id }) => id));
  for (const path of chains.flatMap(({ paths }) => paths)) {
    for (const [place, sha256] of path.certificates.entries()) {
      const [old, proof] = [proofs.get(sha256), proofAt(path, place, amazons)];
      if (old === "proven" || (old === "open" && proof !== "proven")) continue;
      proofs.set(sha256, proof);
    }
  }
  return proofs;
}

function proofAt(
  { end, faults }: CertificatePath,
  place: number,
  amazons: ReadonlySet<string>,
): AmazonProof {
  const serious = faults.filter(
    ({ code, at }) =>
      !HARMLESS.includes(code) && (at > place || (at === place && !ISSUERS_OWN.includes(code))),
  );
  if (end.kind === "catalogued" && amazons.has(end.root)) {
    if (!serious.length) return "proven";
    return serious.every(({ code }) => code === "unchecked-signature") ? "open" : "disproven";
  }
  const isOpen = end.kind === "missing" || end.kind === "cut-off";
  return isOpen && !serious.some(({ code }) => code === "bad-signature") ? "open" : "disproven";
}

/** `proof`: of this certificate; `open` if nobody looked. */
export function roleOf(
  details: CertificateDetails,
  roots: readonly KnownRoot[],
  proof: AmazonProof = "open",
): CertificateRole {
  const isAuthority =
    details.basicConstraints?.isAuthority ?? (details.version < 3 && details.selfIssued);
  const known = roots.find(({ spkiSha256 }) => spkiSha256 === details.spkiSha256);
  if (known && !details.selfIssued) return { kind: "cross-sign", root: known.id };
  // Whoever has only the public key can write another name around it, but not sign that.
  if (known && skeletonOf(details.name) === rootSkeleton(known))
    return { kind: "root", root: known.id };
  if (known) return { kind: "look-alike", resembles: known.id };
  if (proof === "proven")
    return { kind: isAuthority ? "amazon-intermediate" : "amazon-leaf", proven: true };
  return claimedRole(details, isAuthority, roots, proof) ?? foreignRole(details, isAuthority);
}

/** Null if the certificate does not claim to be Amazon's. */
function claimedRole(
  details: CertificateDetails,
  isAuthority: boolean,
  roots: readonly KnownRoot[],
  proof: AmazonProof,
): CertificateRole | null {
  const named = rootNamed(details.name, roots);
  if (named) return { kind: "look-alike", resembles: named };
  const { subject, issuer } = claimsIn(details);
  const isRefuted = proof === "disproven" || details.selfIssued;
  if (isAuthority) {
    if (subject === null) return null;
    const isCredible = subject === "exact" && !isRefuted;
    return isCredible
      ? { kind: "amazon-intermediate", proven: false }
      : { kind: "look-alike", resembles: null };
  }
  const above = rootNamed(details.issuerName, roots);
  if (above && isRefuted && !details.selfIssued) return { kind: "look-alike", resembles: above };
  if (issuer === null || details.selfIssued) return null;
  const isCredible = issuer === "exact" && !isRefuted;
  return isCredible
    ? { kind: "amazon-leaf", proven: false }
    : { kind: "look-alike", resembles: null };
}

function rootNamed(name: string, roots: readonly KnownRoot[]): string | null {
  const skeleton = skeletonOf(name);
  return roots.find((root) => rootSkeleton(root) === skeleton)?.id ?? null;
}

const rootSkeletons = new WeakMap<KnownRoot, string>();

/** Made once: every certificate is compared with every root. */
function rootSkeleton(root: KnownRoot): string {
  const skeleton = rootSkeletons.get(root) ?? skeletonOf(root.name);
  rootSkeletons.set(root, skeleton);
  return skeleton;
}

/** `exact`: as Amazon writes it. `similar`: so that a reader takes it for Amazon's. */
type Claim = "exact" | "similar" | null;

const AMAZON = skeletonOf("Amazon");

function claimsIn({ der }: CertificateDetails): { subject: Claim; issuer: Claim } {
  const { subject, issuer } = cutCertificate(bytesOfBase64(der));
  return { subject: claimIn(subject), issuer: claimIn(issuer) };
}

function claimIn(name: Parameters<typeof readName>[0]): Claim {
  const parts = readName(name);
  const [common, unit, organization] = ["CN", "OU", "O"].map((type) => fieldOf(parts, type) ?? "");
  const hasName = isAmazonAuthorityName(common!) || OLD_AMAZON_AUTHORITY.test(unit!);
  if (organization === "Amazon") return "exact";
  return hasName || skeletonOf(organization!) === AMAZON ? "similar" : null;
}

function foreignRole(details: CertificateDetails, isAuthority: boolean): CertificateRole {
  if (!isAuthority) return { kind: "foreign-leaf" };
  return { kind: details.selfIssued ? "foreign-root" : "foreign-intermediate" };
}
