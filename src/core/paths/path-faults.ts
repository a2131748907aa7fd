/** What is wrong with one path (RFC 5280, 6.1). */
import type { Anchor } from "./anchor.ts";
import { permitsNames } from "./name-constraints.ts";
import type { PathCertificate } from "./path-certificate.ts";
import { PATH_FAULTS, type PathFault, type PathFaultCode } from "./path.ts";
import type { SignatureResult } from "./signature.ts";

export interface FoundPath {
  /** Leaf first. */
  certificates: readonly PathCertificate[];
  /** Of each certificate with an issuer in the path, or with an anchor above it. */
  signatures: readonly SignatureResult[];
  /** The root that ends it; null if it ends elsewhere. */
  anchor: Anchor | null;
  /** Whether the root's own certificate is the last one. */
  anchorGiven: boolean;
}

/** In the order of places. `at`: ms since the epoch. */
export function pathFaults(path: FoundPath, at: number): PathFault[] {
  const { certificates, anchor, anchorGiven } = path;
  // Of an anchor only the name, the key and the dates matter.
  const judged = anchorGiven ? certificates.slice(0, -1) : certificates;
  const faults = judged.flatMap((_, place) => faultsAt(judged, place, path.signatures[place], at));
  if (anchor) faults.push(...dateFaults(anchor, judged.length, at));
  return faults;
}

function faultsAt(
  path: readonly PathCertificate[],
  place: number,
  signature: SignatureResult | undefined,
  at: number,
): PathFault[] {
  const one = path[place]!;
  const isIssuer = place > 0;
  const below = path.slice(1, place).filter(({ selfIssued }) => !selfIssued).length;
  const found: Partial<Record<PathFaultCode, boolean>> = {
    "bad-signature": signature === "bad",
    "unchecked-signature": signature === "unchecked",
    "not-an-authority": isIssuer && !one.isAuthority && !isOldRoot(one, place === path.length - 1),
    "path-too-long": isIssuer && one.pathLength !== null && below > one.pathLength,
    "no-cert-sign": isIssuer && !one.maySign,
    "not-for-servers": !one.forServers || (!isIssuer && !one.isAuthority && !one.suitsServer),
    "name-not-permitted": isRefused(path, place),
    "unknown-critical-extension": one.hasUnknownCritical,
  };
  const codes = PATH_FAULTS.filter((code) => found[code]);
  return [...dateFaults(one, place, at), ...codes.map((code) => ({ code, at: place }))];
}

/** Roots of version 1 cannot say that they are authorities. */
function isOldRoot({ version, selfIssued }: PathCertificate, isLast: boolean): boolean {
  return isLast && selfIssued && version < 3;
}

/** Whether an authority above forbids its names. Self-issued authorities are exempt. */
function isRefused(path: readonly PathCertificate[], place: number): boolean {
  const one = path[place]!;
  if (place > 0 && one.selfIssued) return false;
  return path
    .slice(place + 1)
    .some(({ nameConstraints }) => nameConstraints !== null && !permitsNames(nameConstraints, one));
}

function dateFaults(
  { notBefore, notAfter }: Pick<Anchor, "notBefore" | "notAfter">,
  place: number,
  at: number,
): PathFault[] {
  if (at > notAfter) return [{ code: "expired", at: place }];
  return at < notBefore ? [{ code: "not-yet-valid", at: place }] : [];
}
