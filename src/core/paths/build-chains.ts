/** Assembles certification paths from certificates in any order, and says which roots accept them. */
import { nameText, readName } from "../certificate/name.ts";
import { clip } from "../certificate/read.ts";
import type { Anchor } from "./anchor.ts";
import { indexIssuers, type Authority, type IssuerIndex } from "./issuers.ts";
import { readForPaths, type GivenCertificate, type PathCertificate } from "./path-certificate.ts";
import { pathFaults, type FoundPath } from "./path-faults.ts";
import type { CertificatePath, ChainReading, PathEnd } from "./path.ts";
import type { SignatureResult, VerifySignature } from "./signature.ts";

export interface ChainOptions {
  /** The time for which paths are judged: ms since the epoch. */
  at: number;
  verify: VerifySignature;
}

/** Certificates in one path, paths and steps for one leaf, and certificates tried as a root's own. */
const LIMITS = { length: 16, paths: 32, steps: 400, roots: 4 } as const;

/** Steps of the whole search: some for each certificate, and some more. */
const ALL_STEPS = { each: 20, more: 4000 } as const;

type Acceptance = ChainReading["acceptedWith"][string];

/**
 * One reading for each certificate that issued none of the others, in their order; then for those in no path yet,
 * such as authorities that signed only each other. Skips what is no certificate.
 */
export async function buildChains(
  given: readonly GivenCertificate[],
  anchors: readonly Anchor[],
  { at, verify }: ChainOptions,
): Promise<ChainReading[]> {
  const distinct = new Map(given.map((each) => [each.sha256, each]));
  const certificates = [...distinct.values()].flatMap((each) => readForPaths(each) ?? []);
  const index = indexIssuers(certificates, anchors, verify);
  const issuers = await issuersAmong(certificates, index);
  const isLeaf = (each: PathCertificate) => !issuers.has(index.authorityOf(each));
  const budget = { steps: ALL_STEPS.each * certificates.length + ALL_STEPS.more };

  const readings: ChainReading[] = [];
  const covered = new Set<string>();
  const leaves = certificates.filter(isLeaf);
  const others = certificates.filter((each) => !isLeaf(each));
  for (const leaf of [...leaves, ...others]) {
    if (covered.has(leaf.sha256)) continue;
    const { paths, cutOff } = await pathsFrom(leaf, index, budget);
    const reading = readingOf(leaf, paths, { anchors, at, cutOff });
    for (const path of reading.paths) for (const each of path.certificates) covered.add(each);
    readings.push(reading);
  }
  return readings;
}

/** Those that signed another one's key, or are said to have done so. */
async function issuersAmong(certificates: readonly PathCertificate[], index: IssuerIndex) {
  const issuers = new Set<Authority>();
  for (const child of certificates) {
    const { found } = await index.issuersOf(child);
    for (const { authority } of found) {
      if (authority !== index.authorityOf(child)) issuers.add(authority);
    }
  }
  return issuers;
}

type Path = FoundPath & { end: PathEnd };

async function pathsFrom(leaf: PathCertificate, index: IssuerIndex, budget: { steps: number }) {
  const paths: Path[] = [];
  let [steps, cutOff] = [0, false];

  const add = (
    certificates: readonly PathCertificate[],
    signatures: readonly SignatureResult[],
    end: PathEnd,
    anchor: Anchor | null = null,
  ) => {
    const anchorGiven = end.kind === "catalogued" && end.given;
    paths.push({ certificates, signatures, anchor, anchorGiven, end });
  };

  async function walk(
    certificates: readonly PathCertificate[],
    signatures: readonly SignatureResult[],
  ): Promise<void> {
    const last = certificates.at(-1)!;
    const own = index.authorityOf(last);
    steps += 1;
    budget.steps -= 1;
    if (certificates.length >= LIMITS.length || steps > LIMITS.steps || budget.steps < 0) {
      cutOff = true;
      return add(certificates, signatures, { kind: "cut-off" });
    }
    const issuers = await index.issuersOf(last);
    if (issuers.cutOff) cutOff = true;
    const before = paths.length;
    for (const { authority, signature } of issuers.found) {
      const signed = [...signatures, signature];
      const { anchor } = authority;
      if (authority === own) {
        // A copy of a root with other bytes is only another certificate that claims to be of its key.
        const given = signature === "good";
        if (anchor)
          add(certificates, signed, { kind: "catalogued", root: anchor.id, given }, anchor);
        else add(certificates, signed, { kind: "self-signed" });
        continue;
      }
      if (certificates.some((each) => index.authorityOf(each) === authority)) continue;
      const root = anchor && (await rootAmong(authority, index));
      if (anchor) {
        const end: PathEnd = { kind: "catalogued", root: anchor.id, given: root !== null };
        add(root ? [...certificates, root] : certificates, signed, end, anchor);
      }
      for (const next of authority.certificates) {
        if (anchor && next.selfIssued) continue;
        if (paths.length >= LIMITS.paths) {
          cutOff = true;
          return;
        }
        await walk([...certificates, next], signed);
      }
    }
    if (paths.length > before) return;
    const end: PathEnd = issuers.cutOff
      ? { kind: "cut-off" }
      : { kind: "missing", issuer: issuerText(last) };
    add(certificates, signatures, end);
  }

  await walk([leaf], []);
  return { paths, cutOff };
}

/** The root's own certificate. */
async function rootAmong(
  authority: Authority,
  index: IssuerIndex,
): Promise<PathCertificate | null> {
  const own = authority.certificates.filter(({ selfIssued }) => selfIssued);
  for (const root of own.slice(0, LIMITS.roots)) {
    const [issuer] = (await index.issuersOf(root)).found;
    if (issuer?.authority === authority && issuer.signature !== "bad") return root;
  }
  return null;
}

function readingOf(
  leaf: PathCertificate,
  found: readonly Path[],
  { anchors, at, cutOff }: { anchors: readonly Anchor[]; at: number; cutOff: boolean },
): ChainReading {
  const paths = found
    .map((path): CertificatePath => {
      const certificates = path.certificates.map(({ sha256 }) => sha256);
      return { certificates, end: path.end, faults: pathFaults(path, at) };
    })
    .toSorted(
      (a, b) =>
        Number(a.faults.length > 0) - Number(b.faults.length > 0) ||
        a.certificates.length - b.certificates.length,
    );
  const acceptedWith = Object.fromEntries(anchors.map(({ id }) => [id, acceptance(paths, id)]));
  return { leaf: leaf.sha256, paths, acceptedWith, cutOff };
}

function acceptance(paths: readonly CertificatePath[], root: string): Acceptance {
  const ending = paths.filter(({ end }) => end.kind === "catalogued" && end.root === root);
  if (ending.some(({ faults }) => faults.length === 0)) return "yes";
  const onlyDates = ({ faults }: CertificatePath) =>
    faults.every(({ code }) => code === "expired" || code === "not-yet-valid");
  return ending.some(onlyDates) ? "dates" : "no";
}

function issuerText({ issuerName }: PathCertificate): string {
  try {
    return clip(nameText(readName(issuerName)));
  } catch {
    return "?";
  }
}
