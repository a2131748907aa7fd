/** What one file is and means, beside the others that were given with it. */
import { auditBundle, auditListed, type BundleAudit } from "../core/bundle-audit.ts";
import type { Bytes } from "../core/bytes.ts";
import type { Catalogue } from "../core/catalogue.ts";
import { strictRootFaults, type StrictFault } from "../core/strict-rules.ts";
import { bundleFindings } from "./findings/of-bundle.ts";
import { certificateFindings } from "./findings/of-certificate.ts";
import { chainFindings, hostFindings, listFinding } from "./findings/of-chain.ts";
import { listedFindings, partFindings, printedFindings, textFindings } from "./findings/of-text.ts";
import { finding, inOrder } from "./findings/finding.ts";
import type {
  FileReading,
  GivenCertificate,
  Reading,
  ReadingFinding,
  Recognised,
} from "./model.ts";
import {
  formatsOf,
  kindIn,
  type KnownCertificates,
  type SourceContents,
} from "./source-contents.ts";

/** Chains of one file that are told; more are only listed. */
const TOLD_CHAINS = 20;

export interface Around extends Omit<Reading, "files"> {
  context: { catalogue: Catalogue; at: number };
  known: KnownCertificates;
  /** The bundles among what was given. */
  lists: { name: string; holds(sha256: string): boolean }[];
}

/** Draws all conclusions on one source. */
export async function fileReading(contents: SourceContents, around: Around): Promise<FileReading> {
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
    unknown: null,
  };
  return { ...file, findings: findingsOf({ ...file, findings: [] }, contents, around) };
}

async function auditOf(
  { pieces, certificates, start }: SourceContents,
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
  { pieces, log }: SourceContents,
  { certificates, chains, context, known, lists }: Around,
): ReadingFinding[] {
  const { kind, audit } = file;
  // Of a certificate that was given more than once, the first line.
  const lines = new Map(file.certificates.toReversed().map((each) => [each.sha256, each.line]));
  const lineOf = (sha256: string | null) => (sha256 === null ? null : (lines.get(sha256) ?? null));
  const own = new Set(file.certificates.flatMap(({ sha256 }) => sha256 ?? []));
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
  if (kind === "reading") found.push(finding("is-reading"));
  const told = kind === "bundle" ? [] : chains.filter(({ leaf }) => own.has(leaf));
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
  const lone = new Set(
    told
      .filter(({ paths }) => paths.every((path) => path.certificates.length === 1))
      .map(({ leaf }) => leaf),
  );
  const leaves = new Set(told.map(({ leaf }) => leaf));
  const tops = new Set(
    told.flatMap(({ paths }) => paths.flatMap((path) => path.certificates.at(-1)!)),
  );
  for (const sha256 of own) {
    const read = certificates[sha256]!;
    const isJudged = kind !== "bundle" && read.role.kind === "foreign-root";
    const strict = isJudged ? strictFaultsOf(known.get(sha256)!.der) : [];
    const all = certificateFindings(read, { at: context.at, line: lineOf(sha256), strict });
    const place = {
      isAlone: lone.has(sha256),
      isLeaf: leaves.has(sha256),
      isTop: tops.has(sha256),
    };
    const about = { kind, count: own.size, ...place };
    found.push(...all.filter(({ code }) => isTold(code, about)));
  }
  if (!found.length && !own.size) found.push(finding("nothing-to-judge"));
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
