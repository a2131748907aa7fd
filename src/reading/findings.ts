/** Turns what was read into findings: what each file, certificate and chain means to a person. */
import type { BundleAudit } from "../core/bundle-audit.ts";
import type { CatalogueRoot } from "../core/catalogue.ts";
import type { CertificateRole } from "../core/certificate/role.ts";
import type { CertificateDetails } from "../core/certificate/details.ts";
import type { CertificatePath, ChainReading } from "../core/paths/path.ts";
import { STRICT_RULES, type StrictFault } from "../core/strict-rules.ts";
import { awsHost } from "../core/zones.ts";
import { LEVEL_OF, type FindingCode } from "./finding-codes.ts";
import type { CertificateReading, FileReading, PartFault, ReadingFinding } from "./model.ts";

type Of = Partial<Pick<ReadingFinding, "line" | "certificate" | "values" | "causes">>;

export function finding(code: FindingCode, of: Of = {}): ReadingFinding {
  return {
    line: null,
    certificate: null,
    values: [],
    causes: [],
    ...of,
    code,
    level: LEVEL_OF[code],
  };
}

export function partFindings(faults: readonly PartFault[]): ReadingFinding[] {
  return faults.map(({ code, line }) => finding(code, { line }));
}

/** `at`: ms since the epoch. `strict`: what stricter programs find wrong with it. */
export function certificateFindings(
  { details, role, product }: CertificateReading,
  { at, line, strict }: { at: number; line: number | null; strict: readonly StrictFault[] },
): ReadingFinding[] {
  const { sha256, name } = details;
  const say = (code: FindingCode, ...values: string[]) =>
    finding(code, { line, certificate: sha256, values });
  const found = [say(ROLE_FINDINGS[role.kind](role), ...roleValues(details, role))];
  if (product !== null) found.push(say("product", name, product));
  if (at > Date.parse(details.notAfter)) found.push(say("has-expired", name, details.notAfter));
  if (at < Date.parse(details.notBefore))
    found.push(say("is-not-yet-valid", name, details.notBefore));
  const isForeignRoot = role.kind === "foreign-root";
  for (const checker of ["openssl", "apple"] as const) {
    const rules = isForeignRoot ? strict.filter(({ rule }) => checkerOf(rule) === checker) : [];
    if (rules.length) found.push(say(`strict-${checker}`, name, ...rules.map(({ rule }) => rule)));
  }
  return found;
}

const ROLE_FINDINGS: Record<CertificateRole["kind"], (role: CertificateRole) => FindingCode> = {
  root: () => "root",
  "cross-sign": () => "cross-sign",
  "amazon-intermediate": (role) => proven(role, "amazon-intermediate"),
  "amazon-leaf": (role) => proven(role, "amazon-leaf"),
  "look-alike": () => "look-alike",
  "foreign-root": () => "foreign-root",
  "foreign-intermediate": () => "foreign-intermediate",
  "foreign-leaf": () => "foreign-leaf",
};

function proven(role: CertificateRole, code: FindingCode): FindingCode {
  return "proven" in role && role.proven ? code : "claims-amazon";
}

/** The certificate's name, its issuer's, and the id of the catalogued root that its role names. */
function roleValues(details: CertificateDetails, role: CertificateRole): string[] {
  const root = "root" in role ? role.root : "resembles" in role ? role.resembles : null;
  return [details.name, details.issuerName, root ?? ""];
}

function checkerOf(rule: StrictFault["rule"]) {
  return STRICT_RULES.find(({ id }) => id === rule)?.checker;
}

interface ChainContext {
  certificates: Readonly<Record<string, CertificateReading>>;
  /** Line of the leaf. */
  line: number | null;
  /** The host that a program asked; null if the text does not say. */
  host: string | null;
}

/** What becomes of one leaf: who accepts it, or what is in the way. */
export function chainFindings(
  { leaf, paths, acceptedWith, cutOff }: ChainReading,
  { certificates, line, host }: ChainContext,
): ReadingFinding[] {
  const read = certificates[leaf];
  // A root is no chain.
  if (!read || read.role.kind === "root") return [];
  const own = read.details;
  const say = (code: FindingCode, ...values: string[]) =>
    finding(code, { line, certificate: leaf, values: [own.name, ...values] });
  const rootsThat = (answer: "yes" | "dates") =>
    Object.keys(acceptedWith).filter((id) => acceptedWith[id] === answer);
  const [accepted, dated] = [rootsThat("yes"), rootsThat("dates")];
  const best = paths[0];
  const found: ReadingFinding[] = [];
  if (cutOff) found.push(say("chain-too-many-paths"));
  if (accepted.length) found.push(say("chain-accepted", ...accepted));
  else if (dated.length) found.push(say("chain-dates", ...dated));
  else if (best) found.push(...otherEnd(best, own, { certificates, host, say }));
  if (!accepted.length && best) found.push(...faultsOf(best, dated.length > 0, certificates));
  return found;
}

/** `list`: a bundle that was given together with the chain. */
export function listFinding(
  { leaf, paths }: ChainReading,
  { certificates, line }: Pick<ChainContext, "certificates" | "line">,
  list: { name: string; holds(sha256: string): boolean },
): ReadingFinding[] {
  const own = certificates[leaf];
  if (!own || own.details.selfIssued) return [];
  const isAccepted = paths.some((path) => {
    const top = path.certificates.at(-1)!;
    const isSelfIssued = certificates[top]?.details.selfIssued === true;
    return !path.faults.length && isSelfIssued && list.holds(top);
  });
  const code = isAccepted ? "list-accepts" : "list-refuses";
  return [finding(code, { line, certificate: leaf, values: [own.details.name, list.name] })];
}

interface EndContext extends Pick<ChainContext, "certificates" | "host"> {
  say(code: FindingCode, ...values: string[]): ReadingFinding;
}

/** Of a path that no catalogued root accepts. */
function otherEnd(
  { certificates: path, end }: CertificatePath,
  leaf: CertificateDetails,
  { certificates, host, say }: EndContext,
): ReadingFinding[] {
  const last = certificates[path.at(-1)!];
  if (end.kind === "catalogued") return [];
  const top = last?.details;
  const isAlone = path.length === 1;
  const signer = end.kind === "missing" ? end.issuer : (top?.name ?? "");
  const claimsAmazon = path.some((sha256) => {
    const kind = certificates[sha256]?.role.kind;
    return kind === "amazon-intermediate" || kind === "amazon-leaf";
  });
  if (claimsAmazon) return [say("chain-unproven", signer)];
  if (!leaf.basicConstraints?.isAuthority && isForAmazon(leaf, host))
    return [{ ...say("chain-inspected", signer), causes: ["tls-inspection"] }];
  if (end.kind === "missing") return isAlone ? [] : [say("chain-incomplete", signer)];
  return isAlone ? [] : [say("chain-foreign", signer)];
}

/** Whether Amazon Trust Services should have certified the server. */
function isForAmazon(leaf: CertificateDetails, host: string | null): boolean {
  const names = leaf.names.flatMap(({ kind, value }) => (kind === "dns" ? value : []));
  const hosts = [...(host === null ? [] : [host]), ...names].map((name) =>
    name.replace(/^\*\./, "any."),
  );
  return hosts.some((name) => awsHost(name)?.kind === "amazon");
}

/** `dated`: the finding on the chain says it already. */
function faultsOf(
  { certificates: path, faults }: CertificatePath,
  dated: boolean,
  certificates: Readonly<Record<string, CertificateReading>>,
): ReadingFinding[] {
  return faults.flatMap(({ code, at }) => {
    if (dated && (code === "expired" || code === "not-yet-valid")) return [];
    const sha256 = path[at] ?? null;
    const name = sha256 === null ? "" : (certificates[sha256]?.details.name ?? "");
    return [finding(`fault-${code}`, { certificate: sha256, values: [name] })];
  });
}

/** `deciding`: ids of the roots that decide, in the catalogue's order. */
export function bundleFindings(audit: BundleAudit, deciding: readonly string[]): ReadingFinding[] {
  const say = (code: FindingCode, ...values: string[]) => finding(code, { values });
  const { verdict, roots, duplicates, counts, resembles } = audit;
  const missing = roots.filter(({ id, presence }) => {
    return deciding.includes(id) && (presence === "absent" || presence === "cross-sign");
  });
  const expired = roots.filter(({ presence }) => presence === "expired").map(({ id }) => id);
  const found: ReadingFinding[] = [];
  if (counts.authorities === 0) return [say("bundle-no-authority", String(counts.certificates))];
  const none = roots.every(({ presence }) => presence === "absent");
  if (verdict === "enough") found.push(say("bundle-enough", ...deciding));
  else if (none && counts.authorities < FEW) found.push(say("bundle-company-only"));
  else found.push(say(`bundle-${verdict}`, ...missing.map(({ id }) => id)));
  if (expired.length) found.push(say("bundle-expired-root", ...expired));
  if (duplicates.length) found.push(say("bundle-duplicates", String(duplicates.length)));
  if (counts.expired > 0) found.push(say("bundle-expired-others", String(counts.expired)));
  if (resembles !== null) found.push(say("bundle-resembles", resembles));
  return found;
}

/** With fewer authorities, nobody takes the bundle for a complete list. */
const FEW = 20;

export function textFindings({ texts, certificates }: Pick<FileReading, "texts" | "certificates">) {
  return texts.flatMap(({ verified, host, errorCode, errorText }): ReadingFinding[] => {
    const line = certificates[0]?.line ?? null;
    const values = [host ?? "", errorCode ?? "", errorText ?? ""];
    if (verified === true) return [finding("tool-verified", { line, values })];
    const refused = verified === false || errorCode !== null;
    return refused ? [finding("tool-refused", { line, values })] : [];
  });
}

/** The catalogued roots that a print-out names by their hash. */
export function listedFindings(
  { texts }: Pick<FileReading, "texts">,
  roots: readonly CatalogueRoot[],
): ReadingFinding[] {
  return texts.flatMap(({ listed }) =>
    listed.flatMap(({ sha256, name, line }) => {
      const root = roots.find(({ certificateSha256 }) => certificateSha256 === sha256);
      return root ? [finding("root", { line, values: [name, "", root.id] })] : [];
    }),
  );
}

const ORDER = ["problem", "note", "good"] as const;

/** The worst first; among equals, as they were found. The same finding is said once. */
export function inOrder(findings: readonly ReadingFinding[]): ReadingFinding[] {
  const known = new Map<string, ReadingFinding>();
  for (const each of findings) {
    if (isRepeated(each, findings)) continue;
    const key = JSON.stringify([each.code, each.certificate, each.values]);
    if (!known.has(key)) known.set(key, each);
  }
  return [...known.values()].toSorted((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level));
}

const SAID_BEFORE: Partial<Record<FindingCode, FindingCode>> = {
  "fault-expired": "has-expired",
  "fault-not-yet-valid": "is-not-yet-valid",
};

/** Whether another finding says the same of the same certificate, with the date. */
function isRepeated({ code, certificate }: ReadingFinding, all: readonly ReadingFinding[]) {
  const other = SAID_BEFORE[code];
  return all.some((each) => each.code === other && each.certificate === certificate);
}
