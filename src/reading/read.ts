/** Reads files and texts: recognises what is in them, and draws all conclusions. */
import { auditBundle, auditListed, type BundleAudit } from "../core/bundle-audit.ts";
import { sha256Hex, type Bytes } from "../core/bytes.ts";
import type { Catalogue } from "../core/catalogue.ts";
import { readDetails, type CertificateDetails } from "../core/certificate/details.ts";
import { amazonProofs, roleOf } from "../core/certificate/role.ts";
import { productIn } from "../core/inspector.ts";
import { anchorsOf } from "../core/paths/anchor.ts";
import { buildChains } from "../core/paths/build-chains.ts";
import type { ChainReading } from "../core/paths/path.ts";
import { strictRootFaults, type StrictFault } from "../core/strict-rules.ts";
import {
  bundleFindings,
  certificateFindings,
  chainFindings,
  finding,
  hostFindings,
  listedFindings,
  listFinding,
  inOrder,
  partFindings,
  printedFindings,
  textFindings,
} from "./findings.ts";
import { kindOf } from "./kind.ts";
import type {
  CertificateReading,
  FileReading,
  Format,
  GivenCertificate,
  Reading,
  ReadingFinding,
  Recognised,
  Source,
} from "./model.ts";
import { recognised } from "./contents.ts";
import { readLogFile, type LogPart } from "./log.ts";
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

/** A source with what is in it, before anything is concluded. */
interface Contents {
  source: Source;
  /** What a browser's log shows; null for everything else. */
  log: LogPart | null;
  pieces: Recognised[];
  certificates: GivenCertificate[];
  /** How it begins: some programs name themselves there. */
  start: string;
}

type Known = Map<string, { der: Bytes; details: CertificateDetails }>;

/** Chains of one file that are told; more are only listed. */
const TOLD_CHAINS = 20;

/** Never rejects because of what is in a source; only if one cannot be read at all. */
export async function readSources(
  sources: readonly Source[],
  context: ReadContext,
): Promise<Reading> {
  const known: Known = new Map();
  const contents: Contents[] = [];
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
  known: Known,
  context: ReadContext,
  onBytes: (bytes: number) => void,
): Promise<Contents> {
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
async function remember(sha256: string, der: Bytes, known: Known): Promise<boolean> {
  const details = await readDetails(der).catch(() => null);
  if (details) known.set(sha256, { der, details });
  return details !== null;
}

function isBundle(contents: Contents, known: Known): boolean {
  return kindIn(contents, known) === "bundle";
}

function kindIn({ pieces, certificates }: Contents, known: Known) {
  const hasFaults = pieces.some(({ faults }) => faults.length > 0);
  const texts = pieces.flatMap(({ text }) => text ?? []);
  const detailsOf = (sha256: string) => known.get(sha256)?.details;
  return kindOf({ formats: formatsOf(pieces), certificates, texts, hasFaults }, detailsOf);
}

function formatsOf(pieces: readonly Recognised[]): Format[] {
  return [...new Set(pieces.map(({ format }) => format))];
}

/** Of everything that is no bundle, with the authorities of bundles that it leads to. */
async function chainsIn(
  contents: readonly Contents[],
  bundles: readonly Contents[],
  known: Known,
  { rootCertificates, at }: ReadContext,
): Promise<ChainReading[]> {
  const idsOf = (some: readonly Contents[]) =>
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
function withIssuers(own: Iterable<string>, more: Iterable<string>, known: Known): Set<string> {
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
  known: Known,
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

interface Around extends Omit<Reading, "files"> {
  context: ReadContext;
  known: Known;
  /** The bundles among what was given. */
  lists: { name: string; holds(sha256: string): boolean }[];
}

async function fileReading(contents: Contents, around: Around): Promise<FileReading> {
  const { source, pieces, certificates } = contents;
  const texts = pieces.flatMap(({ text }) => text ?? []);
  const kind = kindIn(contents, around.known);
  const audit = await auditOf(contents, kind, around);
  const shared = pieces.map((piece) => piece.shared).find((text) => text !== null) ?? null;
  const file = {
    name: source.name,
    size: source.size,
    kind,
    formats: formatsOf(pieces),
    texts,
    certificates,
    audit,
    log: contents.log?.log ?? null,
    report: contents.log?.report ?? null,
    shared,
  };
  return { ...file, findings: findingsOf({ ...file, findings: [] }, contents, around) };
}

async function auditOf(
  { pieces, certificates, start }: Contents,
  kind: FileReading["kind"],
  { context, known }: Around,
): Promise<BundleAudit | null> {
  const { at } = context;
  const { roots } = context.catalogue;
  const listed = pieces.flatMap(({ text }) => text?.listed ?? []);
  if (kind === "root-list") return listed.length ? auditListed(listed, { roots }) : null;
  if (kind !== "bundle") return null;
  const readable = certificates.flatMap(({ sha256, alias }) =>
    sha256 === null ? [] : { alias, der: known.get(sha256)!.der },
  );
  return auditBundle(readable, { roots, at, text: start });
}

function findingsOf(
  file: FileReading,
  { pieces, log }: Contents,
  { certificates, chains, context, known, lists }: Around,
): ReadingFinding[] {
  const { kind, audit } = file;
  const lineOf = (sha256: string | null) =>
    sha256 === null
      ? null
      : (file.certificates.find((each) => each.sha256 === sha256)?.line ?? null);
  const own = [...new Set(file.certificates.flatMap(({ sha256 }) => sha256 ?? []))];
  const deciding = context.catalogue.roots.filter((root) => root.decides).map(({ id }) => id);
  const asked = askedHosts(pieces, file.certificates);
  const found: ReadingFinding[] = audit ? bundleFindings(audit, deciding) : [];
  found.push(
    ...textFindings(file),
    ...pieces.flatMap((piece) =>
      piece.text && !piece.certificates.length ? printedFindings(piece.text) : [],
    ),
    ...pieces.flatMap(({ faults }) => partFindings(faults)),
    ...(log?.findings ?? []),
  );
  if (kind === "tool-output") found.push(...listedFindings(file, context.catalogue.roots));
  if (file.size === 0) found.push(finding("empty"));
  else if (kind === "nothing") found.push(finding("nothing-recognised"));
  if (kind === "report") found.push(finding("is-report"));
  if (kind === "support-code") found.push(finding("is-support-code"));
  const told = kind === "bundle" ? [] : chains.filter(({ leaf }) => own.includes(leaf));
  for (const chain of told.slice(0, TOLD_CHAINS)) {
    const { leaf } = chain;
    const { host = null } = asked.get(leaf) ?? {};
    const around = { certificates, line: lineOf(leaf), own, host, isSent: asked.has(leaf) };
    found.push(
      ...chainFindings(chain, around),
      ...lists.flatMap((list) => listFinding(chain, around, list)),
    );
  }
  for (const [sha256, { isNamed, host }] of asked) {
    if (isNamed) found.push(...hostFindings(certificates[sha256]!, { line: lineOf(sha256), host }));
  }
  const lone = told.filter(({ paths }) => paths.every((path) => path.certificates.length === 1));
  const isAlone = (sha256: string) => lone.some(({ leaf }) => leaf === sha256);
  const leaves = new Set(told.map(({ leaf }) => leaf));
  const tops = new Set(
    told.flatMap(({ paths }) => paths.flatMap((path) => path.certificates.at(-1)!)),
  );
  for (const sha256 of own) {
    const read = certificates[sha256]!;
    const strict = read.role.kind === "foreign-root" ? strictFaultsOf(known.get(sha256)!.der) : [];
    const all = certificateFindings(read, { at: context.at, line: lineOf(sha256), strict });
    const place = { isAlone: isAlone(sha256), isLeaf: leaves.has(sha256), isTop: tops.has(sha256) };
    const about = { kind, count: own.length, ...place };
    found.push(...all.filter(({ code }) => isTold(code, about)));
  }
  if (!found.length && !own.length) found.push(finding("nothing-to-judge"));
  return inOrder(found.map((each) => ({ ...each, line: each.line ?? lineOf(each.certificate) })));
}

interface Place {
  kind: FileReading["kind"];
  /** Distinct certificates in the file. */
  count: number;
  /** Whether its chain is itself alone. */
  isAlone: boolean;
  isLeaf: boolean;
  /** Whether a chain ends at it. */
  isTop: boolean;
}

/** One certificate is described; of a chain, only what its own findings do not say. */
function isTold(
  code: ReadingFinding["code"],
  { kind, count, isAlone, isLeaf, isTop }: Place,
): boolean {
  if (code === "look-alike") return kind === "bundle" || count === 1 || isTop;
  if (kind === "bundle") return false;
  if (code === "product" || code.startsWith("strict-")) return true;
  if (code === "cross-sign" && isLeaf) return true;
  if (count === 1) return isAlone || !isLeaf || !OF_ROLES.has(code);
  // The chain says that Amazon issued it.
  return isAlone && OF_ROLES.has(code) && !code.startsWith("amazon-");
}

const OF_ROLES: ReadonlySet<ReadingFinding["code"]> = new Set([
  "root",
  "cross-sign",
  "amazon-intermediate",
  "amazon-leaf",
  "claims-amazon",
  "look-alike-leaf",
  "foreign-root",
  "foreign-intermediate",
  "foreign-leaf",
  "self-signed",
] as const);

interface Asked {
  host: string | null;
  /** Whether the host is a program's own word, or the browser says that the name was wrong. */
  isNamed: boolean;
}

/** By SHA-256 (hex) of the certificates that servers sent as their own: the hosts that were asked. */
function askedHosts(
  pieces: readonly Recognised[],
  certificates: readonly GivenCertificate[],
): Map<string, Asked> {
  const asked = new Map<string, Asked>();
  let at = 0;
  for (const { text, format, certificates: sent } of pieces) {
    const first = certificates[at];
    at += sent.length;
    if (!first?.sha256 || !sent.length || first.use !== "sent") continue;
    const isNameError = /NAME_INVALID|BAD_CERT_DOMAIN/.test(text?.errorCode ?? "");
    const isNamed = format === "s-client" || isNameError;
    asked.set(first.sha256, { host: text?.host ?? null, isNamed });
  }
  return asked;
}

/** None of a certificate with malformed extensions, which every program refuses. */
function strictFaultsOf(der: Bytes): StrictFault[] {
  try {
    return strictRootFaults(der);
  } catch {
    return [];
  }
}
