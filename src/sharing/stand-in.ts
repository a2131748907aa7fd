/** The same thing gets the same number everywhere. */
import type { Certificate, ReadableCertificate } from "../core/certificate.ts";
import { REDACTED } from "./scrub.ts";

export interface StandIns {
  url(url: string): string;
  /** For a distinguished name, or the short name made from it. */
  name(distinguished: string): string;
  /** 64 hex digits. Public hashes stay. */
  hash(hash: string): string;
}

export function standIns(publicHashes: ReadonlySet<string>): StandIns {
  const [url, name, hash] = [numbering(), numbering(), numbering()];
  return {
    url: (text) => `https://redacted-${url(text)}.invalid/`,
    name: (text) => `(redacted ${name(text)})`,
    hash: (text) => (publicHashes.has(text) ? text : String(hash(text)).padStart(64, "0")),
  };
}

/** Real hashes do not begin with so many zeros. */
export function isStandIn(hash: string): boolean {
  return /^0{56}/.test(hash);
}

/** From 1, in the order in which things are first seen. */
function numbering(): (thing: string) => number {
  const seen = new Map<string, number>();
  return (thing) => {
    const known = seen.get(thing) ?? seen.size + 1;
    seen.set(thing, known);
    return known;
  };
}

interface Hiding {
  standIn: StandIns;
  scrub(text: string): string;
  issuerToo: boolean;
}

/** Removes all that can be looked up: bytes, names, numbers, times of day. */
export function withoutNames(certificate: Certificate, hiding: Hiding): Certificate {
  const { standIn, scrub, issuerToo } = hiding;
  const { reportedSpkiSha256, sha256 } = certificate;
  const bare = {
    sha256: standIn.hash(sha256),
    reportedSpkiSha256: reportedSpkiSha256 && standIn.hash(reportedSpkiSha256),
    der: "",
  };
  if (!certificate.readable) return { ...certificate, ...bare };
  const { subject, issuer, issuerName, issuerOrganization, spkiSha256, key } = certificate;
  return {
    ...certificate,
    ...bare,
    subject: standIn.name(subject),
    name: standIn.name(subject),
    issuer: issuerToo ? standIn.name(issuer) : scrub(issuer),
    issuerName: issuerToo ? standIn.name(issuer) : scrub(issuerName),
    issuerOrganization: issuerOrganization && (issuerToo ? REDACTED : scrub(issuerOrganization)),
    serialNumber: "",
    spkiSha256: standIn.hash(spkiSha256),
    notBefore: dayOf(certificate.notBefore),
    notAfter: dayOf(certificate.notAfter),
    key: keyWithout(key, scrub),
  };
}

function dayOf(iso: string): string {
  return `${iso.slice(0, 10)}T00:00:00Z`;
}

function keyWithout(key: ReadableCertificate["key"], scrub: (text: string) => string) {
  if ("bits" in key) return key;
  return "curve" in key ? { ...key, curve: scrub(key.curve) } : { algorithm: scrub(key.algorithm) };
}
