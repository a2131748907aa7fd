/** Reads files and texts: recognises what is in them, and draws all conclusions. */
import { sha256Hex, type Bytes } from "../core/bytes.ts";
import type { Catalogue } from "../core/catalogue.ts";
import { readDetails } from "../core/certificate/details.ts";
import { amazonProofs, roleOf } from "../core/certificate/role.ts";
import { productIn } from "../core/inspector.ts";
import { anchorsOf } from "../core/paths/anchor.ts";
import { buildChains } from "../core/paths/build-chains.ts";
import type { ChainReading } from "../core/paths/path.ts";
import type { CertificateReading, GivenCertificate, Reading, Source } from "./model.ts";
import { fileReading } from "./file-reading.ts";
import { kindIn, type KnownCertificates, type SourceContents } from "./source-contents.ts";
import { recognised } from "./contents.ts";
import { readLogFile } from "./log.ts";
import { isLogStart, recognise } from "./recognise.ts";
import { startOf, wholeOf } from "./whole.ts";
import { signatureChecker } from "../core/certificate/signature.ts";

export interface ReadContext {
  catalogue: Catalogue;
  /** PEM of the catalogued roots' own certificates by id. */
  rootCertificates: Readonly<Record<string, string>>;
  /** Date (ms since the epoch) at which certificates are judged. */
  at: number;
  /** To try on keystores, besides the usual ones. */
  passwords: readonly string[];
  /** Of Trust Ready, for the report of a log. */
  toolVersion: string;
  /** From 0 to 1. */
  onProgress(part: number): void;
}

/** Never rejects because of what is in a source; only if one cannot be read at all. */
export async function readSources(
  sources: readonly Source[],
  context: ReadContext,
): Promise<Reading> {
  const known: KnownCertificates = new Map();
  const contents: SourceContents[] = [];
  const total = sources.reduce((sum, { size }) => sum + size, 0) || 1;
  let before = 0;
  for (const source of sources) {
    const onBytes = (bytes: number) => context.onProgress(Math.min(1, (before + bytes) / total));
    contents.push(await readContents(source, known, context, onBytes));
    before += source.size;
    onBytes(0);
  }
  const bundles = contents.filter((each) => isBundle(each, known));
  const chains = await chainsIn(contents, bundles, known, context);
  const certificates = readingsOf(known, chains, context);
  const lists = bundles.map(({ source: { name }, certificates: given }) => {
    const ids = new Set(given.map(({ sha256 }) => sha256));
    return { name, holds: (sha256: string) => ids.has(sha256) };
  });
  const around = { certificates, chains, context, known, lists };
  const files = await Promise.all(contents.map((each) => fileReading(each, around)));
  return { files, certificates, chains };
}

async function readContents(
  source: Source,
  known: KnownCertificates,
  context: ReadContext,
  onBytes: (bytes: number) => void,
): Promise<SourceContents> {
  const start = new TextDecoder().decode(await startOf(source));
  if (isLogStart(start)) {
    const log = await readLogFile(source, { ...context, onBytes });
    if (log) return { source, log, pieces: [recognised("browser-log")], certificates: [], start };
  }
  const bytes = await wholeOf(source);
  onBytes(bytes.length / 2);
  const pieces = await recognise(bytes, source.name, context.passwords);
  const certificates: GivenCertificate[] = [];
  for (const { der, ...given } of pieces.flatMap((piece) => piece.certificates)) {
    const sha256 = await sha256Hex(der);
    const isKnown = known.has(sha256) || (await remember(sha256, der, known));
    certificates.push({ ...given, sha256: isKnown ? sha256 : null });
  }
  return { source, log: null, pieces, certificates, start };
}

/** False if the bytes are no certificate. */
async function remember(sha256: string, der: Bytes, known: KnownCertificates): Promise<boolean> {
  const details = await readDetails(der).catch(() => null);
  if (details) known.set(sha256, { der, details });
  return details !== null;
}

function isBundle(contents: SourceContents, known: KnownCertificates): boolean {
  return kindIn(contents, known) === "bundle";
}

/** Of everything that is no bundle, with the authorities of bundles that it leads to. */
async function chainsIn(
  contents: readonly SourceContents[],
  bundles: readonly SourceContents[],
  known: KnownCertificates,
  { rootCertificates, at }: ReadContext,
): Promise<ChainReading[]> {
  const idsOf = (some: readonly SourceContents[]) =>
    new Set(some.flatMap(({ certificates }) => certificates.flatMap(({ sha256 }) => sha256 ?? [])));
  const own = idsOf(contents.filter((each) => !bundles.includes(each)));
  if (!own.size) return [];
  const wanted = withIssuers(own, idsOf(bundles), known);
  const given = [...wanted].map((sha256) => ({ sha256, der: known.get(sha256)!.der }));
  const chains = await buildChains(given, anchorsOf(rootCertificates), {
    at,
    verify: signatureChecker(),
  });
  return chains.filter(({ leaf }) => own.has(leaf));
}

/** Adds those of `more` whose subject is the issuer of one that is there. */
function withIssuers(
  own: Iterable<string>,
  more: Iterable<string>,
  known: KnownCertificates,
): Set<string> {
  const bySubject = new Map<string, string[]>();
  for (const sha256 of more) {
    const { subject } = known.get(sha256)!.details;
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), sha256]);
  }
  const wanted = new Set(own);
  for (const sha256 of wanted) {
    for (const issuer of bySubject.get(known.get(sha256)!.details.issuer) ?? []) wanted.add(issuer);
  }
  return wanted;
}

function readingsOf(
  known: KnownCertificates,
  chains: readonly ChainReading[],
  { catalogue }: ReadContext,
): Record<string, CertificateReading> {
  const proofs = amazonProofs(chains, catalogue.roots);
  return Object.fromEntries(
    [...known].map(([sha256, { details }]): [string, CertificateReading] => {
      const role = roleOf(details, catalogue.roots, proofs.get(sha256));
      const isForeign = role.kind.startsWith("foreign");
      const product = isForeign ? productIn([details.subject, details.issuer]) : null;
      return [sha256, { details, role, product }];
    }),
  );
}
