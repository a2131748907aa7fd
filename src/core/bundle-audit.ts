/** Whether a set of trusted certificates holds the roots that AWS needs. */
import { lookOf, type BundleLook } from "./bundle-look.ts";
import { sha256Hex, type Bytes } from "./bytes.ts";
import type { CatalogueRoot } from "./catalogue.ts";
import { cutTolerantly, type Extensions } from "./certificate/der.ts";
import { EXTENSION_IDS, readBasicConstraints } from "./certificate/extensions.ts";
import { nameKey } from "./certificate/name-key.ts";

/**
 * `cross-sign`: only another issuer's certificate for the root's key is there. Programs such as OpenSSL's defaults do
 * not end a path at it; others do.
 */
export type RootPresence = "present" | "expired" | "cross-sign" | "absent";

/** `enough`: all deciding roots. `bridged`: some are absent, but a present root signs them across. `short`: else. */
type BundleVerdict = "enough" | "bridged" | "short";

export interface BundleAudit {
  verdict: BundleVerdict;
  roots: {
    id: string;
    presence: RootPresence;
    /** SHA-256 (hex) of the certificates found for the root's key. */
    certificates: string[];
    /** Ids of present roots whose cross-certificates let this root's chains verify. */
    bridgedBy: string[];
  }[];
  /** SHA-256 (hex) of certificates that stand in the set more than once, with how often. */
  duplicates: { sha256: string; count: number }[];
  /** Of distinct certificates. */
  counts: { certificates: number; authorities: number; expired: number; unreadable: number };
  /** Which software's bundle it resembles; null if none. */
  resembles: BundleLook | null;
}

export interface BundleCertificate {
  der: Bytes;
  /** In a keystore. */
  alias?: string | null;
}

export interface AuditOptions {
  roots: readonly AuditedRoot[];
  /** Ms since the epoch. */
  at: number;
  /** What stands before the first certificate, as far as somebody kept it. */
  text?: string;
}

type AuditedRoot = Pick<CatalogueRoot, "id" | "spkiSha256" | "crossSignedBy" | "decides">;

interface BundleEntry {
  spkiSha256: string;
  notAfter: number;
  selfIssued: boolean;
  isAuthority: boolean;
}

/** Certificates hashed at the same time. */
const BATCH = 256;

/** Reads of each certificate only what the audit needs. */
export async function auditBundle(
  given: readonly BundleCertificate[],
  { roots, at, text = "" }: AuditOptions,
): Promise<BundleAudit> {
  const counted = new Map<string, { der: Bytes; count: number }>();
  const hashes = await inBatches(given, ({ der }) => sha256Hex(der));
  for (const [index, { der }] of given.entries()) {
    const sha256 = hashes[index]!;
    counted.set(sha256, { der, count: (counted.get(sha256)?.count ?? 0) + 1 });
  }
  const distinct = [...counted];
  const entries = await inBatches(distinct, ([, { der }]) => entryOf(der));
  const readable = new Map<string, BundleEntry>();
  for (const [index, [sha256]] of distinct.entries()) {
    const entry = entries[index];
    if (entry) readable.set(sha256, entry);
  }

  const found = rootsIn(readable, roots, at);
  const all = [...readable.values()];
  const aliases = given.flatMap(({ alias }) => alias ?? []);
  const isForeign = all.every(
    ({ selfIssued, isAuthority, spkiSha256 }) =>
      selfIssued && isAuthority && !roots.some((root) => root.spkiSha256 === spkiSha256),
  );
  return {
    verdict: verdictOf(found, roots),
    roots: found,
    duplicates: distinct.flatMap(([sha256, { count }]) => (count > 1 ? { sha256, count } : [])),
    counts: {
      certificates: readable.size,
      authorities: all.filter(({ isAuthority }) => isAuthority).length,
      expired: all.filter(({ notAfter }) => notAfter < at).length,
      unreadable: distinct.length - readable.size,
    },
    resembles: lookOf({ certificates: readable, aliases, text, isForeign }),
  };
}

/** Of a list that names certificates without their bytes. A listed certificate is taken for valid. */
export function auditListed(
  listed: readonly { sha256: string }[],
  { roots }: { roots: readonly (AuditedRoot & Pick<CatalogueRoot, "certificateSha256">)[] },
): BundleAudit {
  const counted = new Map<string, number>();
  for (const { sha256 } of listed) counted.set(sha256, (counted.get(sha256) ?? 0) + 1);
  const isListed = ({ certificateSha256 }: { certificateSha256: string }) =>
    counted.has(certificateSha256);
  const present = roots.filter(isListed).map(({ id }) => id);
  const found = roots.map((root): BundleAudit["roots"][number] => ({
    id: root.id,
    presence: isListed(root) ? "present" : "absent",
    certificates: isListed(root) ? [root.certificateSha256] : [],
    bridgedBy: root.crossSignedBy.filter((id) => present.includes(id)),
  }));
  return {
    verdict: verdictOf(found, roots),
    roots: found,
    duplicates: [...counted].flatMap(([sha256, count]) => (count > 1 ? { sha256, count } : [])),
    counts: { certificates: counted.size, authorities: counted.size, expired: 0, unreadable: 0 },
    resembles: null,
  };
}

function rootsIn(
  readable: ReadonlyMap<string, BundleEntry>,
  roots: readonly AuditedRoot[],
  at: number,
): BundleAudit["roots"] {
  const byKey = new Map<string, string[]>();
  for (const [sha256, { spkiSha256 }] of readable) {
    byKey.set(spkiSha256, [...(byKey.get(spkiSha256) ?? []), sha256]);
  }
  const presences = roots.map(({ id, spkiSha256 }) => {
    const certificates = byKey.get(spkiSha256) ?? [];
    const entries = certificates.map((sha256) => readable.get(sha256)!);
    return { id, presence: presenceOf(entries, at), certificates };
  });
  const present = presences.filter(({ presence }) => presence === "present").map(({ id }) => id);
  return presences.map((root, index) => ({
    ...root,
    bridgedBy: roots[index]!.crossSignedBy.filter((id) => present.includes(id)),
  }));
}

function presenceOf(entries: readonly BundleEntry[], at: number): RootPresence {
  if (!entries.length) return "absent";
  const own = entries.filter(({ selfIssued }) => selfIssued);
  if (!own.length) return "cross-sign";
  return own.some(({ notAfter }) => notAfter >= at) ? "present" : "expired";
}

function verdictOf(found: BundleAudit["roots"], roots: readonly AuditedRoot[]): BundleVerdict {
  const deciding = found.filter((_, index) => roots[index]!.decides);
  const missing = deciding.filter(({ presence }) => presence !== "present");
  if (!missing.length) return "enough";
  return missing.every(({ bridgedBy }) => bridgedBy.length) ? "bridged" : "short";
}

/** Null if the bytes are no certificate. */
async function entryOf(der: Bytes): Promise<BundleEntry | null> {
  try {
    const { subject, issuer, subjectPublicKeyInfo, version, ...cut } = cutTolerantly(der);
    const selfIssued = areSame(subject, issuer) || nameKey(subject) === nameKey(issuer);
    // Roots of version 1 cannot say that they are authorities.
    const isOldRoot = version < 3 && selfIssued;
    return {
      spkiSha256: await sha256Hex(subjectPublicKeyInfo),
      notAfter: cut.notAfter,
      selfIssued,
      isAuthority: isOldRoot || hasAuthority(cut.extensions),
    };
  } catch {
    return null;
  }
}

function hasAuthority(extensions: Extensions | null): boolean {
  const basic = extensions?.get(EXTENSION_IDS.basicConstraints);
  try {
    return basic !== undefined && readBasicConstraints(basic.value).isAuthority;
  } catch {
    return false;
  }
}

function areSame(one: Bytes, other: Bytes): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

async function inBatches<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < all.length; at += BATCH) {
    results.push(...(await Promise.all(all.slice(at, at + BATCH).map(work))));
  }
  return results;
}
