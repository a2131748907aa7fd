/** Turns what was read into findings: what each file, certificate and chain means to a person. */
import type { BundleAudit } from "../core/bundle-audit.ts";
import type { CatalogueRoot } from "../core/catalogue.ts";
import { isAmazonAuthorityName, type CertificateRole } from "../core/certificate/role.ts";
import type { CertificateDetails } from "../core/certificate/details.ts";
import type { CertificatePath, ChainReading } from "../core/paths/path.ts";
import { STRICT_RULES, type StrictFault } from "../core/strict-rules.ts";
import { productIn } from "../core/inspector.ts";
import { coversHost } from "../core/certificate/covers-host.ts";
import { awsHost } from "../core/zones.ts";
import { LEVEL_OF, type FindingCode } from "./finding-codes.ts";
import type {
  CertificateReading,
  FileReading,
  PartFault,
  ReadingFinding,
  TextFacts,
} from "./model.ts";

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
  const found = [say(roleFinding(role, details), ...roleValues(details, role))];
  if (product !== null) {
    const isOwn = productIn([details.subject]) === product;
    found.push(say("product", isOwn ? name : details.issuerName, product));
  }
  if (at > Date.parse(details.notAfter)) found.push(say("has-expired", name, details.notAfter));
  if (at < Date.parse(details.notBefore))
    found.push(say("is-not-yet-valid", name, details.notBefore));
  // Strict checks are about the authorities of others; a server that signed itself is none.
  const isJudged = role.kind === "foreign-root" && !isServer(details);
  for (const checker of ["openssl", "apple"] as const) {
    const rules = isJudged ? strict.filter(({ rule }) => checkerOf(rule) === checker) : [];
    if (rules.length) found.push(say(`strict-${checker}`, name, ...rules.map(({ rule }) => rule)));
  }
  return found;
}

function roleFinding(role: CertificateRole, details: CertificateDetails): FindingCode {
  const isAuthority = details.basicConstraints?.isAuthority === true;
  if (role.kind === "look-alike" && !isAuthority && !details.selfIssued) return "look-alike-leaf";
  const isForeign = role.kind.startsWith("foreign");
  if (isForeign && details.selfIssued && (isServer(details) || !isAuthority)) return "self-signed";
  return ROLE_FINDINGS[role.kind](role);
}

/** Some programs make servers' own certificates authorities, too. */
function isServer({ basicConstraints, names }: CertificateDetails): boolean {
  return !basicConstraints?.isAuthority || names.some(({ kind }) => kind === "dns");
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
  /** The host that a program asked when it got the leaf; null if the text does not say. */
  host: string | null;
  /** Whether a server sent the leaf. */
  isSent: boolean;
  /** SHA-256 (hex) of all certificates in the file. */
  own: readonly string[];
}

/** What becomes of one leaf: who accepts it, or what is in the way. */
export function chainFindings(
  { leaf, paths, acceptedWith, cutOff }: ChainReading,
  context: ChainContext,
): ReadingFinding[] {
  const { certificates, line } = context;
  const read = certificates[leaf];
  // A root is no chain.
  if (!read || read.role.kind === "root") return [];
  const own = read.details;
  const say = (code: FindingCode, ...values: string[]) =>
    finding(code, { line, certificate: leaf, values: [own.name, ...values] });
  if (isUnused(own, context)) return [say("chain-unused")];
  const rootsThat = (answer: "yes" | "dates") =>
    Object.keys(acceptedWith).filter((id) => acceptedWith[id] === answer);
  const [accepted, dated] = [rootsThat("yes"), rootsThat("dates")];
  const best = paths[0];
  const found: ReadingFinding[] = [];
  if (cutOff) found.push(say("chain-too-many-paths"));
  if (accepted.length) {
    // What a cross-certificate is says its role.
    if (read.role.kind !== "cross-sign") found.push(say("chain-accepted", ...accepted));
  } else if (dated.length) found.push(say("chain-dates", ...dated));
  else if (best) found.push(...otherEnd(best, own, { ...context, say }));
  if (!accepted.length && best) found.push(...faultsOf(best, context));
  return found;
}

/** Whether it is an intermediate authority that issued none of the servers' certificates beside it. */
function isUnused(leaf: CertificateDetails, { own, certificates }: ChainContext): boolean {
  if (leaf.selfIssued || isServer(leaf)) return false;
  return own.some((sha256) => isServer(certificates[sha256]!.details));
}

/** The host was asked, but the certificate that its server sent is for others. */
export function hostFindings(
  { details }: CertificateReading,
  { line, host }: Pick<ChainContext, "line" | "host">,
): ReadingFinding[] {
  if (host === null || coversHost(details, host) !== false) return [];
  const { sha256, name, names } = details;
  const named = names.flatMap(({ kind, value }) => (kind === "dns" ? value : []));
  const more = named.length > SHOWN_NAMES ? "…" : "";
  const list = `${named.slice(0, SHOWN_NAMES).join(", ")}${more}`;
  return [finding("wrong-host", { line, certificate: sha256, values: [host, list || name] })];
}

/** Names of a certificate in one sentence. */
const SHOWN_NAMES = 3;

/** `list`: a bundle that was given together with the chain. */
export function listFinding(
  { leaf, paths }: ChainReading,
  { certificates, line }: Pick<ChainContext, "certificates" | "line">,
  list: { name: string; holds(sha256: string): boolean },
): ReadingFinding[] {
  const own = certificates[leaf];
  if (!own || own.details.selfIssued) return [];
  const ending = paths.filter(({ certificates: path }) => {
    const top = path.at(-1)!;
    return certificates[top]?.details.selfIssued === true && list.holds(top);
  });
  const isAccepted = ending.some(({ faults }) => !faults.length);
  // What is wrong then is wrong with the chain, which says so.
  if (!isAccepted && ending.length) return [];
  const isOpen = paths.every(
    ({ certificates: path, end }) => end.kind === "missing" && path.length === 1,
  );
  const code = isAccepted ? "list-accepts" : isOpen ? "list-lacks" : "list-refuses";
  const values = [own.details.name, list.name, own.details.issuerName];
  return [finding(code, { line, certificate: leaf, values })];
}

interface EndContext extends Pick<ChainContext, "certificates" | "host" | "own"> {
  say(code: FindingCode, ...values: string[]): ReadingFinding;
}

/** Of a path that no catalogued root accepts. */
function otherEnd(
  { certificates: path, end }: CertificatePath,
  leaf: CertificateDetails,
  { certificates, host, own, say }: EndContext,
): ReadingFinding[] {
  const last = certificates[path.at(-1)!];
  if (end.kind === "catalogued" || !last) return [];
  const isAlone = path.length === 1;
  const isLookAlike = (sha256: string) => certificates[sha256]?.role.kind === "look-alike";
  const copy = certificates[path.slice(1).findLast(isLookAlike) ?? ""]?.details.name;
  const signer = copy ?? (end.kind === "missing" ? last.details.issuerName : last.details.name);
  const claimsAmazon = path.some((sha256) => {
    const kind = certificates[sha256]?.role.kind;
    return copy === undefined && (kind === "amazon-intermediate" || kind === "amazon-leaf");
  });
  if (claimsAmazon) {
    // Roots issue no servers' certificates, so the server should have sent this authority.
    const isIncomplete =
      isAlone && isAmazonAuthorityName(signer) && hasAuthorities(own, certificates);
    if (isIncomplete) return [say("chain-incomplete", signer)];
    return isAlone ? [] : [say("chain-unproven", signer)];
  }
  if (isServer(leaf) && isForAmazon(leaf, host)) {
    const manner = copy === undefined ? [] : ["look-alike"];
    return [{ ...say("chain-inspected", signer, ...manner), causes: ["tls-inspection"] }];
  }
  if (isAlone) return [];
  return [say(end.kind === "missing" ? "chain-open" : "chain-foreign", signer)];
}

function hasAuthorities(
  own: readonly string[],
  certificates: ChainContext["certificates"],
): boolean {
  return own.some((sha256) => {
    const { details } = certificates[sha256]!;
    return details.basicConstraints?.isAuthority === true && !details.selfIssued;
  });
}

/**
 * From then on, Amazon Trust Services certified all of AWS; before, DigiCert certified S3 and CloudFront:
 * https://repost.aws/knowledge-center/s3-cloudfront-certificate-migration
 */
const ALL_MOVED = Date.UTC(2022, 5, 2);

/** Whether Amazon Trust Services should have certified the server. */
function isForAmazon(leaf: CertificateDetails, host: string | null): boolean {
  if (Date.parse(leaf.notBefore) < ALL_MOVED) return false;
  const names = leaf.names.flatMap(({ kind, value }) => (kind === "dns" ? value : []));
  const hosts = [...(host === null ? [] : [host]), ...names].map((name) =>
    name.replace(/^\*\./, "any."),
  );
  return hosts.some((name) => awsHost(name)?.kind === "amazon");
}

function faultsOf(
  { certificates: path, faults, end }: CertificatePath,
  { certificates, isSent }: ChainContext,
): ReadingFinding[] {
  return faults.map(({ code, at }) => {
    const sha256 = path[at] ?? null;
    const details = sha256 === null ? undefined : certificates[sha256]?.details;
    const root = end.kind === "catalogued" ? end.root : "";
    const say = (told: FindingCode, ...values: string[]) =>
      finding(told, { certificate: sha256, values: [details?.name ?? root, ...values] });
    if (details && code === "expired") return say("has-expired", details.notAfter);
    if (details && code === "not-yet-valid") return say("is-not-yet-valid", details.notBefore);
    if (code === "not-for-servers" && at === 0 && !isSent) return say("not-a-server");
    return say(`fault-${code}`);
  });
}

/** `deciding`: ids of the roots that decide, in the catalogue's order. */
export function bundleFindings(audit: BundleAudit, deciding: readonly string[]): ReadingFinding[] {
  const say = (code: FindingCode, ...values: string[]) => finding(code, { values });
  const { verdict, roots, duplicates, counts, resembles } = audit;
  const missing = roots.filter(({ id, presence }) => {
    return deciding.includes(id) && (presence === "absent" || presence === "cross-sign");
  });
  // Nobody needs the others while all deciding roots are there.
  const expired = roots
    .filter(({ id, presence }) => {
      return presence === "expired" && (verdict !== "enough" || deciding.includes(id));
    })
    .map(({ id }) => id);
  const found: ReadingFinding[] = [];
  if (counts.certificates + counts.unreadable === 0) return [say("bundle-empty")];
  if (counts.authorities === 0) return [say("bundle-no-authority", String(counts.certificates))];
  const none = roots.every(({ presence }) => presence === "absent");
  if (verdict === "enough") found.push(say("bundle-enough", ...deciding));
  else if (none && counts.authorities < FEW) found.push(say("bundle-company-only"));
  else if (missing.length) found.push(say(`bundle-${verdict}`, ...missing.map(({ id }) => id)));
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

/** Of a print-out without certificates: whether it names an issuer that Amazon's hosts should not have. */
export function printedFindings({ host, printedIssuer }: TextFacts): ReadingFinding[] {
  if (host === null || printedIssuer === null || awsHost(host)?.kind !== "amazon") return [];
  const field = (type: string) =>
    new RegExp(`(?:^|[,;/\\s])${type} ?= ?([^,;/]+)`).exec(printedIssuer)?.[1]?.trim();
  const issuer = field("CN") ?? printedIssuer.trim();
  if (field("O") === "Amazon" || /^(?:Amazon|Starfield) /.test(issuer)) return [];
  const product = productIn([printedIssuer]);
  return [
    { ...finding("chain-inspected", { values: [host, issuer] }), causes: ["tls-inspection"] },
    ...(product === null ? [] : [finding("product", { values: [issuer, product] })]),
  ];
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

/** What outweighs all else of its level. */
const FIRST: readonly FindingCode[] = ["look-alike", "chain-inspected", "wrong-host"];

/** The worst first; among equals, as they were found. The same finding is said once. */
export function inOrder(findings: readonly ReadingFinding[]): ReadingFinding[] {
  const known = new Map<string, ReadingFinding>();
  for (const each of findings) {
    if (isRepeated(each, findings)) continue;
    const key = JSON.stringify([each.code, ...subjectOf(each)]);
    if (!known.has(key)) known.set(key, each);
  }
  return [...known.values()].toSorted((a, b) => weightOf(a) - weightOf(b));
}

function weightOf({ code, level }: ReadingFinding): number {
  const place = FIRST.indexOf(code);
  return ORDER.indexOf(level) * 10 + (place < 0 ? FIRST.length : place);
}

/** A product is named once, however many certificates have its name. */
function subjectOf({ code, certificate, values }: ReadingFinding): unknown[] {
  return code === "product" ? [values[1]] : [certificate, values];
}

const SAID_BEFORE: Partial<Record<FindingCode, readonly FindingCode[]>> = {
  "look-alike-leaf": ["chain-inspected"],
  "foreign-leaf": ["chain-inspected", "chain-foreign"],
  "claims-amazon": ["chain-incomplete", "chain-unproven", "chain-inspected"],
  "cross-sign": ["chain-unused"],
  "foreign-intermediate": ["chain-unused"],
};

/** Whether another finding says the same of the same certificate, and more. */
function isRepeated({ code, certificate }: ReadingFinding, all: readonly ReadingFinding[]) {
  const others = SAID_BEFORE[code] ?? [];
  return all.some((each) => each.certificate === certificate && others.includes(each.code));
}
